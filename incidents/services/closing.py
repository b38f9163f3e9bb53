"""Closing an incident, with what there is to learn from it, and opening it again."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from incidents.closing import CLOSING, Followed, Learned
from incidents.content import Record
from incidents.leak import open_leak_duties
from incidents.models import Incident
from incidents.records import Type, sheet
from incidents.services.cases import Case, CaseClosed, Writing, form_id, read_case
from incidents.services.lessons import put_lesson
from incidents.services.report import dates_of
from incidents.steps import open_duties
from schools.models import Membership


class DutiesOpen(Exception):
    """A grave step or a duty by law is neither done nor left undone with a reason.

    So is notifying a data leak.
    """


class NotClosed(Exception):
    """The incident is open already."""


@transaction.atomic
def close_incident(
    incident: Incident,
    *,
    card: str,
    followed: Followed,
    helped: str,
    key: UUID | None = None,
    by: Membership,
    at: datetime,
) -> None:
    """Close an incident, fix the days on which it is forgotten, and tell the working group the lesson.

    `card` is the code of a card of its theme, "" for none. Closing again says the same lesson anew.
    Raises CaseClosed, CaseGone or DutiesOpen.
    """
    writing = Writing(incident, by=by, at=at, closed=True)
    case = read_case(writing.incident, writing.vault)
    lesson = _lesson_of(case) or form_id(key, CLOSING, incident.pk)
    answers = {"card": card, "followed": followed, "helped": helped.strip()}
    sent = {"name": CLOSING, "lesson": str(lesson)} | answers
    if not writing.add(Record(type=Type.SHEET, at=at, data=sent), key=key):
        return
    if writing.incident.is_closed:
        raise CaseClosed
    if open_duties(case, by.school.country) or open_leak_duties(case, by.school.country):
        raise DutiesOpen
    put_lesson(lesson, Learned(theme=case.head.theme, at=at, **answers), by=by)
    _set_closed(writing, "De melding is afgesloten.", is_closed=True)
    writing.record_act("incident.closed")


def _lesson_of(case: Case) -> UUID | None:
    """Return the lesson that an incident taught when it was closed before."""
    earlier = sheet(case.written, CLOSING)
    return UUID(earlier.record.data["lesson"]) if earlier else None


@transaction.atomic
def reopen_incident(
    incident: Incident, *, reason: str, key: UUID | None = None, by: Membership, at: datetime
) -> None:
    """Open a closed incident again. Its lesson stays until it is closed anew.

    Raises NotClosed or CaseGone.
    """
    writing = Writing(incident, by=by, at=at, closed=True)
    is_new = _set_closed(writing, f"De melding is opnieuw geopend: {reason}", is_closed=False, key=key)
    if is_new:
        writing.record_act("incident.reopened")


def _set_closed(writing: Writing, text: str, *, is_closed: bool, key: UUID | None = None) -> bool:
    """Write that it is closed or open from now on, with the days that go with it. False when sent twice.

    For one that is open, the days are those of closing it today.
    """
    if not writing.add(Record(type=Type.EVENT, at=writing.at, text=text), key=key):
        return False
    if writing.incident.is_closed == is_closed:
        raise NotClosed
    dates = dates_of(writing.by.school, localdate(writing.at))
    writing.save_head(
        replace(writing.head, closed_at=writing.at if is_closed else None),
        is_closed=is_closed,
        names_until=dates.names_until,
        story_until=dates.story_until,
    )
    return True
