"""The record of acts: one row each, in the transaction of the act itself, sealed into a chain.

Each school has a chain, and the acts that belong to no school have one together. How an entry is
sealed stands in `chain`; what the chains hold out against, in docs/threats.md.
"""

from collections.abc import Generator, Iterable
from contextlib import closing
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model

from schools import walls
from schools.chain import START, Anchor, Broken, Entry, follow, seal
from schools.log_words import CHANGE_NOTHING
from schools.models import AuditEntry, AuditHead, Membership, School
from schoolsafety.prepared import adapted

# By hand, because every look at an incident writes one: querysets cost several times as much CPU.
COLUMNS = ("school_id", "number", "at", "by_id", "action", "target", "hash")
ADD = f"INSERT INTO schools_auditentry ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"
HEAD = "SELECT number, hash, last_change FROM schools_audithead WHERE chain = %s"
MOVE = "UPDATE schools_audithead SET number = %s, hash = %s, last_change = %s WHERE chain = %s"
INSTALLATION = "installation"  # the chain of the acts that belong to no school


def record(
    action: str, target: Model, *, by: Membership | None, at: datetime, school: School | None = None
) -> None:
    """Write one act down. `by` is None when a command did it; the school is then the target's, if any.

    The chain is locked until the transaction ends, so that two acts at once get consecutive numbers.
    Who writes in several chains in one transaction takes them in the order of the school's id: others
    do too, and nobody waits for each other. Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An act and its record are one transaction.")
    school_id = _school_id(target, by, school)
    with walls.in_school(school_id or walls.NO_SCHOOL):
        chain = chain_name(school_id)
        last, last_hash, last_change = _lock_head(chain)
        by_id, number = by and by.pk, last + 1
        act = {"at": at, "action": action, "target": f"{target._meta.label_lower}:{target.pk}"}
        hash = seal(last_hash, chain, number, by=by_id, **act)
        entry = act | {"school_id": school_id, "number": number, "by_id": by_id, "hash": hash}
        _add(entry, chain=chain, last_change=last_change if action in CHANGE_NOTHING else number)


def _school_id(target: Model, by: Membership | None, school: School | None) -> UUID | None:
    if school:
        return school.pk
    return by.school_id if by else getattr(target, "school_id", None)


def chain_name(school_id: UUID | None) -> str:
    return str(school_id or INSTALLATION)


def _lock_head(chain: str) -> tuple[int, str, int]:
    """Return the last number, hash and change of a chain, which stay so until the transaction ends."""
    locked = HEAD + " FOR UPDATE" if connection.features.has_select_for_update else HEAD
    with connection.cursor() as cursor:
        head = cursor.execute(locked, [chain]).fetchone()
        if head is None:  # the first act; another first act may be under way
            AuditHead.objects.bulk_create([AuditHead(chain=chain, hash=START)], ignore_conflicts=True)
            head = cursor.execute(locked, [chain]).fetchone()
    return head


def _add(entry: dict, *, chain: str, last_change: int) -> None:
    """Add an entry to its chain, and move the head."""
    values = [adapted(entry[column], connection) for column in COLUMNS]
    moved = [entry["number"], entry["hash"], last_change, chain]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which takes both in one message
            cursor.execute(f"{ADD}; {MOVE}", values + moved)
        else:
            cursor.execute(ADD, values)
            cursor.execute(MOVE, moved)


# Verifying


def heads() -> list[tuple[str, int, str]]:
    """Return (chain, last number, last hash) of every chain."""
    return list(AuditHead.objects.order_by("chain").values_list("chain", "number", "hash"))


def chain_names() -> set[str]:
    """Return the chains that the database knows of, with or without a head."""
    schools = [None, *School.objects.values_list("pk", flat=True)]
    return {chain for chain, _, _ in heads()} | {chain_name(s) for s in schools if _has_entries(s)}


def _has_entries(school_id: UUID | None) -> bool:
    with walls.in_school(school_id or walls.NO_SCHOOL):
        return AuditEntry.unscoped.filter(school=school_id).exists()


def verify(chain: str, anchors: Iterable[Anchor]) -> int:
    """Compute a chain again and return how many entries it has. Raises Broken at the first fault.

    Acts may be written meanwhile: the head of before must be met, and that of after not be passed.
    """
    number, hash = _head(chain)
    known = [Anchor(number, hash, "the head of the chain")] if number else []
    with walls.in_school(_school_of(chain)), closing(_entries(chain)) as entries:
        count = follow(chain, entries, [*known, *anchors])
    number, _ = _head(chain)
    if count > number:
        raise Broken(number + 1, "was added behind the head of the chain")
    return count


def _school_of(chain: str) -> UUID:
    """Return where to look for the entries of a chain; for a name that is none, nothing will be found."""
    try:
        return UUID(chain)
    except ValueError:
        return walls.NO_SCHOOL


def _head(chain: str) -> tuple[int, str]:
    return AuditHead.objects.filter(chain=chain).values_list("number", "hash").first() or (0, START)


def _entries(chain: str) -> Generator[Entry]:
    """Yield the entries of a chain in order. Raises Broken at one that cannot be read as an entry."""
    last = 0
    try:
        found = AuditEntry.unscoped.filter(school=None if chain == INSTALLATION else chain)
        rows = found.order_by("number", "pk").values_list(*Entry._fields).iterator(chunk_size=1000)
        for row in rows:
            yield Entry.of(row)
            last = row[0]
    except (TypeError, ValueError, ValidationError):
        raise Broken(last + 1, "cannot be read") from None
