"""When schools are closed: the rule of Flanders and the file of the Netherlands against published dates.

Published: Flanders by kunstacademieturnhout.turnhout.be (2024–2025), staproeselare.be (2025–2026), a public
repository after the official school calendar (2026–2027) and kampkompas.be (2027–2028); the older years,
here for their special cases, by 2747.com, sint-donaas.be, schoolbeitem.be and ptsmechelen.be.
The Netherlands by rijksoverheid.nl.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from schoolsafety.holidays import (
    Holiday,
    easter_day,
    holidays_of,
    is_school_holiday,
    known_until,
    next_school_day,
)

DAY = timedelta(days=1)
YEARS = st.integers(1950, 2150)
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
COUNTRIES = st.sampled_from(["BE", "NL"])


def in_words(holidays) -> list[str]:
    """Return "2027-05-01" for a single day off, "2027-05-06 05-07" for more."""
    return [f"{h.start} {h.end:%m-%d}" if h.end > h.start else str(h.start) for h in holidays]


def weeks(year: int, country: str) -> str:
    """Return the starts and ends of the holidays of a week or more, but for Flemish summers."""
    long = [h for h in holidays_of(year, country) if h.end - h.start >= timedelta(days=6)]
    long = [h for h in long if country == "NL" or h.name != "zomervakantie"]
    return " ".join(f"{h.start:%d/%m}-{h.end:%d/%m}" for h in long)


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (1818, "03-22"),
        (1943, "04-25"),
        (2000, "04-23"),
        (2008, "03-23"),
        (2024, "03-31"),
        (2025, "04-20"),
        (2026, "04-05"),
        (2027, "03-28"),
        (2028, "04-16"),
        (2038, "04-25"),
        (2049, "04-18"),
        (2076, "04-19"),
        (2285, "03-22"),
    ],
)
def test_easter(year, easter):
    assert f"{easter_day(year):%m-%d}" == easter


@given(YEARS)
def test_easter_is_a_sunday_from_22_march_to_25_april(year):
    assert easter_day(year).weekday() == 6
    assert date(year, 3, 22) <= easter_day(year) <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("year", "published"),
    [
        (2006, "30/10-05/11 25/12-07/01 19/02-25/02 02/04-15/04"),
        (2007, "29/10-04/11 24/12-06/01 04/02-10/02 24/03-06/04"),  # Easter in March
        (2009, "02/11-08/11 21/12-03/01 15/02-21/02 05/04-18/04"),  # 1 November on a Sunday
        (2018, "29/10-04/11 24/12-06/01 04/03-10/03 08/04-22/04"),  # Easter after 15 April
        (2019, "28/10-03/11 23/12-05/01 24/02-01/03 06/04-19/04"),
        (2020, "02/11-08/11 21/12-03/01 15/02-21/02 05/04-18/04"),  # 1 November on a Sunday
        (2021, "01/11-07/11 27/12-09/01 28/02-06/03 04/04-18/04"),  # Christmas on a Saturday
        (2022, "31/10-06/11 26/12-08/01 20/02-26/02 03/04-16/04"),  # Christmas on a Sunday
        (2023, "30/10-05/11 25/12-07/01 12/02-18/02 01/04-14/04"),  # Easter on 31 March
        (2024, "28/10-03/11 23/12-05/01 03/03-09/03 07/04-21/04"),
        (2025, "27/10-02/11 22/12-04/01 16/02-22/02 06/04-19/04"),
        (2026, "02/11-08/11 21/12-03/01 08/02-14/02 29/03-11/04"),
        (2027, "01/11-07/11 27/12-09/01 28/02-05/03 03/04-17/04"),
    ],
)
def test_weeks_off_in_flanders_are_those_published(year, published):
    assert weeks(year, "BE") == published


@pytest.mark.parametrize(
    ("year", "published"),
    [
        (2024, "2024-11-11 2025-05-01 2025-05-29 2025-05-30 2025-06-09"),
        (2025, "2025-11-11 2026-05-01 2026-05-14 2026-05-15 2026-05-25"),
        (2026, "2026-11-11 2027-05-01 2027-05-06 2027-05-07 2027-05-17"),
        (2027, "2027-11-11 2028-05-01 2028-05-25 2028-05-26 2028-06-05"),
    ],
)
def test_single_days_off_in_flanders_are_those_published(year, published):
    short = [h for h in holidays_of(year, "BE") if h.end - h.start < timedelta(days=6)]

    assert sorted({str(day) for h in short for day in (h.start, h.end)}) == published.split()


def test_a_flemish_school_year_in_order():
    assert holidays_of(2027, "BE") == (
        Holiday(date(2027, 11, 1), date(2027, 11, 7), "herfstvakantie"),
        Holiday(date(2027, 11, 11), date(2027, 11, 11), "Wapenstilstand"),
        Holiday(date(2027, 12, 27), date(2028, 1, 9), "kerstvakantie"),
        Holiday(date(2028, 2, 28), date(2028, 3, 5), "krokusvakantie"),
        Holiday(date(2028, 4, 3), date(2028, 4, 17), "paasvakantie"),
        Holiday(date(2028, 5, 1), date(2028, 5, 1), "Dag van de Arbeid"),
        Holiday(date(2028, 5, 25), date(2028, 5, 26), "Hemelvaart"),
        Holiday(date(2028, 6, 5), date(2028, 6, 5), "Pinkstermaandag"),
        Holiday(date(2028, 7, 1), date(2028, 8, 31), "zomervakantie"),
    )


@pytest.mark.parametrize(
    ("year", "published"),
    [
        (2025, "11/10-26/10 20/12-04/01 14/02-01/03 25/04-03/05 04/07-30/08"),
        (2026, "10/10-25/10 19/12-03/01 13/02-28/02 24/04-02/05 10/07-05/09"),
        (2027, "16/10-31/10 25/12-09/01 19/02-05/03 29/04-07/05 08/07-03/09"),
        (2028, "14/10-29/10 23/12-07/01 10/02-25/02 28/04-06/05 07/07-02/09"),
        (2029, "13/10-28/10 22/12-06/01 16/02-03/03 27/04-05/05 06/07-01/09"),
    ],
)
def test_weeks_off_in_the_netherlands_run_from_the_first_region_to_the_last(year, published):
    assert weeks(year, "NL") == published


def test_of_a_year_that_is_not_published_only_the_dutch_public_holidays_are_known():
    assert in_words(holidays_of(2030, "NL")) == [
        "2030-12-25 12-26",
        "2031-01-01",
        "2031-04-11",
        "2031-04-14",
        "2031-04-26",  # King's Day: the 27th is a Sunday
        "2031-05-05",
        "2031-05-22 05-23",
        "2031-06-02",
    ]


def test_known_until():
    assert known_until("NL") == date(2030, 9, 1)
    assert known_until("BE") == date.max


def test_dutch_holidays_are_known_a_year_ahead():
    """Red a year before we run out: then add the newly published years to fixtures/holidays-nl.toml."""
    assert known_until("NL") >= timezone.localdate() + timedelta(days=365)


@pytest.mark.parametrize("year", range(2025, 2030))
def test_dutch_weeks_begin_on_a_saturday_and_end_on_a_sunday(year):
    """A slip of the pen in the file shows here: every one of the published dates is such."""
    long = [h for h in holidays_of(year, "NL") if h.name.endswith("vakantie")]

    assert {(h.start.weekday(), h.end.weekday()) for h in long} == {(5, 6)}
    assert len(long) == 5


@pytest.mark.parametrize(
    ("day", "country", "closed"),
    [
        ("2026-11-01", "BE", False),  # a Sunday, and no holiday yet
        ("2026-11-02", "BE", True),
        ("2026-11-08", "BE", True),
        ("2026-11-09", "BE", False),
        ("2027-01-01", "BE", True),
        ("2027-06-30", "BE", False),
        ("2027-07-01", "BE", True),
        ("2027-08-31", "BE", True),
        ("2027-09-01", "BE", False),
        ("2026-10-12", "NL", True),  # north
        ("2026-10-23", "NL", True),  # centre and south
        ("2026-10-26", "NL", False),
        ("2027-09-03", "NL", True),  # south
        ("2027-09-06", "NL", False),
        ("2026-11-11", "NL", False),
        ("2032-08-01", "NL", False),  # not published
    ],
)
def test_is_school_holiday(day, country, closed):
    assert is_school_holiday(date.fromisoformat(day), country) is closed


@pytest.mark.parametrize(
    ("day", "country", "expected"),
    [
        ("2026-11-20", "BE", "2026-11-20"),
        ("2026-11-21", "BE", "2026-11-23"),
        ("2026-10-31", "BE", "2026-11-09"),
        ("2028-04-01", "BE", "2028-04-18"),  # Easter Monday ends the holiday
        ("2027-05-06", "BE", "2027-05-10"),
        ("2026-12-19", "NL", "2027-01-04"),
        ("2027-07-10", "NL", "2027-09-06"),
    ],
)
def test_next_school_day(day, country, expected):
    assert next_school_day(date.fromisoformat(day), country) == date.fromisoformat(expected)


@given(DAYS, COUNTRIES)
def test_next_school_day_is_the_first_one_open(day, country):
    found = next_school_day(day, country)
    skipped = [day + n * DAY for n in range((found - day).days)]

    assert found >= day
    assert found.weekday() < 5
    assert not is_school_holiday(found, country)
    assert all(d.weekday() >= 5 or is_school_holiday(d, country) for d in skipped)


@given(DAYS)
def test_every_day_of_july_and_august_is_a_flemish_holiday(day):
    assert is_school_holiday(day, "BE") or day.month not in {7, 8}


@given(YEARS)
def test_easter_holiday_starts_on_the_monday_that_the_rule_names(year):
    easter = easter_day(year)
    start = next(h.start for h in holidays_of(year - 1, "BE") if h.name == "paasvakantie")

    assert start.weekday() == 0
    if date(year, 4, 1) <= easter <= date(year, 4, 15):
        assert date(year, 4, 1) <= start <= date(year, 4, 7)
    else:
        assert (easter - start).days == (-1 if easter.month == 3 else 13)


@given(YEARS)
def test_flemish_rule_keeps_its_feasts(year):
    """What the special cases are for: these feasts fall in a holiday, or in the weekend before one."""
    easter = easter_day(year)
    feasts = [easter + DAY, easter + 39 * DAY, date(year, 11, 1), date(year, 12, 25), date(year, 12, 31)]

    assert [d for d in feasts if d.weekday() < 5 and not is_school_holiday(d, "BE")] == []


def test_an_unknown_country_is_an_error():
    with pytest.raises(KeyError):
        is_school_holiday(date(2026, 11, 20), "FR")
