"""Reminding who follows an incident up of what was planned in it: aftercare, and looking again."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from incidents.contacts import ROLES
from incidents.content import Head
from incidents.emails import remind
from incidents.envelope import CannotOpen
from incidents.models import Access, Incident
from incidents.reach import every_incident
from incidents.vault import SchoolVault
from schools import audit, walls
from schools.models import Membership, School


def is_due(head: Head, on: date) -> bool:
    """Tell whether a planned day has come, today or on a day that was missed, without a mail about it."""
    days = [day for day in (head.aftercare_on, head.check_again_on) if day and day <= on]
    return any(head.reminded_on is None or head.reminded_on < day for day in days)


def send_reminders(school: School, *, site: str, at: datetime) -> Counter:
    """Mail who follows up each incident for which a day has come; return how often what happened.

    Safe to run twice: the head of the incident remembers the day. `sent` counts incidents; one whose
    mail could not leave (`failed`) or that nobody follows up any more (`nobody`) is tried again next
    time, and one that cannot be opened is `broken`. Raises KeyFileFault.
    """
    with _in_school(school):
        found = list(Incident.unscoped.filter(school=school).order_by("pk").values_list("pk", flat=True))
    return Counter(filter(None, [_remind(school, pk, site=site, at=at) for pk in found]))


def _remind(school: School, pk: UUID, *, site: str, at: datetime) -> str:
    """Do one incident, in a transaction of its own."""
    try:
        with _in_school(school):
            return _remind_locked(school, pk, site=site, at=at)
    except CannotOpen:
        return "broken"
    except OSError:  # of the mail server: what was written is undone
        return "failed"


def _remind_locked(school: School, pk: UUID, *, site: str, at: datetime) -> str:
    rows = Incident.unscoped.select_for_update(of=("self",)).select_related("key")
    incident = rows.filter(pk=pk, school=school).first()
    if incident is None:  # forgotten meanwhile
        return ""
    vault, on = SchoolVault(school.pk).case(incident.key), localdate(at)
    head = vault.get(incident, "head", Head)
    if not is_due(head, on):
        return ""
    handlers = _handlers(incident, at)
    if not handlers:
        return "nobody"
    vault.put(incident, "head", replace(head, reminded_on=on))
    incident.save(update_fields=["head"])  # not a new version: nothing changed that people see
    audit.record("incident.reminded", incident, by=None, at=at)
    remind(handlers, incident, site=site)
    return "sent"


def _handlers(incident: Incident, at: datetime) -> list[Membership]:
    """Return who follows an incident up: those who are still contacts, and not party to it."""
    handling = incident.accesses.active(at).filter(kind=Access.Kind.HANDLER)
    members = Membership.unscoped.active().holding(*ROLES).filter(pk__in=handling.values("member"))
    party = incident.exclusions.values("member")
    return list(members.exclude(pk__in=party).select_related("user", "school").order_by("pk"))


@contextmanager
def _in_school(school: School) -> Iterator[None]:
    with transaction.atomic(), walls.in_school(school.pk), every_incident():
        yield
