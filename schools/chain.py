"""The audit log as a chain: how an entry is sealed, and where a chain breaks. No database."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

START = "0" * 64  # what the first entry of a chain follows


class Entry(NamedTuple):
    number: int
    at: datetime
    by: UUID | None
    action: str
    target: str
    hash: str

    @classmethod
    def of(cls, values: tuple) -> "Entry":
        """Return the entry with these values. Raises TypeError: SQLite keeps anything in any column."""
        if not all(map(isinstance, values, TYPES)):
            raise TypeError
        return cls(*values)


TYPES = (int, datetime, UUID | None, str, str, str)


class Anchor(NamedTuple):
    """What a chain was at some moment: its last number and hash, and who says so."""

    number: int
    hash: str
    source: str


class Broken(Exception):
    """A chain does not hold: at which number first, and why."""

    def __init__(self, number: int, what: str):
        super().__init__(f"entry {number} {what}")
        self.number = number


def seal(
    previous: str, chain: str, number: int, *, at: datetime, by: UUID | None, action: str, target: str
) -> str:
    """Return the SHA-256 that binds an entry to all that came before it.

    What is hashed is one JSON list in ASCII, without spaces: no two entries are written the same way,
    and any language can do the same sum (docs/threats.md has an example).
    """
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [previous, chain, number, moment, str(by) if by else None, action, target]
    return sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def follow(chain: str, entries: Iterable[Entry], anchors: Iterable[Anchor]) -> int:
    """Walk along the entries in order and return how many there are. Raises Broken at the first fault.

    Only one entry is in memory at a time. The hashes alone cannot show that the end was cut off or
    that all was written anew: that is what the anchors are for.
    """
    anchored = _by_number(anchors)
    previous, last = START, 0
    for entry in entries:
        _check(entry, seal(previous, chain, **_sealed(entry)), last + 1)
        for anchor in anchored.pop(entry.number, ()):
            if anchor.hash != entry.hash:
                raise Broken(entry.number, f"is not the one that {anchor.source} saw")
        previous, last = entry.hash, entry.number
    if anchored:
        anchor = anchored[max(anchored)][0]
        raise Broken(last + 1, f"is gone: {anchor.source} saw entries up to {anchor.number}")
    return last


def _by_number(anchors: Iterable[Anchor]) -> dict[int, list[Anchor]]:
    found = defaultdict(list)
    for anchor in anchors:
        found[anchor.number].append(anchor)
    return found


def _sealed(entry: Entry) -> dict:
    fields = entry._asdict()
    del fields["hash"]
    return fields


def _check(entry: Entry, expected_hash: str, expected_number: int) -> None:
    if entry.number > expected_number:
        raise Broken(expected_number, "is gone")
    if entry.number < expected_number:
        raise Broken(entry.number, "is there twice")
    if entry.hash != expected_hash:
        raise Broken(entry.number, "was changed, or does not follow the one before it")
