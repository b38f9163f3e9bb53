"""The matrix as the overview prints it: words, numbers and links made once, not per template loop."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string

from assessments import scoring
from assessments.models import Round
from assessments.results import CardResult, Cell, ThemeResult
from schoolsafety.paths import path_to
from themes.models import Pillar


@dataclass(frozen=True, slots=True)
class CellText:
    """One cell of the matrix as text."""

    pillar: str
    css: str
    number: str
    word: str
    change: str
    progress: str

    @property
    def markup(self) -> str:
        return _cell_markup(self)


@lru_cache(maxsize=4096)
def _cell_markup(cell: "CellText") -> str:
    """Kept: it holds no user's text, and all schools share some thousands of them."""
    return render_to_string("assessments/_cell.html", {"cell": cell})


@dataclass(frozen=True, slots=True)
class RowText:
    name: str
    code: str
    path: str
    cells: list[CellText]


@dataclass(frozen=True, slots=True)
class WorkPoint:
    title: str
    where: str
    number: str
    word: str
    css: str
    path: str


def matrix_rows(round: Round, results: list[ThemeResult]) -> dict:
    """Return the context of the matrix."""
    rows = [_row(result, path_to("assessments:board", round.pk, result.theme.code)) for result in results]
    return {"rows": rows, "pillars": Pillar.labels}


def progress(results: list[ThemeResult]) -> dict:
    """Return how far a round is: never mixed with its scores."""
    tallies = [card.tally for result in results for card in result.cards]
    return {
        "cards_total": len(tallies),
        "cards_done": sum([tally.is_done for tally in tallies]),
        "questions_total": sum([tally.questions for tally in tallies]),
        "questions_answered": sum([tally.answered for tally in tallies]),
    }


def work_points(round: Round, results: list[ThemeResult], limit: int | None = None) -> dict:
    """Return the cards below their target, the lowest first, and how many there are in all."""
    found = below_target(results)
    return {
        "work_points": [_work_point(card, round) for card in found[:limit]],
        "work_points_total": len(found),
    }


def below_target(results: list[ThemeResult]) -> list[CardResult]:
    """Return the work points, the lowest score first; equal ones in the order of the cards."""
    found = [card for result in results for card in result.cards if card.is_work_point]
    return sorted(found, key=lambda card: card.score)


def _work_point(card: CardResult, round: Round) -> WorkPoint:
    return WorkPoint(
        title=card.title,
        where=f"{card.theme.name} · {card.pillar_name}",
        number=card.number,
        word=card.level_name,
        css=f"s{scoring.level(card.score)}",
        path=path_to("assessments:card", round.pk, card.theme.code, card.code),
    )


def _row(result: ThemeResult, path: str) -> RowText:
    return RowText(
        name=result.theme.name,
        code=result.theme.code,
        path=path,
        cells=[_cell(pillar, cell) for pillar, cell in result.cells.items()],
    )


def _cell(pillar: str, cell: Cell) -> CellText:
    score = cell.score
    level = scoring.level(score)
    answered, questions = cell.answered, cell.questions
    noun = "vraag" if questions == 1 else "vragen"
    return CellText(
        pillar=Pillar(pillar).label,
        css="" if level is None else f"s{level}",
        number=scoring.number(score),
        word=scoring.level_name(score),
        change=scoring.change(score, cell.before),
        progress="" if answered >= questions else f"{answered} van {questions} {noun}",
    )
