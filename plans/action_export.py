"""The actions as the lines of a sheet."""

from collections.abc import Iterable

from plans.action_rows import member_name
from plans.models import Action
from schools.sheets import sheet

HEAD = ("Wat", "Wie", "Tegen wanneer", "Stand", "Klaar op", "Thema", "Kaart", "Vraag")


def actions_csv(actions: Iterable[Action]) -> str:
    """Return the actions in the given order as a sheet."""
    return sheet(HEAD, map(_cells, actions))


def _cells(action: Action) -> list[str]:
    """Return one line. Days are ISO: a sheet recognises those whatever country it is set to."""
    return [
        action.what,
        member_name(action.owner),
        action.due_on.isoformat(),
        action.get_status_display(),
        action.finished_on.isoformat() if action.finished_on else "",
        action.card.theme.name,
        action.card.title,
        action.asked,
    ]
