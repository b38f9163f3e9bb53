"""The phases of following up, each with what the school agreed about it beforehand. No database."""

from collections.abc import Mapping
from typing import NamedTuple

from django.urls import reverse

from assessments.reaction import ReactionAnswer
from incidents.services.cases import Case
from themes.models import Phase


class PhaseRow(NamedTuple):
    """One phase. Without an answer its theme has no card for it, or the school did not score the theme."""

    code: str
    label: str
    is_present: bool
    answer: ReactionAnswer | None


def phases_part(
    case: Case, answers: Mapping[Phase, ReactionAnswer], *, reads_cards: bool, may_change: bool
) -> dict:
    """Return `phases`: the phases in order, and whether the school has answers to show beside them.

    `reads_cards`: whether the reader may see the cards of the school at all.
    """
    rows = [
        PhaseRow(phase.value, phase.label, phase == case.head.phase, answers.get(phase)) for phase in Phase
    ]
    path = reverse("incidents:phase", args=[case.incident.pk]) if may_change else ""
    found = {"has_answers": bool(answers), "reads_cards": reads_cards}
    return {"phases": found | {"rows": rows, "path": path}}
