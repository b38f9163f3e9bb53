"""What is written in an incident: the types of record, and how together they make what one reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.content import Record

LATE = timedelta(hours=24)


class Type(StrEnum):
    """NOTE is what people write; a CORRECTION stands beside what it corrects, which stays.

    A STEP says what became of one step of the protocol, a SHEET holds one form as it was saved then
    (`data` has its name and fields; the newest counts). An EVENT is what the program writes itself.
    """

    NOTE = "note"
    CORRECTION = "correction"
    STEP = "step"
    SHEET = "sheet"
    EVENT = "event"


@dataclass(frozen=True)
class Written:
    """A record in its place: its number, the name of who wrote it, which later one corrects it."""

    number: int
    by: str
    record: Record
    corrected_by: int | None = None

    @property
    def at(self) -> datetime:
        return self.record.at

    @property
    def happened_at(self) -> datetime:
        return self.record.happened_at or self.record.at

    @property
    def is_late(self) -> bool:
        """Tell whether it was written down more than a day after it happened."""
        return self.record.at - self.happened_at > LATE


def in_order(written: Iterable[tuple[int, str, Record]]) -> tuple[Written, ...]:
    """Return the records by number, each with the last one that corrects it."""
    rows = list(written)
    corrections = {record.corrects: number for number, _, record in rows if record.corrects}
    return tuple(Written(number, by, record, corrections.get(number)) for number, by, record in rows)


def sheet(written: Iterable[Written], name: str) -> Written | None:
    """Return the newest version of a sheet, None while it was never filled in."""
    found = [w for w in written if w.record.type == Type.SHEET and w.record.data["name"] == name]
    return found[-1] if found else None


def steps(written: Iterable[Written]) -> dict[str, Written]:
    """Return the newest record of each step of the protocol, by the code of the step."""
    return {w.record.data["code"]: w for w in written if w.record.type == Type.STEP}
