"""The terms of a school year, for planning. Days in, terms out; no database.

Flanders: three trimesters, from 1 September, parted by the Christmas and the Easter holidays. The
Netherlands have no terms by law and each school makes its own; here three periods, from 1 August (the
school year as Statistics Netherlands defines it, cbs.nl), parted by the Christmas and the May holidays,
which all regions have in the same weeks. A holiday belongs to the term that it ends, so that every day
is in exactly one term.
"""

from dataclasses import dataclass
from datetime import date

from schoolsafety.dates import school_year_name
from schoolsafety.holidays import DAY, holidays_of

FIRST_MONTH = {"BE": 9, "NL": 8}
WORD = {"BE": "trimester", "NL": "periode"}
PARTED_BY = {"BE": ("kerstvakantie", "paasvakantie"), "NL": ("kerstvakantie", "meivakantie")}


@dataclass(frozen=True, order=True)
class Term:
    start: date
    end: date  # the last day
    name: str


def term_of(day: date, country: str) -> Term:
    """Return the term that this day is in."""
    year = day.year if day.month >= FIRST_MONTH[country] else day.year - 1
    return next(term for term in terms_of(year, country) if day <= term.end)


def terms_of(year: int, country: str) -> list[Term]:
    """Return the three terms of the school year that starts in this year."""
    first = date(year, FIRST_MONTH[country], 1)
    ends = [*_holiday_ends(year, country), first.replace(year=year + 1) - DAY]
    starts = [first, *(end + DAY for end in ends[:-1])]
    return [
        Term(start, end, f"{number}e {WORD[country]} {school_year_name(year)}")
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def _holiday_ends(year: int, country: str) -> list[date]:
    """Return the last days of the two holidays that part the terms.

    The end of December and of April where they are not published yet: that is some days off, which
    does no harm to a plan so far ahead.
    """
    known = {holiday.name: holiday.end for holiday in holidays_of(year, country)}
    instead = (date(year, 12, 31), date(year + 1, 4, 30))
    return [known.get(name, day) for name, day in zip(PARTED_BY[country], instead, strict=True)]
