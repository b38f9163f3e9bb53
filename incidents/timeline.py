"""What was written in an incident, as a timeline: oldest first, corrections beside what they correct.

How a record reads is said once for each type, in READERS; a sheet and an event are told apart by
their name. A part that adds a sheet adds its line to SHEETS.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from incidents.access import Rights
from incidents.records import Type, Written
from incidents.services.cases import Case
from incidents.sheets import AFTERCARE, EVALUATION, IMAGES
from incidents.steps import State
from incidents.words import moment
from schoolsafety.paths import path_to

# The sheets by name, as they read in the timeline; what they say stands in their own part of the page.
SHEETS = {
    AFTERCARE: "Nazorg bijgewerkt",
    EVALUATION: "Evaluatie bijgewerkt",
    IMAGES: "Bijgewerkt waar het beeld staat",
    "closing": "Vragen bij het afsluiten beantwoord",
    "hold": "Uitstel van het vergeten bijgewerkt",
    "leak": "Gegevens over het datalek bijgewerkt",
}


class Line(NamedTuple):
    """One record as text. Only a note can be corrected; what the program noted looks quiet.

    A tuple, because a template takes those apart much faster than objects.
    """

    text: str
    happened: str
    iso: str
    by: str  # and when, if that was later
    looks: str
    corrections: list["Line"]
    correct_path: str = ""


def timeline_part(case: Case, rights: Rights, at: datetime) -> dict:
    """Return `timeline`: the lines of an incident by when things happened."""
    may_correct = rights.may_handle and not case.incident.is_closed
    path = f"{path_to('incidents:detail', case.incident.pk)}verbeteren/" if may_correct else ""
    own = [w for w in case.written if w.record.type != Type.CORRECTION]
    own.sort(key=lambda w: (w.happened_at, w.number))
    return {"timeline": [_line(w, case.written, at, path) for w in own]}


def note_line(case: Case, number: int, at: datetime) -> Line | None:
    """Return one note with its corrections; None when that number is not a note."""
    notes = [w for w in case.written if w.number == number and w.record.type == Type.NOTE]
    return _line(notes[0], case.written, at, "") if notes else None


def _line(written: Written, others: tuple[Written, ...], at: datetime, path: str) -> Line:
    record, happened = written.record, written.happened_at
    late = f" · later genoteerd, {moment(written.at, at)}" if written.is_late else ""
    return Line(
        text=READERS[record.type](written),
        happened=moment(happened, at),
        iso=happened.isoformat(),
        by=f"{written.by}{late}",
        looks=_looks(written),
        corrections=_corrections(written, others, at),
        correct_path=f"{path}{written.number}/" if path and record.type == Type.NOTE else "",
    )


def _corrections(written: Written, others: tuple[Written, ...], at: datetime) -> list[Line]:
    if written.corrected_by is None:
        return []
    return [_line(w, (), at, "") for w in others if w.record.corrects == written.number]


def _looks(written: Written) -> str:
    looks = {
        "quiet": written.record.type in QUIET,
        "late": written.is_late,
        "corrected": written.corrected_by is not None,
    }
    return " ".join(name for name, applies in looks.items() if applies)


def _text(written: Written) -> str:
    return written.record.text


def _step(written: Written) -> str:
    data = written.record.data
    return f"{State(data['state']).label}: {data['step']}\n{written.record.text}".strip()


def _sheet(written: Written) -> str:
    return SHEETS.get(written.record.data["name"], "Gegevens bijgewerkt")


QUIET = {Type.STEP, Type.SHEET, Type.EVENT}
READERS: dict[Type, Callable[[Written], str]] = {
    Type.NOTE: _text,
    Type.CORRECTION: _text,
    Type.STEP: _step,
    Type.SHEET: _sheet,
    Type.EVENT: _text,
}
