"""What changes an action: add, change, finish, reopen."""

from datetime import date, datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from plans.models import Action, Status
from schools import audit
from schools.models import Membership
from themes.models import Card, Question


class ChangedMeanwhile(Exception):
    """The action is not any more what this change started from: somebody was first."""


@transaction.atomic
def add_action(
    *,
    card: Card,
    question: Question | None,
    what: str,
    owner: Membership,
    due_on: date,
    by: Membership,
    at: datetime,
    key: UUID | None = None,
) -> Action:
    """Make an action in the school of `by`.

    `key` comes with a form: the same form sent twice makes one action; a form that was filled in
    otherwise before it was sent again makes another one.
    """
    fields = {"card": card, "question": question, "what": what, "owner": owner, "due_on": due_on}
    action, is_new = Action.unscoped.get_or_create(
        pk=uuid5(by.pk, f"{key or uuid4()} {card.pk} {what}"),
        defaults=fields | {"school": by.school, "created_at": at, "created_by": by},
    )
    if is_new:
        audit.record("action.added", action, by=by, at=at)
    return action


@transaction.atomic
def change_action(
    action: Action, *, by: Membership, at: datetime, version: int | None = None, **fields
) -> None:
    """Change any of what, owner, due_on and status.

    `version` is what the person started from. Raises ChangedMeanwhile when that is no longer the
    present one: the database decides who was first, so no row lock is needed.
    """
    if version not in (None, action.version):
        raise ChangedMeanwhile
    fields["finished_on"] = _finished_on(action, fields.get("status", action.status), localdate(at))
    _update(Action.unscoped.filter(pk=action.pk, version=action.version), fields)
    audit.record("action.changed", action, by=by, at=at)


@transaction.atomic
def finish_action(action: Action, *, by: Membership, at: datetime) -> None:
    """Mark an open action as done today. Raises ChangedMeanwhile when it was closed already."""
    fields = {"status": Status.DONE, "finished_on": localdate(at)}
    _update(Action.unscoped.open().filter(pk=action.pk), fields)
    audit.record("action.finished", action, by=by, at=at)


@transaction.atomic
def reopen_action(action: Action, *, by: Membership, at: datetime) -> None:
    """Take a finished or dropped action up again. Raises ChangedMeanwhile when it is open already."""
    fields = {"status": Status.BUSY, "finished_on": None}
    _update(Action.unscoped.closed().filter(pk=action.pk), fields)
    audit.record("action.reopened", action, by=by, at=at)


def _update(unchanged: QuerySet, fields: dict) -> None:
    if not unchanged.update(**fields, version=F("version") + 1):
        raise ChangedMeanwhile


def _finished_on(action: Action, status: str, today: date) -> date | None:
    """Return the day the action was done: the first one, when it stays done."""
    return (action.finished_on or today) if status == Status.DONE else None
