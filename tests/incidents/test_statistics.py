"""Which counts of incidents are shown, to whom, and from what."""

from datetime import UTC, date, datetime

import pytest

from incidents.kinds import Kind
from incidents.statistics import (
    Counted,
    Statistics,
    school_statistics,
)
from tests.factories import NOW, make_incident, make_school, make_theme
from tests.incidents.counting import make_many, make_tally, numbers_in, texts

TODAY = NOW.date()
KINDS = len(Kind)


@pytest.fixture
def theme(db):
    return make_theme(code="sexting", name="Sexting")


def test_another_school_is_not_counted(contact, outsider, theme):
    make_many(outsider.school, 6)
    make_many(contact.school, 5)

    assert texts(school_statistics(contact.school, on=TODAY).themes) == [["5"]]


@pytest.mark.parametrize(("count", "text"), [(0, "0–4"), (4, "0–4"), (5, "5")])
def test_small_count_is_hidden_and_has_no_total(contact, theme, count, text):
    make_many(contact.school, count)

    found = school_statistics(contact.school, on=TODAY).themes

    assert texts(found) == [[text]]
    assert found.shown.totals == (("5",) if count == 5 else ())


def test_kinds_are_withheld_where_either_division_hides_something(contact, theme):
    school = make_school(created_at=datetime(2024, 9, 1, tzinfo=UTC))
    for kind in Kind:
        make_many(school, 5, year=2025, kind=kind)
        make_many(school, 5 if kind != Kind.DATA_LEAK else 4, year=2026, kind=kind)

    found = school_statistics(school, on=TODAY)

    assert found.years == ("2024–2025", "2025–2026", "2026–2027")
    assert texts(found.themes) == [["0–4", "30", "29"]]
    assert texts(found.kinds) == [["–", "5", "–"]] * KINDS
    assert not found.is_complete


def test_rows_and_columns_do_not_follow_from_what_happened(contact, theme):
    make_theme(theme.criteria_set, code="privacy", name="Privacy")
    before = school_statistics(contact.school, on=date(2031, 9, 1))
    make_tally(contact.school, year=2020)
    make_incident(contact)

    after = school_statistics(contact.school, on=date(2031, 9, 1))

    assert after == before
    assert after.years == ("2027–2028", "2028–2029", "2029–2030", "2030–2031", "2031–2032")
    assert after.themes.labels == ("Sexting", "Privacy")


def test_nothing_but_text_leaves_the_module(contact, theme):
    make_many(contact.school, 7)

    found = school_statistics(contact.school, on=TODAY)

    assert isinstance(found, Statistics)
    assert numbers_in(found) == []
    assert numbers_in(Counted(2026, "sexting", "klacht")) == [2026]
