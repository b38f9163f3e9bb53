"""What will be forgotten in the coming weeks: rows in, what the page shows out. No database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.dates import MONTHS

from incidents.models import Incident
from incidents.small_numbers import protect
from incidents.words import day

AHEAD = timedelta(days=60)
NAMES, STORY = "verdwijnen de namen", "verdwijnt het verhaal"
OVERDUE = "Vandaag aan de beurt"


@dataclass(frozen=True)
class Going:
    """One stage of one incident: what goes, and the last day on which it is there."""

    until: date
    what: str
    incident: Incident


def going(incidents: Iterable[Incident], on: date) -> list[Going]:
    """Return what goes of these closed incidents, up to 60 days from now, the first one first."""
    found = []
    for incident in incidents:
        if not incident.are_names_forgotten and incident.names_until < incident.story_until:
            found.append(Going(incident.names_until, NAMES, incident))
        found.append(Going(incident.story_until, STORY, incident))
    soon = [g for g in found if g.until <= on + AHEAD]
    return sorted(soon, key=lambda g: (g.until, g.what, g.incident.school_year, g.incident.number))


def by_day(found: list[Going], on: date) -> list[tuple[str, str, list[Incident]]]:
    """Return (when, what, incidents), for who may read these incidents."""
    groups = groupby(found, key=lambda g: (_when(g.until, on), g.what))
    return [(when, what, [g.incident for g in some]) for (when, what), some in groups]


def _when(until: date, on: date) -> str:
    return OVERDUE if until < on else f"Na {day(until)}"


def by_month(found: list[Going], on: date) -> list[tuple[str, str, str]]:
    """Return (when, names, stories) with protected counts.

    The rows are the same whatever there is to forget: one that is only there when there is something
    would tell of a single incident.
    """
    counts = Counter((_month(g.until, on), g.what) for g in found)
    days = [on + timedelta(days=n) for n in range(AHEAD.days + 1)]
    months = list(dict.fromkeys([OVERDUE, *(_month(one, on) for one in days)]))
    shown = protect([[counts[month, NAMES], counts[month, STORY]] for month in months])
    return [(month, *(cell.text for cell in row)) for month, row in zip(months, shown.rows, strict=True)]


def _month(until: date, on: date) -> str:
    return OVERDUE if until < on else f"In {MONTHS[until.month]} {until.year}"
