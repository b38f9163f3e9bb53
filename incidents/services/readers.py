"""Who can read an incident: the people, and what was opened for them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from incidents.contacts import ROLES
from incidents.models import Access, Exclusion, Incident
from schools.models import Membership, holds
from schools.permissions import Permission
from schoolsafety.prepared import prepared


@dataclass(frozen=True)
class Readers:
    """The contacts by name, who is kept from it, and every access that was ever given, oldest first.

    The members carry their `name`; the accesses have these same members.
    """

    contacts: list[Membership]
    excluded: list[Membership]
    accesses: list[Access]

    def open(self, at: datetime) -> list[Access]:
        """Return what opens the incident at that moment, for who may read it at all."""
        return [a for a in self.accesses if _is_open(a, at) and not a.member.is_party]


def _is_open(access: Access, at: datetime) -> bool:
    has_passed = access.until and access.until <= at
    return not (access.ended_at or has_passed or access.member.left_at)


def readers_of(incident: Incident) -> Readers:
    """Return who can read an incident, could, or may not. Two queries."""
    people = {person.pk: person for person in _people(incident.school_id, incident.pk)}
    accesses = _accesses(incident.pk)
    for access in accesses:
        access.member = people[access.member_id]
    return Readers(
        contacts=[p for p in people.values() if _is_contact(p)],
        excluded=[p for p in people.values() if p.is_party],
        accesses=accesses,
    )


@prepared
def _people(school_id, incident_id):
    """The contacts, and whoever was ever let in or kept out."""
    people = Membership.unscoped.filter(school=school_id)
    parties = Exclusion.unscoped.filter(incident=incident_id).values("member")
    let_in = Access.unscoped.filter(incident=incident_id).values("member")
    are_contacts = Q(left_at=None) & holds(*ROLES)
    concerned = Q(pk__in=parties) | Q(pk__in=let_in) | are_contacts
    is_party = Exists(parties.filter(member=OuterRef("pk")))
    return people.filter(concerned).annotate(name=F("user__name"), is_party=is_party).order_by("name", "pk")


@prepared
def _accesses(incident_id):
    return Access.unscoped.filter(incident=incident_id).order_by("given_at", "pk")


def _is_contact(person: Membership) -> bool:
    return not (person.left_at or person.is_party) and person.can(Permission.INCIDENT_HANDLE)
