"""The phases of following up, each with what the school agreed about it beforehand. No database."""

from collections.abc import Mapping
from typing import NamedTuple

from assessments.reaction import ReactionAnswer
from incidents.services.cases import Case
from schoolsafety.paths import path_to
from themes.models import Phase


class PhaseRow(NamedTuple):
    """One phase, with the card about it: its title, path, score in words, and what was agreed.

    All empty when the theme has no card for it, or the school did not score the theme. A tuple, because
    a template takes those apart much faster than objects.
    """

    code: str
    label: str
    is_present: bool
    title: str = ""
    path: str = ""
    score: str = ""
    agreed: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, phase: Phase, present: str, answer: ReactionAnswer | None) -> "PhaseRow":
        row = cls(phase.value, phase.label, phase == present)
        if answer is None:
            return row
        score = f"{answer.number} · {answer.word}" if answer.number else answer.word
        return row._replace(title=answer.title, path=answer.path, score=score, agreed=answer.agreed)


def phases_part(
    case: Case, answers: Mapping[Phase, ReactionAnswer], *, reads_cards: bool, may_change: bool
) -> dict:
    """Return `phases`: the phases in order, and whether the school has answers to show beside them.

    `reads_cards`: whether the reader may see the cards of the school at all.
    """
    rows = [PhaseRow.of(phase, case.head.phase, answers.get(phase)) for phase in Phase]
    path = path_to("incidents:phase", case.incident.pk) if may_change else ""
    found = {"has_answers": bool(answers), "reads_cards": reads_cards}
    return {"phases": found | {"rows": rows, "path": path}}
