"""What stands inside the envelope of a request for access, and what follows from it. No database."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.db.models import TextChoices

from incidents.content import load

ORIGIN = (
    "Van wie iets bij de school meldde, en van wie het op school opvolgde. Wie iets meldde, noemen we niet."
)
SHARED = "Met niemand buiten de school, tenzij het in de stukken zelf staat."


class State(TextChoices):
    OPEN = "open", "In voorbereiding"
    REVIEW = "review", "Wacht op een tweede persoon"
    APPROVED = "approved", "Nagelezen en goedgekeurd"
    ANSWERED = "answered", "Beantwoord"
    REFUSED = "refused", "Afgesloten zonder inzage"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One text of an incident as it goes into the answer. What is left out has a reason."""

    id: str
    case: str
    heading: str
    text: str
    unsure: str = ""  # words of which it is not known who is meant
    keep: bool = True
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """An incident in which the person appears: under which label, until when it is kept, who reads it."""

    incident: str
    name: str
    persons: tuple[str, ...]
    labels: str
    kept: str
    readers: str


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request for access, from the day it came in. `excluded` are members who may not read its draft.

    They are kept here as well, because an incident that is forgotten takes its exclusions with it.
    """

    asked_by: str
    on_behalf: str = ""
    checked: str = ""
    received_on: date
    state: str = State.OPEN.value
    chosen: tuple = ()
    pieces: tuple = ()
    excluded: tuple = ()
    origin: str = ORIGIN
    shared: str = SHARED
    remark: str = ""
    reason: str = ""

    @property
    def due_on(self) -> date:
        """Return the last day to answer: one month after it came in (GDPR art. 12, 3)."""
        day = self.received_on
        year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
        return date(year, month, min(day.day, monthrange(year, month)[1]))

    @property
    def label(self) -> str:
        return State(self.state).label

    def by_case(self) -> list[tuple[Chosen, list[Piece]]]:
        """Return each incident with its pieces."""
        found = {name: list(pieces) for name, pieces in groupby(self.pieces, key=lambda p: p.case)}
        return [(chosen, found.get(chosen.name, [])) for chosen in self.chosen]

    def without_left_out(self) -> "Request":
        """Return it as it is kept once approved: a text that is left out has no use any more."""
        return replace(self, pieces=tuple(p if p.keep else replace(p, text="") for p in self.pieces))


def load_request(text: str) -> Request:
    request = load(Request, text)
    chosen = tuple(Chosen(**{**one, "persons": tuple(one["persons"])}) for one in request.chosen)
    return replace(request, chosen=chosen, pieces=tuple(Piece(**one) for one in request.pieces))
