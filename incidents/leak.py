"""The clock of a data leak, and what its sheet lacks (GDPR art. 33 and 34). No database.

72 hours are hours that pass, whatever the clock on the wall does meanwhile: the end is a moment, and
only how it is said depends on where the school is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import TextChoices
from django.utils.dates import WEEKDAYS
from django.utils.timezone import localtime

from incidents.content import Head
from incidents.kinds import Kind
from incidents.records import sheet
from incidents.services.cases import Case
from incidents.sheets import LEAK, MakeForm, filled_in, saved_line, shown
from incidents.words import day, moment_in_full
from schoolsafety.paths import path_to

TERM = timedelta(hours=72)
HOUR = timedelta(hours=1)
AUTHORITIES = {"BE": "Vlaamse Toezichtcommissie", "NL": "Autoriteit Persoonsgegevens"}
# In Flanders the federal authority is competent for some schools: ours does not know for which.
LOOK_UP = {"BE": "Kijk na bij wie je school meldt: voor sommige scholen is dat de federale "
                 "Gegevensbeschermingsautoriteit.", "NL": ""}  # fmt: skip
ZONES = {"Europe/Brussels": "Brusselse tijd", "Europe/Amsterdam": "Amsterdamse tijd"}
# What a notification must hold (art. 33, 3), and how the risk was judged: without that nobody can
# tell whether it had to be made.
NEEDED = {
    "nature": "wat er misging",
    "people": "over wie het gaat",
    "people_count": "over hoeveel mensen",
    "records": "welke gegevens",
    "records_count": "hoeveel gegevens",
    "contact": "bij wie de toezichthouder terecht kan",
    "consequences": "de mogelijke gevolgen",
    "measures": "wat jullie deden en nog doen",
    "risk": "hoe groot het risico is",
    "told": "of die mensen ingelicht zijn",
}


class Notified(TextChoices):
    YES = "ja", "Ja, gemeld"
    NO = "nee", "Nee, dat hoeft niet"


class Told(TextChoices):
    """Whether the people whose data it is were told (art. 34)."""

    YES = "ja", "Ja"
    LATER = "later", "Nog niet"
    NO = "nee", "Nee, dat hoeft niet"


@dataclass(frozen=True)
class Clock:
    """Until when there is time, as it reads. `is_settled`: notified, or a reason why not."""

    end: str
    end_iso: str
    left: str
    is_over: bool
    is_settled: bool


def known_at(head: Head) -> datetime:
    """Return when the school became aware: when it was logged, for what became a leak afterwards."""
    return head.leak_known_at or head.logged_at


def clock(head: Head, now: datetime) -> Clock:
    known = known_at(head)
    end = known + TERM
    return Clock(
        end=_end(known, end),
        end_iso=end.isoformat(),
        left=_left(end - now),
        is_over=now > end,
        is_settled=head.leak_settled,
    )


def _end(known: datetime, end: datetime) -> str:
    """Return "maandag 23 november 2026, 14.05 uur (Brusselse tijd)".

    Around the night on which clocks change it says which time: one hour comes twice then.
    """
    known, end, after = localtime(known), localtime(end), localtime(end + HOUR)
    zone = ZONES.get(settings.TIME_ZONE, settings.TIME_ZONE)
    if known.utcoffset() != after.utcoffset():
        zone += ", zomertijd" if end.dst() else ", wintertijd"
    return f"{WEEKDAYS[end.weekday()]} {day(end.date())}, {end:%H.%M} uur ({zone})"


def _left(left: timedelta) -> str:
    """Return "nog 2 dagen en 7 uur", "nog 3 uur en 20 minuten"; "" once it is over."""
    minutes = left // timedelta(minutes=1)
    if left < timedelta(0):
        return ""
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [(days, "dag" if days == 1 else "dagen"), (hours, "uur")]
    parts += [] if days else [(minutes, "minuut" if minutes == 1 else "minuten")]
    said = [f"{count} {word}" for count, word in parts if count]
    return f"nog {' en '.join(said)}" if said else "nog minder dan een minuut"


def due(head: Head, now: datetime) -> str:
    """Return what a list says of an open leak: "datalek: nog 31 uur"; "" when there is nothing to do."""
    if head.kind != Kind.DATA_LEAK or head.leak_settled:
        return ""
    left = known_at(head) + TERM - now
    if left < timedelta(0):
        return "datalek: termijn voorbij"
    return f"datalek: nog {left // HOUR} uur" if left >= HOUR else "datalek: nog minder dan een uur"


def is_settled(values: Mapping[str, str]) -> bool:
    """Tell whether it was notified, or a reason was written why it need not be (art. 33, 5)."""
    if values.get("notified") == Notified.YES:
        return bool(values.get("notified_at"))
    return values.get("notified") == Notified.NO and bool(values.get("why_not", "").strip())


def open_leak_duties(case: Case, country: str) -> list[str]:
    """Return what a data leak still needs before it can be closed."""
    if case.head.kind != Kind.DATA_LEAK or is_settled(filled_in(sheet(case.written, LEAK))):
        return []
    return [f"Meld dit datalek bij de {AUTHORITIES[country]}, of schrijf waarom dat niet hoeft."]


def missing(values: Mapping[str, str]) -> list[str]:
    """Return in words what a notification needs and is not filled in yet."""
    lacking = [words for name, words in NEEDED.items() if not values.get(name)]
    return lacking if is_settled(values) else [*lacking, "of jullie het gemeld hebben"]


def leak_part(case: Case, form: MakeForm, at: datetime, *, may_change: bool, may_print: bool) -> dict:
    """Return `leak`: the clock of a data leak, what was filled in and what not yet."""
    newest, country = sheet(case.written, LEAK), case.incident.school.country
    values, pk = filled_in(newest), case.incident.pk
    return {
        "leak": {
            "clock": clock(case.head, at),
            "known": moment_in_full(known_at(case.head)),
            "authority": AUTHORITIES[country],
            "look_up": LOOK_UP[country],
            "outcome": outcome(case.head, values),
            "missing": missing(values),
            "rows": shown(form, {n: v for n, v in values.items() if n not in OUTCOME}),
            "saved": saved_line(newest) if newest else "",
            "path": path_to("incidents:leak", pk) if may_change else "",
            "print_path": path_to("incidents:leak_print", pk) if may_print else "",
        }
    }


OUTCOME = {"known_at", "notified", "notified_at", "reference", "why_not"}  # said above the rows


def outcome(head: Head, values: Mapping[str, str]) -> str:
    """Return what became of the duty to notify, "" while nothing did."""
    if not is_settled(values):
        return ""
    if values["notified"] == Notified.NO:
        return f"Niet gemeld: {values['why_not']}"
    notified_at = datetime.fromisoformat(values["notified_at"])
    late = ", na de termijn van 72 uur" if notified_at > known_at(head) + TERM else ""
    reference = f" Kenmerk: {values['reference']}." if values.get("reference") else ""
    return f"Gemeld op {moment_in_full(notified_at)}{late}.{reference}"
