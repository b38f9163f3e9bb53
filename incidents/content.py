"""What stands inside the envelopes: dataclasses, written as JSON. No database, no keys."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import get_args, get_type_hints

from incidents.kinds import Kind, PersonRole, Relation


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a list shows of an incident. `theme` is the code of a theme; phase the code of a Phase."""

    title: str = ""
    theme: str
    kind: Kind
    happened_at: datetime
    place: str = ""
    group: str = ""  # the class or group it happened in
    logged_at: datetime
    phase: str = "aanpak"
    aftercare_on: date | None = None
    check_again_on: date | None = None  # whether an image is still online
    reminded_on: date | None = None  # the last day on which a mail about these two days left
    leak_known_at: datetime | None = None  # from then on a data leak has 72 hours
    leak_settled: bool = False  # it was notified, or a reason was written why not
    closed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """One thing that was written in an incident. Together, in order, they are all there is to read.

    `type` says what `data` holds (incidents/records.py). `happened_at` is when it happened, if that is
    not when it was written; `corrects` is the number of the record that this one corrects.
    """

    type: str
    at: datetime
    happened_at: datetime | None = None
    text: str = ""
    corrects: int | None = None
    data: dict = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Involvement:
    """How somebody is involved, without the name: that is sealed apart."""

    role: PersonRole
    relation: Relation
    label: str  # "Leerling A"
    note: str = ""


def dump(content) -> str:
    return json.dumps(asdict(content), default=_as_text, ensure_ascii=False, separators=(",", ":"))


def load(kind: type, text: str):
    """Return the content of this kind. What a newer version of it added takes its default."""
    readers, values = _readers(kind), {}
    for name, value in json.loads(text).items():
        if name in readers:
            read = readers[name]
            values[name] = read(value) if read and value is not None else value
    return kind(**values)


def _as_text(value: date | datetime) -> str:
    return value.isoformat()


@cache
def _readers(kind: type) -> dict[str, Callable | None]:
    """Return what makes each field of its JSON; None for what is the same there."""
    hints = get_type_hints(kind)
    return {f.name: _reader(hints[f.name]) for f in fields(kind)}


def _reader(hint) -> Callable | None:
    if isinstance(hint, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    if hint in (date, datetime):
        return hint.fromisoformat
    return None if hint in (str, int, bool, dict) else hint
