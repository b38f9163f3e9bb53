"""Changing keys. Every step is a transaction of its own: stop at any moment, run again, and it goes on.

Until the last step of a change both the old key of a school and the new one are there, and each sealed
value names its own: nothing is unreadable in between.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from incidents import key_file
from incidents.envelope import VERSION
from incidents.models import AccessRequest, CaseKey, Lesson, SchoolKey, Tally
from incidents.vault import SchoolVault, make_school_key, unwrap_school_key, wrap_school_key
from schools import audit, walls
from schools.models import School

SEALED_BY_SCHOOL = (Lesson, Tally, AccessRequest)  # in their column `sealed`
BATCH = 100


@dataclass
class Renewed:
    """What was sealed with the new key of a school, and how many old keys are gone."""

    case_keys: int = 0
    rows: int = 0
    old_keys: int = 0


@contextmanager
def in_one_step(school: School) -> Iterator[None]:
    with transaction.atomic(), walls.in_school(school.pk):
        yield


# The key file


@transaction.atomic
def add_file_key(*, at: datetime) -> int:
    """Add a key to the key file, which becomes the active one. Raises KeyFileFault."""
    audit.record("key.added", _file_key(key_file.next_number()), by=None, at=at)
    return key_file.add_key()


@transaction.atomic
def drop_file_keys(*, at: datetime) -> set[int]:
    """Destroy the keys of the key file that wrap nothing any more, and return their numbers.

    An old backup that was wrapped with one of them can never be read again.
    """
    used = {key_file.active_number()}
    for school in School.objects.select_for_update().order_by("pk"):  # no first key is made meanwhile
        with walls.in_school(school.pk):
            used |= set(SchoolKey.unscoped.filter(school=school).values_list("wrapped_by", flat=True))
    unused = set(key_file.keys()) - used
    for number in sorted(unused):
        audit.record("key.dropped", _file_key(number), by=None, at=at)
    if unused:
        key_file.drop_keys(unused)
    return unused


def _file_key(number: int) -> SchoolKey:
    """Return what the log says the act was done to: a key in the file has no row, only a number."""
    return SchoolKey(pk=UUID(int=number))


def rewrap_school_keys(school: School, *, at: datetime) -> int:
    """Wrap each key of a school with the active key of the file; return how many were not."""
    active = key_file.active_number()
    with in_one_step(school):
        stale = SchoolKey.unscoped.filter(school=school).exclude(wrapped_by=active).order_by("number")
        found = list(stale.values_list("pk", flat=True))
    for pk in found:
        with in_one_step(school):
            row = SchoolKey.unscoped.select_for_update().get(pk=pk)
            wrap_school_key(row, unwrap_school_key(row))
            row.save(update_fields=["wrapped_by", "wrapped"])
            audit.record("key.rotated", row, by=None, at=at)
    return len(found)


# The key of a school


def renew_school_key(school: School, *, at: datetime) -> Renewed:
    """Give a school a new key, seal all that the old one sealed with it, and delete the old one.

    A change that was stopped half-way is finished first, and no other is begun.
    """
    done = Renewed()
    if not _begin(school, at):
        return done
    while True:
        done.case_keys += _until_none(_rewrap_some, school)
        done.rows += sum(_until_none(_reseal_some, school, model) for model in SEALED_BY_SCHOOL)
        if gone := _delete_old(school):
            done.old_keys = gone
            return done


def _until_none(step: Callable[..., int], *arguments) -> int:
    """Repeat a step until it finds nothing more to do; return how much it did."""
    return sum(iter(partial(step, *arguments), 0))


def _begin(school: School, at: datetime) -> bool:
    """Make the new key, unless there are two already. False when the school never sealed anything."""
    with in_one_step(school):
        School.objects.select_for_update().get(pk=school.pk)
        found = list(_keys_of(school))
        if len(found) == 1:
            row, _ = make_school_key(school.pk, number=found[0].number + 1)
            audit.record("key.rotated", row, by=None, at=at)
        return bool(found)


def _keys_of(school: School) -> QuerySet[SchoolKey]:
    return SchoolKey.unscoped.filter(school=school).order_by("number")


def _stale(school: School, model: type) -> QuerySet:
    """Return what is not sealed with the newest key of the school."""
    newest = _keys_of(school).last()
    rows = model.unscoped.filter(school=school).order_by("pk")
    if model is CaseKey:
        return rows.exclude(school_key=newest)
    return rows.exclude(sealed__startswith=f"{VERSION}.{newest.pk.hex}.")


def _rewrap_some(school: School) -> int:
    """Wrap a number of case keys anew; return how many, 0 when there are no more."""
    with in_one_step(school):
        vault, some = SchoolVault(school.pk), _stale(school, CaseKey).select_for_update()[:BATCH]
        for row in some:
            vault.wrap(row, vault.unwrap(row))
            row.save(update_fields=["school_key", "wrapped"])
        return len(some)


def _reseal_some(school: School, model: type) -> int:
    with in_one_step(school):
        vault, some = SchoolVault(school.pk), _stale(school, model).select_for_update()[:BATCH]
        for row in some:
            row.sealed = vault.seal(row, "sealed", vault.open(row, "sealed"))
            row.save(update_fields=["sealed"])
        return len(some)


def _delete_old(school: School) -> int:
    """Delete the old keys; 0 when somebody sealed something with one of them meanwhile."""
    with in_one_step(school):
        *old, _ = list(_keys_of(school).select_for_update())
        if any(_stale(school, model).exists() for model in (CaseKey, *SEALED_BY_SCHOOL)):
            return 0
        SchoolKey.unscoped.filter(pk__in=[row.pk for row in old]).delete()
        return len(old)
