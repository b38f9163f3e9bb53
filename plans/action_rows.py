"""Actions as people see them: rows of ready-made text."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from assessments.models import Round
from plans.action_filter import (
    CHOICES,
    EVERYTHING,
    LATE,
    MINE,
    ORPHANED,
    Chosen,
    Partners,
    is_orphaned,
    list_actions,
    partners_of,
)
from plans.action_words import day, member_name, names, partners, standing
from plans.models import Action
from schools.models import Membership
from schoolsafety.paths import path_to
from themes.models import Card

HEADINGS = {EVERYTHING: "Te doen", MINE: "Te doen", LATE: "Te laat", ORPHANED: "Zonder eigenaar"}
NOTHING_OPEN = {
    EVERYTHING: "Alles is klaar of geschrapt.",
    MINE: "Voor jou staat er niets open.",
    LATE: "Niets is te laat.",
    ORPHANED: "Elke actie die open staat, wordt door iemand opgevolgd.",
}
NOTHING_CHOSEN = "Bij deze keuze staat er niets open. Kies ruimer, of toon alles."


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action as text. `card_path` is empty when the newest round leaves its theme out."""

    id: UUID
    what: str
    owner: str
    partners: str
    due: str
    status: str
    helped: str
    is_late: bool
    is_orphaned: bool
    theme: str
    theme_code: str
    card: str
    card_path: str
    path: str


def list_page(chosen: Chosen, *, member: Membership, on: date) -> dict:
    """Return the context of the list: each choice with its count, and the rows of the chosen one."""
    boards = board_paths(member)
    rows = {True: [], False: []}
    for action in chosen:
        rows[action.is_open].append(_row(action, on, boards, chosen.partners))
    return {
        "heading": HEADINGS[chosen.choice],
        "nothing": NOTHING_CHOSEN if chosen.form.given() else NOTHING_OPEN[chosen.choice],
        "choices": [
            (chosen.query(code) or "?", label, chosen.counts[code], code == chosen.choice)
            for code, label in CHOICES.items()
        ],
        "open_rows": rows[True],
        "closed_rows": rows[False],
    }


def board_paths(member: Membership) -> dict[int, str]:
    """Return the path of each theme's board in the newest round, by theme id. Two queries at most."""
    round = Round.objects.visible_to(member).newest_first().first()
    themes = round.themes.values_list("theme", "theme__code") if round else ()
    return {pk: path_to("assessments:board", round.pk, code) for pk, code in themes}


def card_path(card: Card, boards: dict[int, str]) -> str:
    board = boards.get(card.theme_id)
    return f"{board}{card.code}/" if board else ""


def card_actions(member: Membership, card: Card, *, on: date) -> list[ActionRow]:
    """Return the rows of one card's actions, without links to the card itself."""
    shared = partners_of(member)
    return [_row(action, on, {}, shared) for action in list_actions(member, card)]


def action_row(action: Action, member: Membership, *, on: date) -> ActionRow:
    """Return one action as text. Three queries at most."""
    return _row(action, on, board_paths(member), {action.pk: partners(action)})


def _row(action: Action, on: date, boards: dict[int, str], shared: Partners) -> ActionRow:
    card = action.card
    return ActionRow(
        id=action.pk,
        what=action.what,
        owner=member_name(action.owner),
        partners=names(shared.get(action.pk, ())),
        due=day(action.due_on),
        status=standing(action),
        helped=action.get_helped_display(),
        is_late=action.is_late(on),
        is_orphaned=is_orphaned(action),
        theme=card.theme.name,
        theme_code=card.theme.code,
        card=card.title,
        card_path=card_path(card, boards),
        path=path_to("plans:action", action.pk),
    )
