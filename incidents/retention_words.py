"""Until when things are kept, in Dutch: the terms of a school, and the part of the page of one incident."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from incidents.access import Rights
from incidents.models import Incident
from incidents.records import sheet
from incidents.retention import CEILING, SHORTEST, ForgetDates, Terms
from incidents.services.cases import Case
from incidents.services.report import dates_of
from incidents.services.retention import HOLD
from incidents.words import day
from schoolsafety.paths import path_to

SAME_YEAR = "tot het einde van het schooljaar waarin je de melding afsluit"
SHORT = "tot het einde van de maand na het afsluiten"
YEARS = {1: "één schooljaar langer", 2: "twee schooljaren langer", 3: "drie schooljaren langer"}
YEARS |= {4: "vier schooljaren langer", 5: "vijf schooljaren langer"}
LONG_OPEN = 365  # days


def term(years: int) -> str:
    """Return how long a term lasts: "tot het einde van het schooljaar …, en één schooljaar langer"."""
    if years < 0:
        return SHORT
    return f"{SAME_YEAR}, en {YEARS[years]}" if years else SAME_YEAR


def choices(part: str, default: Terms) -> list[tuple[int, str]]:
    """Return what a school may choose for "names_years" or "story_years", the default marked."""
    standard = getattr(default, part)
    return [
        (years, term(years) + (" (de standaard)" if years == standard else ""))
        for years in range(getattr(SHORTEST, part), getattr(CEILING, part) + 1)
    ]


def example(dates: ForgetDates) -> str:
    """Return what the terms come down to for an incident that is closed today."""
    return f"Sluit je een melding vandaag af, dan {kept(dates.names_until, dates.story_until)}"


def kept(names_until: date, story_until: date) -> str:
    until = f"het verhaal tot en met {day(story_until)}. Daarna blijft alleen een telling."
    if names_until == story_until:
        return f"blijven de namen en {until}"
    return f"blijven de namen tot en met {day(names_until)} en {until}"


@dataclass(frozen=True)
class Hold:
    """That an incident is held: why, by whom, since when."""

    reason: str
    by: str
    since: str


@dataclass(frozen=True)
class Keeping:
    """Until when an incident is kept, as the page says it."""

    text: str
    hold: Hold | None
    hold_href: str = ""  # both "" for who may only read
    release_href: str = ""


def retention_part(case: Case, rights: Rights, at: datetime) -> dict:
    """Return what the page shows of the forgetting of an incident; one query for an open one."""
    incident, may = case.incident, rights.may_handle
    hold_href = path_to("incidents:hold", incident.pk) if may and not incident.is_held else ""
    release_href = path_to("incidents:release", incident.pk) if may and incident.is_held else ""
    hold = _hold(case) if incident.is_held else None
    return {"keeping": Keeping(_text(incident, localdate(at)), hold, hold_href, release_href)}


def _text(incident: Incident, today: date) -> str:
    if not incident.is_closed:
        dates = dates_of(incident.school, today)
        return f"{example(dates)} Zolang de melding open is, wordt er niets vergeten."
    if incident.are_names_forgotten:
        until = f"het verhaal blijft tot en met {day(incident.story_until)}"
        return f"De namen zijn vergeten, {until}. Daarna blijft alleen een telling."
    text = kept(incident.names_until, incident.story_until).removeprefix("blijven ")
    start, _, rest = text.partition(" tot en met ")
    return f"{start.capitalize()} blijven tot en met {rest}"


def _hold(case: Case) -> Hold:
    written = sheet(case.written, HOLD)
    return Hold(written.record.data["reason"], written.by, day(localdate(written.at)))


def open_warning(since: date, *, on: date) -> str:
    """Return "staat al 400 dagen open" for an incident that is open for a year: it is never forgotten."""
    days = (on - since).days
    return f"staat al {days} dagen open" if days >= LONG_OPEN else ""
