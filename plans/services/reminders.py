"""Mailing people what of their actions comes near or is late, and once a week an overview."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from plans.emails import remind, send_digest
from plans.models import Action, ActionPartner, Moment, Reminder
from plans.reminders import is_digest_day, known_since, moment, monday
from schools import walls
from schools.models import Membership, School
from schools.permissions import Permission
from schoolsafety.holidays import is_school_holiday

AHEAD = timedelta(days=14)  # how far the overview looks


def send_reminders(school: School, *, site: str, at: datetime) -> Counter:
    """Mail the members of a school, and return how many mails of which sort left or failed.

    Nothing leaves in a school holiday (`holiday`). Safe to run twice: what was sent is kept in the same
    transaction as its mail, so that one that could not leave is tried again next time. Each mail has a
    transaction of its own: a server that stops half way sends nobody the same again.
    """
    on = localdate(at)
    if is_school_holiday(on, school.country):
        return Counter(holiday=1)
    with transaction.atomic(), walls.in_school(school.pk):
        members = list(_receivers(school).order_by("pk"))
    writers = [_remind, _digest] if is_digest_day(on, school.country) else [_remind]
    done = [_write(writer, member.pk, school, site=site, on=on) for member in members for writer in writers]
    return Counter(filter(None, done))


def _write(writer: Callable, pk: UUID, school: School, *, site: str, on: date) -> str:
    """Let one mail be written to one member, who is locked: two runs at once send it once."""
    try:
        with transaction.atomic(), walls.in_school(school.pk):
            locked = _receivers(school).select_for_update(of=("self",), no_key=True)
            member = locked.select_related("user", "school").filter(pk=pk).first()
            if member is None or not member.can(Permission.ACTION_READ):
                return ""
            return writer(member, _actions(member), site=site, on=on)
    except OSError:  # of the mail server, or an address that is none: what was written is undone
        return "failed"


def _receivers(school: School) -> QuerySet:
    return Membership.unscoped.active().filter(school=school, user__is_active=True)


def _actions(member: Membership) -> list[Action]:
    """Return the open actions that somebody owns or shares, the earliest first."""
    shared = ActionPartner.unscoped.filter(member=member).values("action")
    own = Action.unscoped.open().filter(Q(owner=member) | Q(pk__in=shared), school=member.school_id)
    return list(own.prefetch_related("changes").order_by("due_on", "created_at", "pk"))


def _remind(member: Membership, actions: list[Action], *, site: str, on: date) -> str:
    if not member.wants_reminders:
        return ""
    sent = Reminder.unscoped.filter(member=member, action__in=actions)
    known = set(sent.values_list("action", "kind", "due_on"))
    found = [(action, moment(action.due_on, since=_since(action, member), on=on)) for action in actions]
    due = [(a, kind) for a, kind in found if kind and (a.pk, kind, a.due_on) not in known]
    if not due:
        return ""
    school = {"school_id": member.school_id}
    Reminder.unscoped.bulk_create(
        Reminder(**school, member=member, action=a, kind=kind, due_on=a.due_on) for a, kind in due
    )
    remind(member, due, site=site)
    return "reminded"


def _since(action: Action, member: Membership) -> date:
    """Return the last day whose moments do not count.

    They came before the action got its day, or while the member wanted no reminders. What comes on the
    very day that they are switched on again still counts.
    """
    rows = sorted(action.changes.all(), key=lambda row: (row.at, row.pk))
    known = known_since(localdate(action.created_at), [(localdate(row.at), row.due_on) for row in rows])
    if member.reminders_since is None:
        return known
    return max(known, localdate(member.reminders_since) - timedelta(days=1))


def _digest(member: Membership, actions: list[Action], *, site: str, on: date) -> str:
    """Write the overview of the week, when it is wanted and there is something to say."""
    if not member.wants_digest:
        return ""
    late = [action for action in actions if action.is_late(on)]
    soon = [action for action in actions if on <= action.due_on <= on + AHEAD]
    if not late and not soon:
        return ""
    week = {"member": member, "action": None, "kind": Moment.DIGEST, "due_on": monday(on)}
    _, is_new = Reminder.unscoped.get_or_create(**week, defaults={"school_id": member.school_id})
    if not is_new:
        return ""
    send_digest(member, late=late, soon=soon, site=site)
    return "digests"
