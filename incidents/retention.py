"""Until when an incident is kept: days in, days out, no database.

It is forgotten in stages: first the names, then the story; only a count stays, and that too for a
time. The day after `*_until` is the first on which it is gone. The default for Flanders, names until
31 August after the school year of closing, is the project's own choice after the rule that data on
pupils is kept no longer than needed (GDPR art. 5, 1, e); neither country's law names a term.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

LAST_DAY = {"BE": (8, 31), "NL": (7, 31)}  # of the school year, by country
TALLY_YEARS = 10


@dataclass(frozen=True)
class Terms:
    """How many years after the school year of closing. -1: until the end of the month after closing."""

    names_years: int
    story_years: int


DEFAULTS = {"BE": Terms(0, 1), "NL": Terms(0, 2)}
SHORTEST, CEILING = Terms(-1, 0), Terms(2, 5)


@dataclass(frozen=True)
class ForgetDates:
    """The last day on which the names, the story and the count are there."""

    names_until: date
    story_until: date
    tally_until: date


def forget_dates(closed_on: date, country: str, terms: Terms) -> ForgetDates:
    """Return until when an incident that is closed on this day is kept.

    For one that is still open, ask with today: these are the dates if it were closed today.
    """
    end = end_of_school_year(closed_on, country)
    names = _end_of_next_month(closed_on) if terms.names_years < 0 else _years_later(end, terms.names_years)
    story = _years_later(end, terms.story_years)
    return ForgetDates(min(names, story), story, _years_later(end, TALLY_YEARS))


def end_of_school_year(day: date, country: str) -> date:
    """Return the last day of the school year that this day is in."""
    last = date(day.year, *LAST_DAY[country])
    return last if day <= last else last.replace(year=day.year + 1)


def _years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def _end_of_next_month(day: date) -> date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, monthrange(year, month)[1])
