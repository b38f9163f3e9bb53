"""What changes an action: add, change, hand over, finish, reopen, look back."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from plans.action_emails import tell_owner
from plans.models import Action, ActionChange, ActionPartner, Source, Status
from schools import audit
from schools.models import Membership
from themes.models import Card, Question

IN_HISTORY = ("status", "owner", "due_on")
NO_LOOK_BACK = {"helped": "", "learned": "", "evaluated_on": None}


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
    partners: Iterable[Membership] = (),
    success_sign: str = "",
    effort: str = "",
    source: str = Source.CARD,
    key: UUID | None = None,
) -> Action:
    """Make an action in the school of `by`.

    `key` comes with a form: the same form sent twice makes one action; a form that was filled in
    otherwise before it was sent again makes another one.
    """
    fields = {"card": card, "question": question, "what": what, "owner": owner, "due_on": due_on}
    fields |= {"success_sign": success_sign, "effort": effort, "source": source}
    fields |= {"school": by.school, "created_at": at, "created_by": by}
    pk = uuid5(by.pk, f"{key or uuid4()} {card.pk} {what}")
    action, is_new = Action.unscoped.get_or_create(pk=pk, defaults=fields)
    if is_new:
        _share(action, owner, partners)
        _remember(action, by=by, at=at)
        audit.record("action.added", action, by=by, at=at)
    return action


@transaction.atomic
def change_action(
    action: Action,
    *,
    by: Membership,
    at: datetime,
    version: int | None = None,
    partners: Iterable[Membership] | None = None,
    site: str = "",
    **fields,
) -> None:
    """Change any of the fields of the form. With a `site` to link to, a new owner is told by mail.

    `version` is what the person started from. Raises ChangedMeanwhile when that is no longer the
    present one: the database decides who was first, so no row lock is needed.
    """
    status, owner = fields.get("status", action.status), fields.get("owner", action.owner)
    fields["finished_on"] = _finished_on(action, status, localdate(at))
    if status != Status.DONE:
        fields |= NO_LOOK_BACK
    _update(_unchanged(action, version), fields)
    _share(action, owner, partners)
    if any(getattr(action, name) != fields.get(name, getattr(action, name)) for name in IN_HISTORY):
        _remember(action, by=by, at=at)
    if site and owner not in (action.owner, by):
        tell_owner(owner, action, site=site)
    audit.record("action.changed", action, by=by, at=at)


@transaction.atomic
def hand_over_action(
    action: Action, *, to: Membership, site: str, by: Membership, at: datetime, version: int | None = None
) -> None:
    """Give an action another owner, who is told by mail unless they took it over themselves.

    Raises ChangedMeanwhile, as change_action does.
    """
    _update(_unchanged(action, version), {"owner": to})
    _share(action, to)
    _remember(action, by=by, at=at)
    if to != by:
        tell_owner(to, action, site=site)
    audit.record("action.handed_over", action, by=by, at=at)


@transaction.atomic
def finish_action(action: Action, *, by: Membership, at: datetime) -> None:
    """Mark an open action as done today. Raises ChangedMeanwhile when it was closed already."""
    fields = {"status": Status.DONE, "finished_on": localdate(at)}
    _update(Action.unscoped.open().filter(pk=action.pk), fields)
    _remember(action, by=by, at=at)
    audit.record("action.finished", action, by=by, at=at)


@transaction.atomic
def reopen_action(action: Action, *, by: Membership, at: datetime, version: int | None = None) -> None:
    """Take a finished or dropped action up again; what was said when looking back goes.

    Raises ChangedMeanwhile when it is open already, or is not what `version` says any more.
    """
    closed = Action.unscoped.closed().filter(pk=action.pk)
    unchanged = closed if version is None else closed.filter(version=version)
    _update(unchanged, {"status": Status.BUSY, "finished_on": None} | NO_LOOK_BACK)
    _remember(action, by=by, at=at)
    audit.record("action.reopened", action, by=by, at=at)


@transaction.atomic
def evaluate_action(
    action: Action, *, helped: str, learned: str, by: Membership, at: datetime, version: int | None = None
) -> None:
    """Keep whether a finished action helped, and what the school learned. It may be said anew.

    Raises ChangedMeanwhile, also when the action is not done any more.
    """
    fields = {"helped": helped, "learned": learned, "evaluated_on": localdate(at)}
    _update(_unchanged(action, version).filter(status=Status.DONE), fields)
    audit.record("action.evaluated", action, by=by, at=at)


def _unchanged(action: Action, version: int | None) -> QuerySet:
    """Return the row as long as it is what was read; raises ChangedMeanwhile for an older `version`."""
    if version not in (None, action.version):
        raise ChangedMeanwhile
    return Action.unscoped.filter(pk=action.pk, version=action.version)


def _update(unchanged: QuerySet, fields: dict) -> None:
    if not unchanged.update(**fields, version=F("version") + 1):
        raise ChangedMeanwhile


def _finished_on(action: Action, status: str, today: date) -> date | None:
    """Return the day the action was done: the first one, when it stays done."""
    return (action.finished_on or today) if status == Status.DONE else None


def _share(action: Action, owner: Membership, partners: Iterable[Membership] | None = None) -> None:
    """Keep who shares the work, as it is for None: never the owner, who does it anyway."""
    if partners is None:
        action.partners.filter(member=owner).delete()
        return
    wanted = {member.pk for member in partners} - {owner.pk}
    known = set(action.partners.values_list("member", flat=True))
    action.partners.exclude(member__in=wanted).delete()
    ActionPartner.unscoped.bulk_create(
        ActionPartner(school_id=action.school_id, action=action, member_id=pk) for pk in wanted - known
    )


def _remember(action: Action, *, by: Membership, at: datetime) -> None:
    """Add a line of history: how the action stands now, as the database has it."""
    stands = Action.unscoped.values("status", "owner_id", "due_on").get(pk=action.pk)
    ActionChange.unscoped.create(school_id=action.school_id, action=action, at=at, by=by, **stands)
