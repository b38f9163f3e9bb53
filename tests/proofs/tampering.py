"""What somebody with the database in hands can do to the audit log of one school, in plain SQL.

Each function leaves a log that looks whole: numbers without a gap where that can be had, and a head
that fits. All need the triggers switched off first.
"""

from django.db import connection

from schools.audit import chain_name
from schools.chain import START, seal
from schools.models import AuditEntry

ENTRY = "schools_auditentry"
HEAD = "schools_audithead"
OF_SCHOOL = "school_id IS NOT NULL"
HEAD_OF_SCHOOL = "chain <> 'installation'"


def run(sql: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def move(first: int, last: int, by: int) -> None:
    """Give entries another number. By way of large ones: two may not have the same for a moment."""
    run(
        f"UPDATE {ENTRY} SET number = number + 1000 WHERE {OF_SCHOOL} AND number BETWEEN %s AND %s",
        first,
        last,
    )
    run(f"UPDATE {ENTRY} SET number = number - 1000 + %s WHERE {OF_SCHOOL} AND number > 1000", by)


def fit_head() -> None:
    """Make the head say what the last entry is."""
    last = AuditEntry.unscoped.exclude(school=None).order_by("number").last()
    if last is None:
        run(f"DELETE FROM {HEAD} WHERE {HEAD_OF_SCHOOL}")
    else:
        run(f"UPDATE {HEAD} SET number = %s, hash = %s WHERE {HEAD_OF_SCHOOL}", last.number, last.hash)


def change_action():
    run(f"UPDATE {ENTRY} SET action = 'round.closed' WHERE {OF_SCHOOL} AND number = 3")


def change_target():
    run(f"UPDATE {ENTRY} SET target = 'schools.school:2' WHERE {OF_SCHOOL} AND number = 3")


def change_moment():
    run(f"UPDATE {ENTRY} SET at = '2026-11-20 13:32:00.000001' WHERE {OF_SCHOOL} AND number = 3")


def change_who():
    run(f"UPDATE {ENTRY} SET by_id = NULL WHERE {OF_SCHOOL} AND number = 3")


def change_hash():
    run(f"UPDATE {ENTRY} SET hash = %s WHERE {OF_SCHOOL} AND number = 3", START)


def remove_from_middle():
    run(f"DELETE FROM {ENTRY} WHERE {OF_SCHOOL} AND number = 3")


def remove_and_renumber():
    remove_from_middle()
    move(4, 6, -1)
    fit_head()


def insert_in_middle():
    """Add a copy of entry 2 as entry 3, with the hash that it should have."""
    move(3, 6, +1)
    entry = AuditEntry.unscoped.exclude(school=None).get(number=2)
    previous, entry.pk, entry.number = entry.hash, None, 3
    entry.hash = sealed(entry, previous)
    entry.save()
    fit_head()


def swap():
    move(2, 2, 100)
    move(3, 3, -1)
    move(102, 102, -99)


def cut_tail():
    run(f"DELETE FROM {ENTRY} WHERE {OF_SCHOOL} AND number > 3")
    fit_head()


def cut_tail_and_go_on():
    """Cut the end off and put other entries in its place, as if the acts had been others."""
    cut_tail()
    last = AuditEntry.unscoped.exclude(school=None).get(number=3)
    for number in (4, 5, 6):
        previous, last.pk, last.number = last.hash, None, number
        last.hash = sealed(last, previous)
        last.save()
    fit_head()


def remove_all():
    run(f"DELETE FROM {ENTRY} WHERE {OF_SCHOOL}")
    fit_head()


def write_anew():
    """Change the first entry, and seal it and all that follow anew."""
    run(f"UPDATE {ENTRY} SET action = 'round.closed' WHERE {OF_SCHOOL} AND number = 1")
    previous = START
    for entry in AuditEntry.unscoped.exclude(school=None).order_by("number"):
        previous = sealed(entry, previous)
        run(f"UPDATE {ENTRY} SET hash = %s WHERE {OF_SCHOOL} AND number = %s", previous, entry.number)
    fit_head()


def sealed(entry: AuditEntry, previous: str) -> str:
    act = {"at": entry.at, "by": entry.by_id, "action": entry.action, "target": entry.target}
    return seal(previous, chain_name(entry.school_id), entry.number, **act)


def cut_tail_of_entries_only():
    run(f"DELETE FROM {ENTRY} WHERE {OF_SCHOOL} AND number > 3")


def set_head_back():
    last = AuditEntry.unscoped.exclude(school=None).get(number=5)
    run(f"UPDATE {HEAD} SET number = 5, hash = %s WHERE {HEAD_OF_SCHOOL}", last.hash)


def remove_head():
    run(f"DELETE FROM {HEAD} WHERE {HEAD_OF_SCHOOL}")
