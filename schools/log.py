"""Reading the audit log: who may read which entries, and entries as rows of ready-made text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from schools.log_words import ABOUT_MEMBERS, WORDS, on_what, what, who
from schools.models import AuditEntry, Membership
from schools.permissions import Permission, Role
from schools.sheets import Content

PAGE = 50
FIELDS = ("number", "at", "by__user__name", "action", "target")
HEAD = ("Nummer", "Wanneer", "Wie", "Wat", "Waarop", "Code", "Id")


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry as text. It holds ids and verbs: the log knows no content."""

    number: int
    at: str
    who: str
    what: str
    target: str


def reads_all(member: Membership) -> bool:
    return Role.LOG_READER in member.roles


def reads_others(member: Membership) -> bool:
    """Tell whether this member reads what others did too."""
    return reads_all(member) or member.can(Permission.MEMBER_MANAGE)


def readable_by(member: Membership) -> QuerySet[AuditEntry]:
    """Return the entries that this member may read (security.md, section 1).

    Everybody reads their own acts; who manages the members, also what is about members and logging
    in; the log reader, all of the school.
    """
    entries = AuditEntry.objects.visible_to(member)
    if reads_all(member):
        return entries
    readable = Q(by=member.pk)
    if reads_others(member):
        readable |= Q(action__in=ABOUT_MEMBERS)
    return entries.filter(readable)


def choose(
    entries: QuerySet[AuditEntry],
    *,
    member: Membership | None = None,
    kind: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
) -> QuerySet[AuditEntry]:
    """Keep what fits all that is given. Of a member: what they did, and what was done to them."""
    if member:
        entries = entries.filter(Q(by=member.pk) | Q(target=f"{member._meta.label_lower}:{member.pk}"))
    if kind:
        entries = entries.filter(action__in=WORDS[kind])
    if first_day:
        entries = entries.filter(at__gte=_start(first_day))
    if last_day:
        entries = entries.filter(at__lt=_start(last_day + timedelta(days=1)))
    return entries


def _start(day: date) -> datetime:
    """Return when a day starts here. As a moment: the database compares that without reckoning."""
    return timezone.make_aware(datetime.combine(day, time.min))


def newest_first(
    entries: QuerySet[AuditEntry], *, before: int | None = None
) -> tuple[list[LogRow], int | None]:
    """Return a page of rows, and the number before which the next page starts, if there is one."""
    if before is not None:
        entries = entries.filter(number__lt=before)
    found = list(entries.order_by("-number").values_list(*FIELDS)[: PAGE + 1])
    rows = [_row(*values) for values in found[:PAGE]]
    return rows, rows[-1].number if len(found) > PAGE else None


def _row(number: int, at: datetime, name: str | None, action: str, target: str) -> LogRow:
    moment = date_format(timezone.localtime(at), "j F Y, H:i:s")
    return LogRow(number, moment, who(name, action), what(action), on_what(target))


def cells(entries: QuerySet[AuditEntry]) -> Iterable[list[Content]]:
    """Return the lines of a sheet, newest first. Moments are ISO, and ids are whole: sheets compare."""
    for number, at, name, action, target in entries.order_by("-number").values_list(*FIELDS):
        moment = timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
        id = target.partition(":")[2]
        yield [number, moment, who(name, action), what(action), on_what(target), action, id]
