"""Switch the triggers of the audit log off for a while, as who owns the database can.

The application has no way to do this: only proofs and the cleaning up after tests do.
"""

from contextlib import contextmanager

from django.db import connection

TABLES = ("schools_auditentry", "schools_audithead")
STANDING = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)"


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
        return [change.format(t, "DISABLE") for t in TABLES], [change.format(t, "ENABLE") for t in TABLES]
    with connection.cursor() as cursor:
        standing = cursor.execute(STANDING, TABLES).fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in standing], [sql for _, sql in standing]


def _run(statements: list[str]) -> None:
    if connection.in_atomic_block:
        connection.check_constraints()  # PostgreSQL alters no table while foreign keys are still unchecked
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
