"""What stands in the calendar: terms, what is late, evidence that ends, the review of the plan."""

from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Evidence
from plans.action_calendar import REVIEW, make_calendar
from plans.models import Action, Status
from schools.models import Membership, User
from themes.models import Card, Theme

TODAY, DAY = date(2026, 11, 20), timedelta(days=1)
CARD = Card(title="Weten bij wie", code="weten", theme=Theme(name="Sexting", code="sexting"))
OWNER = Membership(user=User(name="Noor Claes"))


def action(due_on: date, **fields) -> Action:
    return Action(**{"what": "Brievenbus", "owner": OWNER, "card": CARD, "due_on": due_on} | fields)


def evidence(valid_until: date | None) -> Evidence:
    return Evidence(note="Schoolreglement", card=CARD, valid_until=valid_until)


def calendar(*actions, ending=(), review_on=None, country="BE", on=TODAY, **paths):
    return make_calendar(actions, ending, review_on=review_on, country=country, on=on, **paths)


def days(entries) -> list[date]:
    return [entry.day for entry in entries]


def test_entries_stand_in_the_terms_of_flanders_the_first_day_first():
    found = calendar(*map(action, [date(2027, 5, 1), date(2026, 12, 1), date(2027, 2, 1), TODAY]))

    assert [(term.name, term.is_now, days(term.entries)) for term in found.terms] == [
        ("1e trimester 2026–2027", True, [TODAY, date(2026, 12, 1)]),
        ("2e trimester 2026–2027", False, [date(2027, 2, 1)]),
        ("3e trimester 2026–2027", False, [date(2027, 5, 1)]),
    ]
    assert found.terms[0].period == "1 september 2026 tot en met 3 januari 2027"


def test_terms_are_those_of_the_country():
    [term] = calendar(action(TODAY), country="NL").terms

    assert term.name == "1e periode 2026–2027"


def test_action_says_what_who_and_how_far():
    one = action(TODAY + DAY, status=Status.BUSY)

    [entry] = calendar(one, paths={one.pk: "/acties/1/"}).terms[0].entries

    assert (entry.what, entry.owner, entry.status, entry.late) == ("Brievenbus", "Noor Claes", "bezig", "")
    assert (entry.due, entry.theme, entry.theme_code, entry.card, entry.path) == (
        "21 november 2026",
        "Sexting",
        "sexting",
        "Weten bij wie",
        "/acties/1/",
    )


def test_what_is_late_stands_apart_and_in_no_term():
    found = calendar(action(TODAY - DAY), ending=[evidence(TODAY - 2 * DAY)], review_on=TODAY - 3 * DAY)

    assert [(entry.what, entry.late) for entry in found.late] == [
        (REVIEW, "te laat"),
        ("Bewijs nakijken: Schoolreglement", "verlopen"),
        ("Brievenbus", "te laat"),
    ]
    assert found.terms == ()


def test_today_is_not_late():
    found = calendar(action(TODAY), ending=[evidence(TODAY)], review_on=TODAY)

    assert (days(found.late), days(found.terms[0].entries)) == ([], [TODAY] * 3)


@pytest.mark.parametrize(
    ("status", "due_on", "stands"),
    [
        (Status.DONE, date(2026, 8, 1), True),
        (Status.DONE, date(2026, 7, 31), False),  # of an earlier school year
        (Status.DROPPED, date(2026, 12, 1), False),
    ],
)
def test_of_closed_actions_only_what_was_done_this_year_stands_there(status, due_on, stands):
    found = calendar(action(due_on, status=status))

    assert found.late == ()
    assert [entry.status for term in found.terms for entry in term.entries] == ["klaar"] * stands


def test_evidence_without_a_last_day_does_not_stand_there():
    assert calendar(ending=[evidence(None)]).terms == ()


def test_owner_who_left_is_marked():
    left = Membership(user=User(name="Bart Wouters"), left_at=TODAY)

    [entry] = calendar(action(TODAY, owner=left)).terms[0].entries

    assert entry.owner == "Bart Wouters (geen lid meer)"


@given(
    due=st.lists(st.dates(), max_size=4),
    on=st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    country=st.sampled_from(["BE", "NL"]),
)
def test_every_open_action_stands_there_once_however_far(due, on, country):
    found = calendar(*map(action, due), country=country, on=on)

    assert days(found.late) == sorted(day for day in due if day < on)
    assert days(chain.from_iterable(term.entries for term in found.terms)) == sorted(
        day for day in due if day >= on
    )


def test_what_is_years_ahead_comes_later_without_a_term():
    [term] = calendar(action(date.max)).terms

    assert (term.name, term.period, term.is_now) == ("Later", "", False)


def test_calendar_is_frozen():
    with pytest.raises(FrozenInstanceError):
        calendar(action(TODAY)).terms[0].entries[0].what = "Iets anders"
