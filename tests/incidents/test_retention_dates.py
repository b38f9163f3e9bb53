"""Until when an incident is kept: the sums, by hand for the days that are easily wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.retention import CEILING, DEFAULTS, SHORTEST, Terms, forget_dates, tally_until

DAYS = st.dates(date(2020, 1, 1), date(2045, 12, 31))
COUNTRIES = st.sampled_from(["BE", "NL"])
NAMES = st.integers(SHORTEST.names_years, CEILING.names_years)
STORIES = st.integers(SHORTEST.story_years, CEILING.story_years)


def in_words(dates) -> list[str]:
    return [dates.names_until.isoformat(), dates.story_until.isoformat(), dates.tally_until.isoformat()]


@pytest.mark.parametrize(
    ("country", "closed", "expected"),
    [
        ("BE", "2026-11-20", "2027-08-31 2028-08-31 2037-08-31"),
        ("NL", "2026-11-20", "2027-07-31 2029-07-31 2037-07-31"),
        ("BE", "2027-07-31", "2027-08-31 2028-08-31 2037-08-31"),
        ("NL", "2027-07-31", "2027-07-31 2029-07-31 2037-07-31"),
        ("BE", "2027-08-01", "2027-08-31 2028-08-31 2038-08-31"),
        ("NL", "2027-08-01", "2028-07-31 2030-07-31 2038-07-31"),
        ("BE", "2027-08-31", "2027-08-31 2028-08-31 2038-08-31"),
        ("BE", "2027-09-01", "2028-08-31 2029-08-31 2038-08-31"),
        ("NL", "2027-08-31", "2028-07-31 2030-07-31 2038-07-31"),
        ("BE", "2028-02-29", "2028-08-31 2029-08-31 2038-08-31"),
        ("NL", "2028-02-29", "2028-07-31 2030-07-31 2038-07-31"),
    ],
)
def test_default_of_each_country(country, closed, expected):
    dates = forget_dates(date.fromisoformat(closed), country, DEFAULTS[country])

    assert in_words(dates) == expected.split()


@pytest.mark.parametrize(
    ("closed", "names_until"),
    [
        ("2028-01-31", "2028-02-29"),
        ("2027-01-31", "2027-02-28"),
        ("2028-02-29", "2028-03-31"),
        ("2026-12-01", "2027-01-31"),
        ("2027-08-15", "2027-08-31"),
    ],
)
def test_shortest_term_of_names_is_the_month_after_closing(closed, names_until):
    dates = forget_dates(date.fromisoformat(closed), "BE", Terms(-1, 1))

    assert dates.names_until == date.fromisoformat(names_until)


@given(DAYS, COUNTRIES, NAMES, STORIES)
def test_names_go_first_then_the_story_then_the_count(closed, country, names, story):
    dates = forget_dates(closed, country, Terms(names, story))

    assert closed <= dates.names_until <= dates.story_until <= dates.tally_until


@given(DAYS, COUNTRIES, NAMES, STORIES, NAMES, STORIES)
def test_shorter_terms_never_end_later(closed, country, names, story, other_names, other_story):
    shorter = forget_dates(closed, country, Terms(min(names, other_names), min(story, other_story)))
    longer = forget_dates(closed, country, Terms(max(names, other_names), max(story, other_story)))

    assert shorter.names_until <= longer.names_until
    assert shorter.story_until <= longer.story_until


@given(DAYS, DAYS, COUNTRIES, NAMES, STORIES)
def test_who_closes_later_keeps_no_shorter(one, other, country, names, story):
    earlier, later = (
        forget_dates(day, country, Terms(names, story)) for day in (min(one, other), max(one, other))
    )

    assert earlier.names_until <= later.names_until
    assert earlier.story_until <= later.story_until


def test_count_of_a_school_year_stays_ten_years():
    assert tally_until(2026, "BE") == date(2037, 8, 31)
    assert tally_until(2026, "NL") == date(2037, 7, 31)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (Terms(0, 1), False),
        (Terms(1, 1), True),
        (Terms(0, 2), True),
        (Terms(-1, 2), True),
        (Terms(-1, 0), False),
    ],
)
def test_terms_that_keep_anything_longer_exceed(terms, expected):
    assert terms.exceeds(Terms(0, 1)) is expected
