"""What will be forgotten in the coming weeks: rows in, what the page shows out. No database.

For contacts only: beside the figures per theme, how many go on the last day of a school year would be
the total that the rule for small numbers keeps back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from incidents.models import Incident
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
    """Return (when, what, incidents)."""
    groups = groupby(found, key=lambda g: (_when(g.until, on), g.what))
    return [(when, what, [g.incident for g in some]) for (when, what), some in groups]


def _when(until: date, on: date) -> str:
    return OVERDUE if until < on else f"Na {day(until)}"
