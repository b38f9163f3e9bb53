"""No row points to a row of another school: composite keys on PostgreSQL, triggers on SQLite."""

from copy import copy
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, OperationalError, connection, models, transaction

from plans.models import Action
from schools.models import Membership
from schools.wall_sql import REFUSAL, Wall, raise_walls, without_triggers
from tests.factories import make_school
from tests.postgres import as_role
from tests.test_scoping import SCOPED, relations

pytestmark = pytest.mark.proof
ONLY_GROW = {"schools.AuditEntry", "incidents.Entry"}  # nobody changes a row of these
REFUSED = f"_of_school|{REFUSAL}"


def keys() -> list[tuple[str, str]]:
    """Return every foreign key from one row of a school to another."""
    scoped = {apps.get_model(label) for label in SCOPED}
    fields = [(label, f) for label in SCOPED for f in relations(apps.get_model(label))]
    return [(label, field.name) for label, field in fields if field.related_model in scoped]


def point(row: models.Model, name: str, parent: models.Model) -> None:
    """Let a row point to this parent, and have that checked now."""
    if row._meta.label in ONLY_GROW:
        row = copy(row)
        row.pk, row.number = None, row.number + 1000
        setattr(row, name, parent)
        row.save(force_insert=True)
    else:
        type(row).unscoped.filter(pk=row.pk).update(**{name: parent})
    connection.check_constraints()


@pytest.mark.parametrize(("label", "name"), keys())
def test_row_that_points_to_another_school_is_refused(two_schools, label, name):
    model = apps.get_model(label)
    ours, foreign = (rows[model] for rows in two_schools)
    parent = two_schools[1][model._meta.get_field(name).related_model]
    if label != "schools.AuditEntry":
        foreign.delete()  # lest there be two of what a parent has once

    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        point(ours, name, parent)


@pytest.mark.parametrize("label", ["schools.Membership", "assessments.Round", "assessments.Answer"])
def test_parent_cannot_move_to_another_school(two_schools, label):
    parent, elsewhere = two_schools[0][apps.get_model(label)], make_school()

    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        point(parent, "school", elsewhere)


def test_without_the_second_key_it_is_accepted(two_schools):
    """The hole that these keys close: one of a single column is checked past the wall."""
    wall = Wall("plans_action", parents={"owner_id": "schools_membership"})
    of_owner = wall.triggers() if connection.vendor == "sqlite" else wall.foreign_keys()
    connection.check_constraints()
    with connection.cursor() as cursor:
        for _, undo in of_owner:
            cursor.execute(undo)

    point(two_schools[0][Action], "owner", two_schools[1][Membership])


@pytest.mark.postgres
def test_keys_can_be_made_by_the_owner_when_there_are_rows(two_schools):
    """PostgreSQL hides the parents from an owner for whom the walls hold, as that of production is."""
    connection.check_constraints()
    raised = raise_walls(import_module("plans.migrations.0002_walls").WALLS)
    with connection.cursor() as cursor:
        cursor.execute("GRANT CREATE ON SCHEMA public TO app")
        for table in ("plans_action", "schools_membership"):
            cursor.execute(f"ALTER TABLE {table} OWNER TO app")
    with as_role(), connection.schema_editor(atomic=False) as editor:
        raised.reverse_code(None, editor)
        raised.code(None, editor)

    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        point(two_schools[0][Action], "owner", two_schools[1][Membership])


def triggers() -> list[tuple]:
    with connection.cursor() as cursor:
        return cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
        ).fetchall()


def make_anew(table, *, before=(), after=()) -> None:
    """Do what a later migration does on SQLite to change most things about a table."""
    with connection.schema_editor() as editor:
        for step in before:
            step.code(None, editor)
        editor._remake_table(table)
        for step in after:
            step.code(None, editor)


@pytest.fixture
def sqlite(transactional_db):
    if connection.vendor != "sqlite":
        pytest.skip("runs without --postgres: PostgreSQL makes no table anew")


def test_table_can_be_made_anew_and_keeps_its_triggers(sqlite):
    standing = triggers()
    take, put_back = without_triggers()

    make_anew(Membership, before=[take], after=[put_back])

    assert triggers() == standing


def test_triggers_that_are_not_taken_away_stop_a_later_migration(sqlite):
    standing = triggers()

    with pytest.raises(OperationalError, match="no such table"):
        make_anew(Membership)

    assert triggers() == standing
