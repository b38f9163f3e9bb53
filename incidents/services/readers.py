"""Who can read an incident: the people, and what was opened for them."""

from dataclasses import dataclass
from datetime import datetime

from incidents.contacts import HOLD_A_ROLE, ROLES_HELD
from incidents.models import Access, Incident
from schools.models import Membership
from schools.permissions import Permission

# By hand, because every look at an incident asks it: three querysets cost ten times as much CPU.
PEOPLE = f"""
    SELECT member.*, person.name AS name, party.id IS NOT NULL AS is_party
    FROM schools_membership member JOIN schools_user person ON person.id = member.user_id
    LEFT JOIN incidents_exclusion party ON party.member_id = member.id AND party.incident_id = %s
    WHERE member.school_id = %s AND (
        party.id IS NOT NULL
        OR member.id IN (SELECT member_id FROM incidents_access WHERE incident_id = %s)
        OR member.left_at IS NULL AND ({HOLD_A_ROLE})
    )
    ORDER BY person.name, member.id
"""
ACCESSES = "SELECT * FROM incidents_access WHERE incident_id = %s ORDER BY given_at, id"


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
    ids = [incident.pk.hex, incident.school_id.hex, incident.pk.hex]
    people = {person.pk: person for person in Membership.unscoped.raw(PEOPLE, ids + ROLES_HELD)}
    accesses = list(Access.unscoped.raw(ACCESSES, [incident.pk.hex]))
    for access in accesses:
        access.member = people[access.member_id]
    return Readers(
        contacts=[p for p in people.values() if _is_contact(p)],
        excluded=[p for p in people.values() if p.is_party],
        accesses=accesses,
    )


def _is_contact(person: Membership) -> bool:
    return not (person.left_at or person.is_party) and person.can(Permission.INCIDENT_HANDLE)
