"""What the statistics are counted from, and the rule of small numbers itself."""

import json

import pytest

from incidents.content import Head
from incidents.kinds import Kind
from incidents.models import Tally
from incidents.small_numbers import Cell, protect
from incidents.statistics import (
    Counted,
    heads_of_school,
    read_tally,
    school_statistics,
    tally_content,
)
from incidents.vault import SchoolVault
from tests.factories import NOW, make_incident, make_theme
from tests.incidents.counting import make_many, make_tally
from tests.incidents.lessons import close

TODAY = NOW.date()


@pytest.fixture
def theme(db):
    return make_theme(code="sexting", name="Sexting")


def test_open_closed_and_forgotten_incidents_are_counted(contact, theme):
    make_incident(contact, kind=Kind.COMPLAINT)
    close(make_incident(contact, theme="cyberpesten"), contact)
    make_tally(contact.school, year=2024)

    assert sorted(heads_of_school(contact.school)) == [
        Counted(2024, "sexting", Kind.COMPLAINT),
        Counted(2026, "cyberpesten", Kind.PUPIL_UNWANTED),
        Counted(2026, "sexting", Kind.COMPLAINT),
    ]


def test_one_hidden_count_takes_all_totals_and_bars_away():
    shown = protect([[9, 5], [7, 4]])

    assert shown.rows == ((Cell("9"), Cell("5")), (Cell("7"), Cell("0–4")))
    assert (shown.totals, shown.has_figures) == ((), True)


def test_table_without_small_counts_has_totals_and_bars():
    shown = protect([[20, 5], [10, 15]])

    assert shown.rows == ((Cell("20", "100"), Cell("5", "25")), (Cell("10", "50"), Cell("15", "75")))
    assert shown.totals == ("30", "20")


def test_theme_that_is_gone_keeps_its_own_row(contact, theme):
    make_many(contact.school, 5)
    make_many(contact.school, 6, theme="verdwenen")

    found = school_statistics(contact.school, on=TODAY)

    assert found.themes.lines[-1][0] == "Een thema dat niet meer bestaat"
    assert found.themes.shown.totals == ("11",)


def test_tally_holds_theme_and_kind_only(contact):
    head = Head(theme="sexting", kind=Kind.COMPLAINT, happened_at=NOW, logged_at=NOW, title="Geheim")
    make_tally(contact.school, year=2025)

    assert json.loads(tally_content(head)) == {"theme": "sexting", "kind": "klacht"}
    vault = SchoolVault(contact.school_id)
    assert read_tally(Tally.unscoped.get(), vault) == Counted(2025, "sexting", Kind.COMPLAINT)


@pytest.mark.parametrize("count", [1, 3])
def test_counting_needs_four_queries(contact, theme, count, django_assert_num_queries):
    for _ in range(count):
        make_incident(contact)
        make_tally(contact.school)
    school_statistics(contact.school, on=TODAY)  # reads the names of the themes into memory

    with django_assert_num_queries(4):  # themes, keys of the school, incidents with theirs, tallies
        school_statistics(contact.school, on=TODAY)
