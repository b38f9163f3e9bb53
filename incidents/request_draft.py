"""The draft of an answer: the texts of an incident as pieces, without the names of others. No database.

Left out from the start are the other persons of the incident, who wrote what, and earlier versions of
a sheet; what a colleague is called becomes "een medewerker".
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils.timezone import localdate

from incidents.access_requests import OWN, Redactor
from incidents.kinds import Kind, PersonRole
from incidents.leak_forms import LeakForm
from incidents.records import Type, Written, sheet
from incidents.request_content import Piece
from incidents.services.cases import Case
from incidents.sheet_forms import AftercareForm, EvaluationForm, ImagesForm
from incidents.sheets import AFTERCARE, EVALUATION, IMAGES, LEAK, filled_in, shown
from incidents.steps import State
from incidents.timeline import SHEETS
from incidents.words import moment_in_full

COLLEAGUE = "een medewerker"
WORDS = {Type.NOTE: "Notitie", Type.CORRECTION: "Verbetering", Type.STEP: "Stap", Type.EVENT: "Gebeurtenis"}
PLAIN_SHEETS = {"closing": ("helped",), "hold": ("reason",)}  # the fields of these that are words


def pieces_of(
    case: Case, own: set[UUID], names: Mapping[UUID, str], colleagues: Iterable[str], at: datetime
) -> list[Piece]:
    """Return the texts of an incident for the persons in `own`, who are the same one outside it."""
    labels = {p.id: OWN if p.id in own else p.involvement.label for p in case.persons}
    redactor = Redactor(
        [(labels[pk], name) for pk, name in names.items()] + [(COLLEAGUE, name) for name in colleagues]
    )
    texts = [(0, "Over de melding", _head(case, own)), *_records(case.written), *_sheets(case, at)]
    return [_piece(case, *text, redactor) for text in sorted(texts) if text[2].strip()]


def _piece(case: Case, number: int, heading: str, text: str, redactor: Redactor) -> Piece:
    redacted = redactor.redact(text)
    unsure = ", ".join(f"“{word}”" for word in redacted.unsure)
    fields = {"case": case.incident.name, "heading": heading, "unsure": unsure}
    return Piece(id=f"{case.incident.pk}-{number}", text=redacted.text, **fields)


def _head(case: Case, own: set[UUID]) -> str:
    head = case.head
    lines = [head.title, Kind(head.kind).label, f"Gebeurd op {moment_in_full(head.happened_at)}"]
    lines += [head.place, head.group]
    for person in case.persons:
        if person.id in own:
            said = person.involvement
            note = f" · {said.note}" if said.note else ""
            lines.append(f"{said.label}: {PersonRole(said.role).label}{note}")
    return "\n".join(filter(None, lines))


def _records(written: Iterable[Written]) -> list[tuple[int, str, str]]:
    found = [w for w in written if w.record.type != Type.SHEET]
    return [(w.number, _heading(WORDS[Type(w.record.type)], w), _text(w)) for w in found]


def _heading(word: str, written: Written) -> str:
    return f"{word} van {moment_in_full(written.happened_at)}"


def _text(written: Written) -> str:
    record = written.record
    if record.type != Type.STEP:
        return record.text
    return f"{record.data['step']}\n{State(record.data['state']).label}\n{record.text}".strip()


def _sheets(case: Case, at: datetime) -> list[tuple[int, str, str]]:
    """Return the newest version of each sheet, as it reads on the page of the incident."""
    asked = {"head": case.head, "country": case.incident.school.country, "today": localdate(at)}
    forms = {IMAGES: partial(ImagesForm, **asked), AFTERCARE: partial(AftercareForm, **asked)}
    forms |= {EVALUATION: partial(EvaluationForm, **asked), LEAK: partial(LeakForm, **asked, now=at)}
    names = {w.record.data["name"] for w in case.written if w.record.type == Type.SHEET}
    found = {name: sheet(case.written, name) for name in names}
    return [(w.number, _heading(SHEETS[name], w), _rows(name, w, forms)) for name, w in found.items()]


def _rows(name: str, written: Written, forms: Mapping) -> str:
    values = filled_in(written)
    if name in forms:
        return "\n".join(f"{label}: {text}" for label, text in shown(forms[name], values))
    return "\n".join(values[field] for field in PLAIN_SHEETS[name] if values.get(field))
