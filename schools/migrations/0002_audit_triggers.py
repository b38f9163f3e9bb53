"""The audit log only grows: the database itself refuses to change it or to take anything away.

SQLite drops the triggers of a table without a word when Django makes that table anew, which it does
for most changes: a later migration that alters one of these tables must run `lock` again.
tests/proofs/test_audit.py fails when it does not.
"""

from django.db import migrations

REFUSAL = "The audit log only grows."

SQLITE = [
    f"CREATE TRIGGER audit_entry_{act} BEFORE {act} ON schools_auditentry {when} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for act, when in [
        ("UPDATE", ""),
        ("DELETE", ""),
        # INSERT OR REPLACE deletes without asking the trigger for DELETE.
        (
            "INSERT",
            "WHEN EXISTS (SELECT 1 FROM schools_auditentry WHERE id = NEW.id"
            " OR (school_id IS NEW.school_id AND number = NEW.number))",
        ),
    ]
] + [
    f"CREATE TRIGGER audit_head_{act} BEFORE {act} ON schools_audithead {when} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for act, when in [
        ("UPDATE", "WHEN NEW.chain <> OLD.chain OR NEW.number <> OLD.number + 1"),
        ("DELETE", ""),
        ("INSERT", "WHEN EXISTS (SELECT 1 FROM schools_audithead WHERE chain = NEW.chain)"),
    ]
]
SQLITE_UNDO = [
    f"DROP TRIGGER audit_{table}_{act}" for table in ("entry", "head") for act in ("UPDATE", "DELETE", "INSERT")
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_entry_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON schools_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON schools_audithead
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_head_only_grows BEFORE UPDATE ON schools_audithead
    FOR EACH ROW WHEN (NEW.chain <> OLD.chain OR NEW.number <> OLD.number + 1)
    EXECUTE FUNCTION audit_refuse()
    """,
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER audit_entry_only_grows ON schools_auditentry",
    "DROP TRIGGER audit_head_stays ON schools_audithead",
    "DROP TRIGGER audit_head_only_grows ON schools_audithead",
    "DROP FUNCTION audit_refuse()",
]
LOCK = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNLOCK = {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO}


def lock(apps, schema_editor):
    for statement in LOCK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unlock(apps, schema_editor):
    for statement in UNLOCK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial")]

    operations = [migrations.RunPython(lock, unlock)]
