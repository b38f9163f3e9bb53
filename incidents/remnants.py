"""What a database still holds of a row after it was deleted, and making it let go.

SQLite overwrites what is deleted (secure_delete), but older pages stay in its write-ahead log until
that is emptied. PostgreSQL keeps a deleted row until it vacuums the table, which its owner may do;
docs/threats.md says what remains otherwise.
"""

from django.db import connection

SWEEP = {
    "sqlite": "PRAGMA wal_checkpoint(TRUNCATE)",
    "postgresql": "VACUUM incidents_casekey, incidents_schoolkey",
}


def sweep() -> bool:
    """Clear away what was deleted, outside a transaction. False when SQLite could not: somebody reads."""
    with connection.cursor() as cursor:
        cursor.execute(SWEEP[connection.vendor])
        return connection.vendor != "sqlite" or not cursor.fetchone()[0]
