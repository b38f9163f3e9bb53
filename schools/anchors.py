"""The file of anchors: what the chains of the audit log were, written down outside the database."""

import fcntl
import os
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from schools.chain import Anchor

LINE = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\dT[\d:]{8}Z) "
    r"(?P<chain>installation|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) "
    r"(?P<number>[1-9]\d*) (?P<hash>[0-9a-f]{64})"
)


def add_anchors(path: Path, heads: Iterable[tuple[str, int, str]], *, at: datetime) -> None:
    """Write a line for each (chain, number, hash) at the end of the file; return once it is on disk.

    Nothing that stands there is ever touched. A last line that was cut off, by a full disk or a power
    cut, keeps a line to itself.
    """
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = "".join(f"{moment} {chain} {number} {hash}\n" for chain, number, hash in heads)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "ab+", opener=_private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(_line_break_for(file) + lines.encode())
        file.flush()
        os.fsync(file.fileno())
    _keep_name(path.parent)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _line_break_for(file) -> bytes:
    """Return what ends the last line, when nothing does yet."""
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read() == b"\n" else b"\n"


def _keep_name(folder: Path) -> None:
    """Make a new file survive a power cut: its name stands in the folder, which has its own fsync."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_anchors(path: Path) -> tuple[dict[str, list[Anchor]], list[int]]:
    """Return the anchors by chain, and the numbers of the lines that are none. No file: no anchors."""
    found, unreadable = defaultdict(list), []
    if not path.exists():
        return found, unreadable
    with path.open(encoding="ascii", errors="replace") as lines:
        for n, line in enumerate(lines, start=1):
            if match := LINE.fullmatch(line.rstrip("\n")):
                source = f"the anchor of {match['at']} (line {n})"
                found[match["chain"]].append(Anchor(int(match["number"]), match["hash"], source))
            else:
                unreadable.append(n)
    return found, unreadable
