"""Break-glass: in an emergency a principal opens one incident, by its number, with a reason.

It is read-only, ends by itself within the hour, and is announced at once. A number that does not exist
and an incident to which the principal is party get the same answer after the same work.
"""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from incidents import emails
from incidents.models import Access, Exclusion, Incident
from incidents.reach import every_incident
from incidents.services.access import end_accesses, event, give_access
from incidents.services.cases import Writing, record_refusal
from incidents.words import moment_in_full
from schools.models import Membership
from schools.permissions import Role

LASTS = timedelta(minutes=60)
SHORTEST_REASON = 20  # characters
NUMBER = re.compile(r"(?P<year>20\d\d)-(?P<number>\d{1,6})", re.ASCII)


class NoSuchIncident(Exception):
    """There is no incident with this number that this member could open."""


def break_glass(*, number: str, reason: str, site: str, by: Membership, at: datetime) -> Incident:
    """Open an incident for a principal, and tell the contacts and the log readers.

    `site` is where the links in the mail lead. Raises NoSuchIncident, after writing down that it was
    asked.
    """
    incident = _find(number, by)
    if incident is None:
        record_refusal(by=by, at=at)
        raise NoSuchIncident
    _open(incident, reason, site, by=by, at=at)
    return incident


def _find(number: str, by: Membership) -> Incident | None:
    """Return the incident that people call so, unless this member is party to it."""
    found = NUMBER.fullmatch(number)
    year, count = (int(found["year"]), int(found["number"])) if found else (0, 0)
    excluded = Exclusion.unscoped.filter(incident=OuterRef("pk"), member=by.pk)
    rows = Incident.unscoped.filter(~Exists(excluded), school=by.school_id, school_year=year, number=count)
    with every_incident():
        return rows.first()


@transaction.atomic
def _open(incident: Incident, reason: str, site: str, *, by: Membership, at: datetime) -> None:
    """Give the access first: only then may the principal write in the incident why it was opened."""
    until = at + LASTS
    end_accesses(incident, by, at=at, kind=Access.Kind.BREAK_GLASS)
    give_access(incident, by, Access.Kind.BREAK_GLASS, until=until, may_see_names=True, by=by, at=at)
    writing = Writing(incident, by=by, at=at, closed=True)
    text = f"{by.user.name} opende deze melding met de noodtoegang, tot {moment_in_full(until)}."
    writing.add(event(at, text, "access.break_glass", member=by, reason=reason))
    writing.record_act("access.break_glass")
    emails.announce_break_glass(incident, by=by, until=until, to=_told(incident, by), site=site)


def _told(incident: Incident, by: Membership) -> QuerySet[Membership]:
    """Return who hears of it: never who is party to the incident."""
    members = Membership.objects.visible_to(by).active().holding(Role.CONTACT, Role.LOG_READER)
    told = members.exclude(pk=by.pk).exclude(pk__in=incident.exclusions.values("member"))
    return told.select_related("user", "school").order_by("pk")


@transaction.atomic
def end_break_glass(incident: Incident, *, by: Membership, at: datetime) -> None:
    """End one's own break-glass before its time. Nothing happens when it was over. Raises CaseGone."""
    writing = Writing(incident, by=by, at=at, closed=True)
    if not incident.accesses.active(at).filter(member=by.pk, kind=Access.Kind.BREAK_GLASS).exists():
        return
    text = f"{by.user.name} sloot de noodtoegang."
    writing.add(event(at, text, "access.break_glass_ended", member=by))
    writing.record_act("access.break_glass_ended")
    end_accesses(incident, by, at=at, kind=Access.Kind.BREAK_GLASS)
