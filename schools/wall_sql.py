"""The SQL that puts a table behind the wall between schools, for migrations.

    from schools.wall_sql import Wall, raise_walls

    WALLS = [
        Wall("incidents_incident", parents={"opened_by_id": "schools_membership"}, has_children=True),
        Wall("incidents_event", parents={"incident_id": "incidents_incident"}, rows="… a case condition …"),
    ]
    operations = [raise_walls(WALLS)]  # and its undo

PostgreSQL gets row-level security, and foreign keys that hold the school too: a key of one column is
checked past the wall, so it would accept a parent of another school. The same keys are triggers on
SQLite, which has no walls and serves one school.

SQLite loses the triggers of a table that Django makes anew, and refuses to make one anew that a
trigger of another table looks into. A later migration that alters one of these tables, other than by
adding a column that may be NULL, says `operations = without_triggers(migrations.AlterField(…), …)`.
tests/proofs/test_same_school.py fails when a trigger is gone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import migrations
from django.db.migrations.operations.base import Operation

SCHOOL = "NULLIF(current_setting('app.school', true), '')::uuid"
MEMBER = "NULLIF(current_setting('app.member', true), '')::uuid"
USER = "NULLIF(current_setting('app.user', true), '')::bigint"
INVITATION = "NULLIF(current_setting('app.invitation', true), '')"
VERSION = "NULLIF(current_setting('app.version', true), '')::uuid"
OWN = f"school_id = {SCHOOL}"
REFUSAL = "This belongs to another school."


@dataclass(frozen=True)
class Wall:
    """What stands around one table.

    `own` tells the rows of the school in which one works; none of the others can be touched. More rows
    can be read, not written, by `readable`. Within that, `rows` says which rows exist for somebody and
    `writes` which they may leave behind; without it, the same. Mind that an INSERT with RETURNING must
    be able to read its row: Django asks it for a counted id, not for a UUID.

    `parents` are the tables that columns point to (they have children then).
    """

    table: str
    parents: dict[str, str] = field(default_factory=dict)
    has_children: bool = False
    own: str = OWN
    readable: str = ""
    rows: str = "true"
    writes: str = ""

    def foreign_keys(self) -> Iterator[tuple[str, str]]:
        """Yield, for PostgreSQL as all but `triggers`, each statement with its undo."""
        change = f"ALTER TABLE {self.table}"
        for column, parent in self.parents.items():
            name = f"{self.table}_{column}_of_school"
            key = f"FOREIGN KEY ({column}, school_id) REFERENCES {parent} (id, school_id)"
            yield (
                f"{change} ADD CONSTRAINT {name} {key} DEFERRABLE INITIALLY DEFERRED",
                f"{change} DROP CONSTRAINT {name}",
            )

    def row_security(self) -> Iterator[tuple[str, str]]:
        change = f"ALTER TABLE {self.table}"
        people = f"PERMISSIVE USING ({self.rows}) WITH CHECK ({self.writes or self.rows})"
        yield self._policy("people", people)
        yield from self.school_wall()
        yield f"{change} ENABLE ROW LEVEL SECURITY", f"{change} DISABLE ROW LEVEL SECURITY"
        yield f"{change} FORCE ROW LEVEL SECURITY", f"{change} NO FORCE ROW LEVEL SECURITY"

    def school_wall(self) -> Iterator[tuple[str, str]]:
        own = self.own
        if not self.readable:
            yield self._policy("school_wall", f"RESTRICTIVE USING ({own}) WITH CHECK ({own})")
            return
        yield self._policy("school_wall", f"RESTRICTIVE FOR SELECT USING ({own} OR {self.readable})")
        yield self._policy("school_wall_insert", f"RESTRICTIVE FOR INSERT WITH CHECK ({own})")
        yield self._policy("school_wall_update", f"RESTRICTIVE FOR UPDATE USING ({own}) WITH CHECK ({own})")
        yield self._policy("school_wall_delete", f"RESTRICTIVE FOR DELETE USING ({own})")

    def _policy(self, name: str, policy: str) -> tuple[str, str]:
        return f"CREATE POLICY {name} ON {self.table} AS {policy}", f"DROP POLICY {name} ON {self.table}"

    def parent_key(self) -> Iterator[tuple[str, str]]:
        """Yield what the foreign keys of the children point to; it must stand before them."""
        if self.has_children:
            change, name = f"ALTER TABLE {self.table}", f"{self.table}_of_school"
            yield (
                f"{change} ADD CONSTRAINT {name} UNIQUE (id, school_id)",
                f"{change} DROP CONSTRAINT {name}",
            )

    def triggers(self) -> Iterator[tuple[str, str]]:
        for column, parent in self.parents.items():
            foreign = f"SELECT 1 FROM {parent} WHERE id = NEW.{column} AND school_id <> NEW.school_id"
            for act in ("INSERT", f"UPDATE OF {column}, school_id"):
                yield self._trigger(f"{column}_{act[:6].lower()}", act, f"EXISTS ({foreign})")
        if self.has_children:
            yield self._trigger("stays", "UPDATE OF school_id", "NEW.school_id <> OLD.school_id")

    def _trigger(self, name: str, act: str, condition: str) -> tuple[str, str]:
        name = f"{self.table}_{name}_of_school"
        return (
            f"CREATE TRIGGER {name} BEFORE {act} ON {self.table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
            f"DROP TRIGGER IF EXISTS {name}",
        )


def statements(walls: Iterable[Wall], vendor: str) -> list[tuple[str, str]]:
    """Return the statements for all tables in order, each with its undo."""
    walls = list(walls)
    if vendor == "sqlite":
        return [pair for wall in walls for pair in wall.triggers()]
    # A new key is checked by the owner, from whom a forced wall hides the rows that are there.
    parents = sorted({parent for wall in walls for parent in wall.parents.values()})
    force = "ALTER TABLE {} {}FORCE ROW LEVEL SECURITY"
    return [
        *((force.format(parent, "NO "), "") for parent in parents),
        *(pair for wall in walls for pair in wall.parent_key()),
        *(pair for wall in walls for pair in wall.foreign_keys()),
        *((force.format(parent, ""), "") for parent in parents),
        *(pair for wall in walls for pair in wall.row_security()),
    ]


def raise_walls(walls: Iterable[Wall]) -> migrations.RunPython:
    """Return the step of a migration that puts the tables behind the wall, with its undo."""
    return migrations.RunPython(_up(walls), _down(walls))


def let_have_children(table: str) -> migrations.RunPython:
    """Return the step that lets rows point to a table whose wall stands already, with its undo."""
    wall = Wall(table, has_children=True)

    def run(schema_editor, *, undo: bool) -> None:
        is_sqlite = schema_editor.connection.vendor == "sqlite"
        for pair in wall.triggers() if is_sqlite else wall.parent_key():
            schema_editor.execute(pair[undo], params=None)

    return migrations.RunPython(
        lambda apps, schema_editor: run(schema_editor, undo=False),
        lambda apps, schema_editor: run(schema_editor, undo=True),
    )


def let_be_read(table: str, readable: str) -> migrations.RunPython:
    """Return the step that lets more rows be read of a table whose wall stands already, with its undo."""
    shut, ajar = (list(Wall(table, readable=more).school_wall()) for more in ("", readable))

    def replace(schema_editor, before, after) -> None:
        if schema_editor.connection.vendor == "sqlite":
            return
        for statement in [undo for _, undo in before] + [do for do, _ in after]:
            schema_editor.execute(statement, params=None)

    return migrations.RunPython(
        lambda apps, schema_editor: replace(schema_editor, shut, ajar),
        lambda apps, schema_editor: replace(schema_editor, ajar, shut),
    )


def without_triggers(*operations: Operation) -> list[Operation]:
    """Return these steps of a migration between two that take SQLite's triggers away and put them back."""
    taken = []

    def take(apps, schema_editor):
        taken[:] = _triggers(schema_editor.connection)
        for name, _ in taken:
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)

    def put_back(apps, schema_editor):
        for _, statement in taken:
            schema_editor.execute(statement, params=None)

    return [migrations.RunPython(take, put_back), *operations, migrations.RunPython(put_back, take)]


def _triggers(connection) -> list[tuple[str, str]]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        return cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()


def _up(walls: Iterable[Wall]):
    def up(apps, schema_editor):
        for statement, _ in statements(walls, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    return up


def _down(walls: Iterable[Wall]):
    def down(apps, schema_editor):
        undoings = [undo for _, undo in statements(walls, schema_editor.connection.vendor) if undo]
        for undo in reversed(undoings):
            schema_editor.execute(undo, params=None)

    return down
