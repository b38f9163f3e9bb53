"""The actions as the lines of a sheet."""

from collections.abc import Iterable

from plans.action_filter import Chosen
from plans.action_words import member_name, names
from plans.models import Action
from schools.models import Membership
from schools.sheets import Content, Table

HEAD = (
    "Wat",
    "Wie",
    "Samen met",
    "Tegen wanneer",
    "Stand",
    "Klaar op",
    "Thema",
    "Kaart",
    "Vraag",
    "Waaraan zien jullie dat het lukt",
    "Hoeveel werk",
    "Waar komt het vandaan",
    "Hielp het",
    "Wat leerden jullie",
    "Bekeken op",
)


def action_table(chosen: Chosen) -> Table:
    """Return the chosen actions in their order."""
    rows = (_cells(action, chosen.partners.get(action.pk, ())) for action in chosen)
    return Table("Acties", HEAD, rows)


def _cells(action: Action, partners: Iterable[Membership]) -> list[Content]:
    return [
        action.what,
        member_name(action.owner),
        names(partners),
        action.due_on,
        action.get_status_display(),
        action.finished_on or "",
        action.card.theme.name,
        action.card.title,
        action.asked,
        action.success_sign,
        action.get_effort_display(),
        action.get_source_display(),
        action.get_helped_display(),
        action.learned,
        action.evaluated_on or "",
    ]
