"""What became of an action, in sentences: who changed its status, owner or day, and when."""

from itertools import pairwise

from django.utils.timezone import localdate

from plans.action_words import day
from plans.models import Action, ActionChange, Status
from schools.models import Membership

Clause = tuple[str, str]  # a verb, and what comes after who did it: ("zette", "deze actie op bezig")


def history(action: Action) -> list[str]:
    """Return a sentence for each change, the oldest first. One query.

    For an action of before there was a history, nobody knows what its first change began from: that one
    tells how the action stood then.
    """
    rows = list(action.changes.select_related("by__user", "owner__user").order_by("at", "pk"))
    is_whole = bool(rows) and rows[0].at == action.created_at
    told = [_sentence(row, _clauses(before, row)) for before, row in pairwise(rows)]
    if is_whole:
        return [_made(action, rows[0]), *told]
    return [_made(action), *map(_stood, rows[:1]), *told]


def _made(action: Action, row: ActionChange | None = None) -> str:
    made = f"Op {day(localdate(action.created_at))} maakte {_name(action.created_by)} deze actie"
    if row is None:
        return f"{made}."
    owner = "zichzelf" if row.by_id == row.owner_id else _name(row.owner)
    return f"{made}, voor {owner} en tegen {day(row.due_on)}."


def _stood(row: ActionChange) -> str:
    stood = f"{row.get_status_display()}, voor {_name(row.owner)} en tegen {day(row.due_on)}"
    return f"Op {day(localdate(row.at))} werkte {_name(row.by)} deze actie bij: {stood}."


def _sentence(row: ActionChange, clauses: list[Clause]) -> str:
    """Return "Op 3 maart zette Noor deze actie op klaar, gaf de actie door … en verplaatste …"."""
    (verb, rest), *others = clauses
    parts = [f"{verb} {_name(row.by)} {rest}", *(f"{verb} {rest}" for verb, rest in others)]
    told = " en ".join([", ".join(parts[:-1]), parts[-1]] if others else parts)
    return f"Op {day(localdate(row.at))} {told}."


def _clauses(before: ActionChange, row: ActionChange) -> list[Clause]:
    """Return what this row changed: at least one thing, or there would be no row."""
    found = []
    if before.status != row.status:
        found.append(_status(row))
    if before.owner_id != row.owner_id:
        found.append(_owner(before, row))
    if before.due_on != row.due_on:
        found.append(("verplaatste", f"de dag van {day(before.due_on)} naar {day(row.due_on)}"))
    return found


def _status(row: ActionChange) -> Clause:
    if row.status == Status.DROPPED:
        return "schrapte", "deze actie"
    return "zette", f"deze actie op {row.get_status_display()}"


def _owner(before: ActionChange, row: ActionChange) -> Clause:
    if row.by_id == row.owner_id:
        return "nam", f"de actie over van {_name(before.owner)}"
    return "gaf", f"de actie door van {_name(before.owner)} aan {_name(row.owner)}"


def _name(member: Membership) -> str:
    return member.user.name
