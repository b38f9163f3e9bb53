"""What changes who does what: add somebody, change, remove."""

from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import F

from plans.models import Responsibility
from schools import audit
from schools.models import Membership


class ChangedMeanwhile(Exception):
    """The row is not any more what this change started from: somebody was first."""


@transaction.atomic
def add_person(
    *,
    task: str,
    name: str,
    by: Membership,
    at: datetime,
    grade: str = "",
    reach: str = "",
    does: str = "",
    key: UUID | None = None,
) -> Responsibility:
    """Write down who does something in the school of `by`.

    `key` comes with a form: the same form sent twice makes one row.
    """
    fields = {"task": task, "name": name, "grade": grade, "reach": reach, "does": does}
    person, is_new = Responsibility.unscoped.get_or_create(
        pk=uuid5(by.pk, f"{key or uuid4()} {task} {name}"), defaults=fields | {"school": by.school}
    )
    if is_new:
        audit.record("plan.person_added", person, by=by, at=at)
    return person


@transaction.atomic
def change_person(person: Responsibility, *, by: Membership, at: datetime, version: int, **fields) -> None:
    """Change any of the fields. Raises ChangedMeanwhile when `version` is no longer the present one."""
    unchanged = Responsibility.unscoped.filter(pk=person.pk, version=version)
    if not unchanged.update(**fields, version=F("version") + 1):
        raise ChangedMeanwhile
    audit.record("plan.person_changed", person, by=by, at=at)


@transaction.atomic
def remove_person(person: Responsibility, *, by: Membership, at: datetime) -> None:
    """Take a row away; when a colleague did so already, there is nothing left to do."""
    if Responsibility.unscoped.filter(pk=person.pk).delete()[0]:
        audit.record("plan.person_removed", person, by=by, at=at)
