"""What happens when: actions, evidence that ends and the review of the plan, by term of the school year.

Rows in, frozen text out; no request and no query. The page asks here; the plan prints fewer days, which
document/around.py collects.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from assessments.models import Evidence
from plans.action_words import day, member_name
from plans.models import Action, Status
from schoolsafety.dates import FIRST_MONTH, school_year
from schoolsafety.terms import Term, term_of

FAR = 5  # years ahead, from which a day has no term any more
REVIEW = "Het beleidsplan herzien"
Paths = Mapping[UUID, str]  # the page of an action or of a piece of evidence, by its id


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One day on which something is due. `late` says how it is late, "" when it is not."""

    day: date
    what: str
    due: str
    owner: str
    status: str
    late: str
    theme: str
    theme_code: str
    card: str
    path: str


@dataclass(frozen=True, slots=True)
class CalendarTerm:
    """A term with its entries, the first day first; `period` is "" for what is far ahead."""

    name: str
    period: str
    is_now: bool
    entries: tuple[CalendarEntry, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is late stands apart, and in no term."""

    late: tuple[CalendarEntry, ...]
    terms: tuple[CalendarTerm, ...]


def make_calendar(
    actions: Iterable[Action],
    evidence: Iterable[Evidence],
    *,
    review_on: date | None,
    country: str,
    on: date,
    paths: Paths | None = None,
    plan_path: str = "",
) -> Calendar:
    """Return the calendar as it stands on a day.

    Of the actions, the open ones and what is done with a day in this school year. Of the evidence, what
    has a last day. Without paths nothing is a link.
    """
    entries = [
        *(_of_action(action, on, paths or {}) for action in actions if _belongs(action, on)),
        *(_of_evidence(one, on, paths or {}) for one in evidence if one.valid_until),
        *([_of_review(review_on, on, plan_path)] if review_on else []),
    ]
    entries.sort(key=lambda entry: (entry.day, entry.what))
    to_come = [entry for entry in entries if not entry.late]
    return Calendar(
        late=tuple(entry for entry in entries if entry.late),
        terms=tuple(_terms(to_come, country=country, on=on)),
    )


def _belongs(action: Action, on: date) -> bool:
    if action.is_open:
        return True
    return action.status == Status.DONE and action.due_on >= date(school_year(on), FIRST_MONTH, 1)


def _of_action(action: Action, on: date, paths: Paths) -> CalendarEntry:
    return _entry(
        action.due_on,
        action.what,
        card=action.card,
        owner=member_name(action.owner),
        status=action.get_status_display(),
        late="te laat" if action.is_late(on) else "",
        path=paths.get(action.pk, ""),
    )


def _of_evidence(evidence: Evidence, on: date, paths: Paths) -> CalendarEntry:
    return _entry(
        evidence.valid_until,
        f"Bewijs nakijken: {evidence}",
        card=evidence.card,
        late="verlopen" if evidence.is_expired(on) else "",
        path=paths.get(evidence.pk, ""),
    )


def _of_review(review_on: date, on: date, path: str) -> CalendarEntry:
    return _entry(review_on, REVIEW, late="te laat" if review_on < on else "", path=path)


def _entry(when: date, what: str, *, late: str, path: str, card=None, owner="", status="") -> CalendarEntry:
    origin = (card.theme.name, card.theme.code, card.title) if card else ("", "", "")
    return CalendarEntry(when, what, day(when), owner, status, late, *origin, path)


def _terms(entries: Iterable[CalendarEntry], *, country: str, on: date) -> Iterator[CalendarTerm]:
    def term(entry: CalendarEntry) -> Term | None:
        return term_of(entry.day, country) if entry.day.year <= on.year + FAR else None

    for found, group in groupby(entries, key=term):
        if found is None:
            yield CalendarTerm("Later", "", is_now=False, entries=tuple(group))
            continue
        period = f"{day(found.start)} tot en met {day(found.end)}"
        yield CalendarTerm(found.name, period, found.start <= on <= found.end, tuple(group))
