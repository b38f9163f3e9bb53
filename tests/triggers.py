"""Switch the triggers of the audit log off for a while, as who owns the database can.

With them goes what keeps an entry in the school of who acted: a trigger on SQLite, on PostgreSQL a key.

The application has no way to do this: only proofs and the cleaning up after tests do.
"""

from contextlib import contextmanager
from importlib import import_module

from django.db import connection

TABLES = ("schools_auditentry", "schools_audithead")
[ENTRY_WALL] = [
    wall for wall in import_module("schools.migrations.0004_walls").WALLS if wall.table == TABLES[0]
]
STANDING = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)"
MAKE_KEY, DROP_KEY = next(ENTRY_WALL.foreign_keys())
MAKE_KEY += " NOT VALID"  # what was tampered with stays


@contextmanager
def triggers_off():
    off, on = _statements()
    _run(off)
    try:
        yield
    finally:
        _run(on)


def _statements() -> tuple[list[str], list[str]]:
    """Return what switches the triggers off, and on again."""
    if connection.vendor == "postgresql":
        change = "ALTER TABLE {} {} TRIGGER USER"
        off, on = ([change.format(table, act) for table in TABLES] for act in ("DISABLE", "ENABLE"))
        return [*off, DROP_KEY], [*on, MAKE_KEY]
    with connection.cursor() as cursor:
        standing = cursor.execute(STANDING, TABLES).fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in standing], [sql for _, sql in standing]


def _run(statements: list[str]) -> None:
    if connection.in_atomic_block:
        connection.check_constraints()  # PostgreSQL alters no table while foreign keys are still unchecked
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
