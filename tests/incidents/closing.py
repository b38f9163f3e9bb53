"""Incidents that were closed on some day, and looking at what is left of one."""

from dataclasses import replace
from datetime import UTC, date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from incidents.kinds import PersonRole, Relation
from incidents.models import Entry, Incident, Person
from incidents.services.cases import Writing
from incidents.services.report import NewPerson, dates_of
from schools.models import AuditEntry, Membership
from tests.factories import make_incident

PUPIL = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name="Fatima")


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@transaction.atomic
def close(incident: Incident, contact: Membership, on: date) -> Incident:
    """Close an incident on a day, which is when the terms begin to run."""
    writing = Writing(incident, by=contact, at=noon(on))
    dates = dates_of(contact.school, localdate(writing.at))
    until = {"names_until": dates.names_until, "story_until": dates.story_until}
    writing.save_head(replace(writing.head, closed_at=writing.at), is_closed=True, **until)
    return writing.incident


def make_closed(contact: Membership, on: date, *persons: NewPerson, **head) -> Incident:
    incident = make_incident(contact, *(persons or [PUPIL]), at=noon(on), **head)
    return close(incident, contact, on)


def left_of(incident: Incident) -> tuple[bool, bool]:
    """Return whether a name and whether the story is still there."""
    names = Person.unscoped.filter(incident=incident.pk).exclude(name=None)
    return names.exists(), Entry.unscoped.filter(incident=incident.pk).exists()


def acts(kind: str) -> list[str]:
    """Return the recorded acts that begin so, in order."""
    found = AuditEntry.unscoped.filter(action__startswith=kind).order_by("number")
    return list(found.values_list("action", flat=True))
