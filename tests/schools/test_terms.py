"""The terms of a school year: whole years by hand, and no day without exactly one term."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolsafety.holidays import is_school_holiday
from schoolsafety.terms import Term, term_of, terms_of

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
YEARS = st.integers(1950, 2150)
COUNTRIES = st.sampled_from(["BE", "NL"])


def test_terms_of_a_flemish_school_year():
    assert terms_of(2026, "BE") == [
        Term(date(2026, 9, 1), date(2027, 1, 3), "1e trimester 2026–2027"),
        Term(date(2027, 1, 4), date(2027, 4, 11), "2e trimester 2026–2027"),
        Term(date(2027, 4, 12), date(2027, 8, 31), "3e trimester 2026–2027"),
    ]


def test_terms_of_a_dutch_school_year():
    assert terms_of(2026, "NL") == [
        Term(date(2026, 8, 1), date(2027, 1, 3), "1e periode 2026–2027"),
        Term(date(2027, 1, 4), date(2027, 5, 2), "2e periode 2026–2027"),
        Term(date(2027, 5, 3), date(2027, 7, 31), "3e periode 2026–2027"),
    ]


def test_terms_where_the_dutch_holidays_are_not_published():
    assert terms_of(2031, "NL") == [
        Term(date(2031, 8, 1), date(2031, 12, 31), "1e periode 2031–2032"),
        Term(date(2032, 1, 1), date(2032, 4, 30), "2e periode 2031–2032"),
        Term(date(2032, 5, 1), date(2032, 7, 31), "3e periode 2031–2032"),
    ]


@pytest.mark.parametrize(
    ("day", "country", "name"),
    [
        ("2026-08-31", "BE", "3e trimester 2025–2026"),
        ("2026-09-01", "BE", "1e trimester 2026–2027"),
        ("2027-01-03", "BE", "1e trimester 2026–2027"),
        ("2027-01-04", "BE", "2e trimester 2026–2027"),
        ("2028-04-17", "BE", "2e trimester 2027–2028"),  # Easter Monday ends the holiday
        ("2028-04-18", "BE", "3e trimester 2027–2028"),
        ("2026-07-31", "NL", "3e periode 2025–2026"),
        ("2026-08-01", "NL", "1e periode 2026–2027"),
        ("2028-01-10", "NL", "2e periode 2027–2028"),
        ("2028-05-08", "NL", "3e periode 2027–2028"),
    ],
)
def test_term_of(day, country, name):
    assert term_of(date.fromisoformat(day), country).name == name


@given(DAYS, COUNTRIES)
def test_every_day_is_in_exactly_one_term(day, country):
    around = [term for year in (day.year - 1, day.year) for term in terms_of(year, country)]

    assert [term for term in around if term.start <= day <= term.end] == [term_of(day, country)]


@given(YEARS, COUNTRIES)
def test_terms_follow_each_other_without_a_gap(year, country):
    terms = terms_of(year, country) + terms_of(year + 1, country)

    assert terms == sorted(terms)
    assert [t.end + timedelta(days=1) for t in terms[:-1]] == [t.start for t in terms[1:]]
    assert all(t.end - t.start > timedelta(days=60) for t in terms)


@given(YEARS)
def test_flemish_terms_two_and_three_start_on_a_school_day(year):
    starts = [term.start for term in terms_of(year, "BE")[1:]]

    assert [d for d in starts if d.weekday() >= 5 or is_school_holiday(d, "BE")] == []
