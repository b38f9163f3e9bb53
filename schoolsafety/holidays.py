"""School holidays by country: no mail leaves on these days. Days in, answers out; no database.

A school year is named by the year it starts in (2026 is 2026–2027) and ends with its summer holiday.
What a single school adds, such as a day off of its own, is not known here.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.conf import settings

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SATURDAY, SUNDAY = 5, 6  # as date.weekday() counts


@dataclass(frozen=True, order=True)
class Holiday:
    start: date
    end: date  # the last day off
    name: str


def is_school_holiday(day: date, country: str) -> bool:
    """Tell whether the schools of this country ("BE" or "NL") are closed; a plain weekend is no holiday.

    In the Netherlands: whether those of any region may be. A mail that leaves some days later does no harm.
    """
    # In summer it is either the school year that ends or the one that starts: ask both.
    return any(
        holiday.start <= day <= holiday.end
        for year in (day.year - 1, day.year)
        for holiday in holidays_of(year, country)
    )


def next_school_day(day: date, country: str) -> date:
    """Return this day, or the first one after it that is in no weekend and in no holiday."""
    while day.weekday() >= SATURDAY or is_school_holiday(day, country):
        day += DAY
    return day


@cache
def holidays_of(year: int, country: str) -> tuple[Holiday, ...]:
    """Return the holidays of the school year that starts in this year, in order."""
    rule = {"BE": _flemish, "NL": _dutch}[country]
    return tuple(sorted(rule(year)))


def known_until(country: str) -> date:
    """Return the last day of which we know whether it is a holiday; Flanders has a rule without end.

    After it, and before 2025–2026, only the public holidays of the Netherlands are known.
    """
    if country == "BE":
        return date.max
    return max(holiday.end for year in _dutch_years() for holiday in _fixed_by_the_ministry(year))


def easter_day(year: int) -> date:
    """Return Easter Sunday, by the anonymous Gregorian algorithm (first printed in Nature, 1876)."""
    century, in_century = divmod(year, 100)
    in_cycle = year % 19  # of the moon: after 19 years it is full on the same days
    no_leap_days = century - century // 4
    moon_runs_late = (century - (century + 8) // 25 + 1) // 3
    to_full_moon = (19 * in_cycle + no_leap_days - moon_runs_late + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - to_full_moon - in_century % 4) % 7
    too_late = (in_cycle + 11 * to_full_moon + 22 * to_sunday) // 451
    month, day = divmod(to_full_moon + to_sunday - 7 * too_late + 114, 31)
    return date(year, month, day + 1)


def _flemish(year: int) -> list[Holiday]:
    """Besluit van de Vlaamse Regering van 31 augustus 2001 (schooljaar secundair onderwijs), art. 7.

    The same principles hold in primary schools (Besluit van 17 april 1991). Autumn: the week of
    1 November, or the next when that is a Sunday. Christmas: two weeks from the Monday of the week of
    25 December, or the next when that is a Saturday or Sunday. Krokus: the week of the seventh Monday
    before Easter.
    """
    easter = easter_day(year + 1)
    return [
        _weeks("herfstvakantie", 1, _monday(date(year, 11, 1) + DAY)),
        _day_off("Wapenstilstand", date(year, 11, 11)),
        _weeks("kerstvakantie", 2, _monday(date(year, 12, 25) + 2 * DAY)),
        _weeks("krokusvakantie", 1, easter + DAY - 7 * WEEK),
        _flemish_easter_holiday(easter),
        _day_off("Dag van de Arbeid", date(year + 1, 5, 1)),
        _ascension(easter),
        _day_off("Pinkstermaandag", easter + 50 * DAY),
        Holiday(date(year + 1, 7, 1), date(year + 1, 8, 31), "zomervakantie"),
    ]


def _flemish_easter_holiday(easter: date) -> Holiday:
    """Two weeks from the first Monday of April; an Easter in March or after 15 April moves them.

    To the Monday after Easter, and to the second Monday before it. Easter Monday is always off: where
    it follows the two weeks, it ends them.
    """
    start = _monday(date(easter.year, 4, 7))
    if easter.month == 3:
        start = easter + DAY
    elif easter > date(easter.year, 4, 15):
        start = easter + DAY - 2 * WEEK
    return Holiday(start, max(start + 2 * WEEK - DAY, easter + DAY), "paasvakantie")


def _dutch(year: int) -> list[Holiday]:
    """Add the public holidays to the weeks that the ministry fixed, when it did.

    Public holidays: Algemene termijnenwet, art. 3; the Friday after Ascension is made equal to them in
    practice. King's Day is 27 April, the day before when that is a Sunday.
    """
    easter, kings_day = easter_day(year + 1), date(year + 1, 4, 27)
    return [
        *_fixed_by_the_ministry(year),
        Holiday(date(year, 12, 25), date(year, 12, 26), "Kerstmis"),
        _day_off("Nieuwjaarsdag", date(year + 1, 1, 1)),
        _day_off("Goede Vrijdag", easter - 2 * DAY),
        _day_off("tweede paasdag", easter + DAY),
        _day_off("Koningsdag", kings_day - DAY if kings_day.weekday() == SUNDAY else kings_day),
        _day_off("Bevrijdingsdag", date(year + 1, 5, 5)),
        _ascension(easter),
        _day_off("tweede pinksterdag", easter + 50 * DAY),
    ]


def _fixed_by_the_ministry(year: int) -> list[Holiday]:
    """Return what fixtures/holidays-nl.toml says, from the first region's first day to the last's last."""
    weeks = _dutch_years().get(year, {})
    return [
        Holiday(min(s for s, _ in regions.values()), max(e for _, e in regions.values()), name)
        for name, regions in weeks.items()
    ]


@cache
def _dutch_years() -> dict[int, dict]:
    text = (settings.BASE_DIR / "fixtures" / "holidays-nl.toml").read_text(encoding="utf-8")
    return {int(year): weeks for year, weeks in tomllib.loads(text).items()}


def _ascension(easter: date) -> Holiday:
    return Holiday(easter + 39 * DAY, easter + 40 * DAY, "Hemelvaart")


def _weeks(name: str, count: int, monday: date) -> Holiday:
    return Holiday(monday, monday + count * WEEK - DAY, name)


def _day_off(name: str, day: date) -> Holiday:
    return Holiday(day, day, name)


def _monday(day: date) -> date:
    """Return the Monday of the week of this day."""
    return day - day.weekday() * DAY
