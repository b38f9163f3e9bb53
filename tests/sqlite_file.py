"""A test that works on a SQLite file, with real commits, as the program does."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

ALIAS = "default"


@contextmanager
def on_new_file(path: Path) -> Iterator[Path]:
    """Work on a new file with the tables and triggers of the test database, and what is in them."""
    # As text: SQLite's own backup waits for ever for the transaction in which the test works.
    connections[ALIAS].ensure_connection()
    tables = "\n".join(connections[ALIAS].connection.iterdump())
    target = sqlite3.connect(path)
    target.executescript(tables)
    target.close()
    with on_file(path):
        yield path


@contextmanager
def on_file(path: Path) -> Iterator[None]:
    """Work on this file for a while."""
    before = connections[ALIAS]
    before.ensure_connection()
    here = type(before)(before.settings_dict | {"NAME": str(path)}, ALIAS)
    connections[ALIAS] = here
    try:
        yield
    finally:
        here.close()
        connections[ALIAS] = before


def on_disk(path: Path) -> bytes:
    """Return the bytes of the file and of its write-ahead log."""
    files = [path, path.with_name(f"{path.name}-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())
