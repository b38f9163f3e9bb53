"""Until when an incident is kept: days in, days out, no database.

It is forgotten in stages: first the names, then the story; only a count stays, and that too for a
time. The day after `*_until` is the first on which it is gone. The default for Flanders, names until
31 August after the school year of closing, is the project's own choice after the rule that data on
pupils is kept no longer than needed (GDPR art. 5, 1, e); neither country's law names a term.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from schoolsafety.dates import school_year

LAST_DAY = {"BE": (8, 31), "NL": (7, 31)}  # of the school year, by country
TALLY_YEARS = 10


@dataclass(frozen=True)
class Terms:
    """How many years after the school year of closing. -1: until the end of the month after closing."""

    names_years: int
    story_years: int

    def exceeds(self, other: "Terms") -> bool:
        """Tell whether something is kept longer by these than by the others."""
        return self.names_years > other.names_years or self.story_years > other.story_years


DEFAULTS = {"BE": Terms(0, 1), "NL": Terms(0, 2)}
SHORTEST, CEILING = Terms(-1, 0), Terms(2, 5)
REASON_LENGTH = 20


def may_be_chosen(terms: Terms, default: Terms, reason: str) -> bool:
    """Tell whether a school may choose these: below the ceiling; beyond the default with a reason."""
    if SHORTEST.exceeds(terms) or terms.exceeds(CEILING) or terms.names_years > terms.story_years:
        return False
    return not terms.exceeds(default) or len(reason.strip()) >= REASON_LENGTH


@dataclass(frozen=True)
class ForgetDates:
    """The last day on which the names, the story and the count are there."""

    names_until: date
    story_until: date
    tally_until: date


def forget_dates(closed_on: date, country: str, terms: Terms) -> ForgetDates:
    """Return until when an incident that is closed on this day is kept.

    For one that is still open, ask with today: these are the dates if it were closed today. A term of
    fewer years never ends later than one of more.
    """
    end = end_of_school_year(closed_on, country)
    # In the last weeks of a school year the month after closing would be the longer of the two.
    short = min(_end_of_next_month(closed_on), end)
    names = short if terms.names_years < 0 else _years_later(end, terms.names_years)
    story = _years_later(end, terms.story_years)
    return ForgetDates(min(names, story), story, tally_until(school_year(closed_on), country))


def tally_until(year: int, country: str) -> date:
    """Return the last day of a count of the school year that started in this year."""
    return date(year + 1 + TALLY_YEARS, *LAST_DAY[country])


def end_of_school_year(day: date, country: str) -> date:
    """Return the last day of the school year that this day is in."""
    last = date(day.year, *LAST_DAY[country])
    return last if day <= last else last.replace(year=day.year + 1)


def _years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def _end_of_next_month(day: date) -> date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, monthrange(year, month)[1])
