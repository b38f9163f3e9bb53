"""Put what came with the versions behind the wall between schools, and fix what was adopted.

A version's snapshot never changes, and neither does a ready file of a version: a trigger refuses it.
"""

from django.db import migrations

from schools.wall_sql import Wall, let_have_children, raise_walls

MEMBER = "schools_membership"
ACTION = {"action_id": "plans_action"}
WALLS = [
    Wall("plans_actionpartner", parents=ACTION | {"member_id": MEMBER}),
    Wall("plans_actionchange", parents=ACTION | {"by_id": MEMBER, "owner_id": MEMBER}),
    Wall("plans_composition", parents={"changed_by_id": MEMBER}),
    Wall("plans_logo"),
    Wall("plans_chosenremark", parents={"round_id": "assessments_round"}),
    Wall("plans_responsibility"),
    Wall(
        "plans_version",
        has_children=True,
        parents={
            "proposed_by_id": MEMBER,
            "adopted_by_id": MEMBER,
            "withdrawn_by_id": MEMBER,
        },
    ),
    Wall("plans_file", parents={"version_id": "plans_version"}),
]

REFUSAL = "What was put before the principal stays as it was."
FIXED = {
    "plans_version": ("data, sha256, number, school_year", "TRUE"),
    "plans_file": ("content, sha256, source, name", "OLD.state = 'done' AND OLD.version_id IS NOT NULL"),
}
FUNCTION = f"""
    CREATE FUNCTION plans_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
"""


def fix(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    if not is_sqlite:
        schema_editor.execute(FUNCTION, params=None)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END" if is_sqlite else "EXECUTE FUNCTION plans_refuse()"
    for table, (columns, condition) in FIXED.items():
        schema_editor.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW WHEN ({condition}) {refuse}",
            params=None,
        )


def free(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in FIXED:
        schema_editor.execute(f"DROP TRIGGER {table}_stays{'' if is_sqlite else f' ON {table}'}", params=None)
    if not is_sqlite:
        schema_editor.execute("DROP FUNCTION plans_refuse()", params=None)


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_versions")]

    operations = [let_have_children("plans_action"), raise_walls(WALLS), migrations.RunPython(fix, free)]
