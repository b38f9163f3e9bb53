"""The actions as a sheet that opens in Excel and LibreOffice without questions."""

import csv
from collections.abc import Iterable
from io import StringIO

from plans.action_rows import member_name
from plans.models import Action

HEAD = ("Wat", "Wie", "Tegen wanneer", "Stand", "Klaar op", "Thema", "Kaart", "Vraag")
BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8
# What a sheet takes for the start of a formula, and the full-width twins that it folds into them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def actions_csv(actions: Iterable[Action]) -> str:
    """Return the actions in the given order, with semicolons: the Dutch list separator."""
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(HEAD)
    writer.writerows([neutral(cell) for cell in _cells(action)] for action in actions)
    return BYTE_ORDER_MARK + sheet.getvalue()


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


def neutral(cell: str) -> str:
    """Return the cell as text: one that a sheet would run as a formula gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
