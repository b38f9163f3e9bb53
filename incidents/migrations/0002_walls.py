"""Row-level security for the register: the wall around the school, and within it who reads which case.

The case policies say in the database what IncidentQuerySet.visible_to says in Python; each holds when
the other falls. Records only grow: a trigger refuses to change one.
"""

from django.db import migrations

from schools.wall_sql import MEMBER, Wall, raise_walls

IS_CONTACT = "m.roles @> '[\"contact\"]'::jsonb"
# As IncidentQuerySet.visible_to. `reach` is incidents/reach.py; the role is that of the commands.
MAY_REACH = f"""
    current_user = 'schoolsafety_job'
    OR current_setting('app.reach', true) = 'school'
    OR (
        NOT EXISTS (
            SELECT FROM incidents_exclusion x WHERE x.incident_id = {{case}} AND x.member_id = {MEMBER}
        )
        AND (
            EXISTS (
                SELECT FROM schools_membership m
                WHERE m.id = {MEMBER} AND m.left_at IS NULL AND {IS_CONTACT}
                AND (m.contact_since IS NULL OR m.contact_since <= now() - interval '24 hours')
            )
            OR EXISTS (
                SELECT FROM incidents_access a JOIN schools_membership m ON m.id = a.member_id
                WHERE a.incident_id = {{case}} AND a.member_id = {MEMBER} AND m.left_at IS NULL
                AND a.ended_at IS NULL AND (a.until IS NULL OR a.until > now())
                AND (a.kind <> 'handler' OR {IS_CONTACT})
            )
        )
    )
"""
INCIDENT = {"incident_id": "incidents_incident"}


def of_case(table: str, parents: dict[str, str]) -> Wall:
    """Return the wall of a table that holds a part of an incident."""
    # With the table's name: a bare incident_id would be that of the subquery.
    rows = MAY_REACH.format(case=f"{table}.incident_id")
    return Wall(table, parents=INCIDENT | parents, rows=rows, writes="true")


WALLS = [
    Wall("incidents_schoolkey", has_children=True),
    # Reporting one inserts it before anybody may read it: the school wall alone guards that.
    Wall(
        "incidents_incident",
        has_children=True,
        rows=MAY_REACH.format(case="incidents_incident.id"),
        writes="true",
    ),
    of_case("incidents_casekey", {"school_key_id": "incidents_schoolkey"}),
    of_case("incidents_entry", {"by_id": "schools_membership"}),
    of_case("incidents_person", {}),
    Wall(
        "incidents_access",
        parents=INCIDENT | {"member_id": "schools_membership", "given_by_id": "schools_membership"},
    ),
    Wall("incidents_exclusion", parents=INCIDENT | {"member_id": "schools_membership"}),
    Wall("incidents_lesson"),
    Wall("incidents_tally"),
    Wall("incidents_retentionterms", parents={"changed_by_id": "schools_membership"}),
    Wall(
        "incidents_accessrequest",
        parents={"opened_by_id": "schools_membership", "approved_by_id": "schools_membership"},
    ),
]

REFUSAL = "A record of an incident stays as it was written."
ONLY_GROWS = {
    "sqlite": [
        f"""
        CREATE TRIGGER incidents_entry_stays BEFORE UPDATE ON incidents_entry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION incidents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER incidents_entry_stays BEFORE UPDATE ON incidents_entry
        FOR EACH ROW EXECUTE FUNCTION incidents_refuse()
        """,
    ],
}
MAY_CHANGE = {
    "sqlite": ["DROP TRIGGER IF EXISTS incidents_entry_stays"],
    "postgresql": [
        "DROP TRIGGER incidents_entry_stays ON incidents_entry",
        "DROP FUNCTION incidents_refuse()",
    ],
}


def lock(apps, schema_editor):
    for statement in ONLY_GROWS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unlock(apps, schema_editor):
    for statement in MAY_CHANGE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial"), ("schools", "0004_walls")]

    operations = [raise_walls(WALLS), migrations.RunPython(lock, unlock)]
