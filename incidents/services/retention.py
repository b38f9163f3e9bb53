"""How long a school keeps its incidents, and holding the forgetting of one back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from incidents.content import Head, Record
from incidents.envelope import CannotOpen
from incidents.models import Incident, RetentionTerms
from incidents.reach import every_incident
from incidents.records import Type
from incidents.retention import DEFAULTS, REASON_LENGTH, Terms, forget_dates, may_be_chosen
from incidents.services.cases import ChangedMeanwhile, Writing
from incidents.vault import SchoolVault
from schools import audit
from schools.models import Membership, School

HOLD = "hold"  # the sheet with the reason


class TermsRefused(Exception):
    """The terms are beyond what a school may choose, or the reason is missing."""


@transaction.atomic
def change_terms(
    terms: Terms, *, reason: str, seen: datetime | None, by: Membership, at: datetime
) -> RetentionTerms:
    """Set the terms of a school, for what is closed from now on; shorter ones also for what was closed.

    A date that people could read from the first day never moves further away. `seen` is when the terms
    were changed that the form started from, None for the default. Raises ChangedMeanwhile, TermsRefused.
    """
    school = School.objects.select_for_update().get(pk=by.school_id)  # one change at a time
    own = RetentionTerms.unscoped.filter(school=school).first()
    if (own.changed_at if own else None) != seen:
        raise ChangedMeanwhile
    if not may_be_chosen(terms, DEFAULTS[school.country], reason):
        raise TermsRefused
    own = RetentionTerms(school=school, names_years=terms.names_years, story_years=terms.story_years)
    own.reason, own.changed_at, own.changed_by = reason, at, by
    own.save()
    _bring_dates_forward(school, terms)
    audit.record("retention.changed", own, by=by, at=at)
    return own


def _bring_dates_forward(school: School, terms: Terms) -> None:
    """Give the closed incidents of a school the dates of these terms, where those are earlier."""
    vault = SchoolVault(school.pk)
    closed = Incident.unscoped.filter(school=school, is_closed=True).select_related("key")
    with every_incident():
        for incident in closed.order_by("pk"):
            try:
                head = vault.case(incident.key).get(incident, "head", Head)
            except CannotOpen:  # somebody changed it in the database: the day of closing is not known
                continue
            dates = forget_dates(localdate(head.closed_at), school.country, terms)
            earlier = {
                "names_until": min(incident.names_until, dates.names_until),
                "story_until": min(incident.story_until, dates.story_until),
            }
            Incident.unscoped.filter(pk=incident.pk).update(**earlier)


def own_terms(member: Membership) -> RetentionTerms | None:
    """Return the terms that this member's school chose, None while it has the default."""
    return RetentionTerms.objects.visible_to(member).select_related("changed_by__user").first()


@transaction.atomic
def hold_incident(
    incident: Incident, *, reason: str, key: UUID | None = None, by: Membership, at: datetime
) -> None:
    """Keep an incident, closed or not, until it is released. Raises ChangedMeanwhile, CaseGone."""
    writing = Writing(incident, by=by, at=at, closed=True)
    data = {"name": HOLD, "is_held": True, "reason": reason}
    if len(reason.strip()) < REASON_LENGTH:
        raise TermsRefused
    if not writing.add(Record(type=Type.SHEET, at=at, data=data), key=key):
        return
    if writing.incident.is_held:
        raise ChangedMeanwhile
    _set_held(writing, is_held=True)
    writing.record_act("retention.held")


@transaction.atomic
def release_incident(incident: Incident, *, by: Membership, at: datetime) -> bool:
    """Let an incident be forgotten on its days again. False when it was not held. Raises CaseGone."""
    writing = Writing(incident, by=by, at=at, closed=True)
    if not writing.incident.is_held:
        return False
    writing.add(Record(type=Type.SHEET, at=at, data={"name": HOLD, "is_held": False}))
    _set_held(writing, is_held=False)
    writing.record_act("retention.released")
    return True


def _set_held(writing: Writing, *, is_held: bool) -> None:
    writing.incident.is_held = is_held
    writing.incident.save(update_fields=["is_held"])
