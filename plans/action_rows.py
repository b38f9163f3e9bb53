"""Actions as people see them: chosen, counted, and as rows of ready-made text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format

from assessments.models import Round
from plans.models import Action, Status
from schools.models import Membership
from themes.models import Card

EVERYTHING, MINE, LATE = "alle", "mijn", "te-laat"
CHOICES = {EVERYTHING: "Alle", MINE: "Van mij", LATE: "Te laat"}


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action as text. `card_path` is empty when the newest round leaves its theme out."""

    id: UUID
    what: str
    owner: str
    due: str
    status: str
    is_late: bool
    theme: str
    theme_code: str
    card: str
    card_path: str
    path: str


def list_actions(member: Membership, card: Card | None = None) -> list[Action]:
    """Return the actions of the member's school, or those of one card: the most urgent first."""
    actions = Action.objects.visible_to(member).with_names().most_urgent_first()
    return list(actions.filter(card=card) if card else actions)


def choose(actions: list[Action], choice: str, *, member: Membership, on: date) -> list[Action]:
    """Keep the actions of one choice."""
    if choice == MINE:
        return [action for action in actions if action.owner_id == member.pk]
    if choice == LATE:
        return [action for action in actions if action.is_late(on)]
    return actions


def list_page(actions: list[Action], choice: str, *, member: Membership, on: date) -> dict:
    """Return the context of the list: each choice with its count, and the rows of the chosen one."""
    chosen = {code: choose(actions, code, member=member, on=on) for code in CHOICES}
    boards = _board_paths(member)
    return {
        "choice": choice,
        "choices": [(code, label, len(chosen[code])) for code, label in CHOICES.items()],
        "open_rows": _rows([a for a in chosen[choice] if a.is_open], on=on, boards=boards),
        "closed_rows": _rows([a for a in chosen[choice] if not a.is_open], on=on, boards=boards),
    }


def _board_paths(member: Membership) -> dict[int, str]:
    """Return the path of each theme's board in the newest round, by theme id. Two queries at most."""
    round = Round.objects.visible_to(member).newest_first().first()
    themes = round.themes.values_list("theme", "theme__code") if round else ()
    return {pk: reverse("assessments:board", args=[round.pk, code]) for pk, code in themes}


def card_actions(member: Membership, card: Card, *, on: date) -> list[ActionRow]:
    """Return the rows of one card's actions, without links to the card itself."""
    return _rows(list_actions(member, card), on=on, boards={})


def _rows(actions: Iterable[Action], *, on: date, boards: dict[int, str]) -> list[ActionRow]:
    base = reverse("plans:actions")
    return [_row(action, on, boards.get(action.card.theme_id), f"{base}{action.pk}/") for action in actions]


def _row(action: Action, on: date, board: str | None, path: str) -> ActionRow:
    card = action.card
    return ActionRow(
        id=action.pk,
        what=action.what,
        owner=member_name(action.owner),
        due=day(action.due_on),
        status=f"klaar op {day(action.finished_on)}" if action.finished_on else action.get_status_display(),
        is_late=action.is_late(on),
        theme=card.theme.name,
        theme_code=card.theme.code,
        card=card.title,
        card_path=f"{board}{card.code}/" if board else "",
        path=path,
    )


def differences(action: Action, sent: dict) -> list[tuple[str, str, str]]:
    """Return (label, what is saved, what was sent) for each field in which they differ."""
    shown = {
        "what": ("Wat", str),
        "owner": ("Wie", member_name),
        "due_on": ("Tegen wanneer", day),
        "status": ("Stand", lambda status: Status(status).label),
    }
    return [
        (label, text(getattr(action, name)), text(sent[name]))
        for name, (label, text) in shown.items()
        if getattr(action, name) != sent[name]
    ]


def member_name(member: Membership) -> str:
    """Return the name, with a mark when the person left the school."""
    return f"{member.user.name} (geen lid meer)" if member.left_at else member.user.name


def day(value: date) -> str:
    return date_format(value, "j F Y")
