"""The matrix as the overview prints it: words, numbers and links made once, not per template loop."""

from dataclasses import dataclass

from django.urls import reverse

from assessments import scoring
from assessments.models import Round
from assessments.results import Cell, ThemeResult
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


@dataclass(frozen=True, slots=True)
class RowText:
    name: str
    code: str
    path: str
    target: str
    cells: list[CellText]


@dataclass(frozen=True, slots=True)
class WorkPoint:
    title: str
    where: str
    number: str
    word: str
    css: str
    path: str


def matrix_page(round: Round, results: list[ThemeResult]) -> dict:
    """Return the context of the overview: rows, work points and how far the round is."""
    board = reverse("assessments:board", args=[round.pk, "_"]).removesuffix("_/")
    cards = [card for result in results for card in result.cards]
    weakest = sorted((card for card in cards if card.is_work_point), key=lambda card: card.score)
    return {
        "rows": [_row(result, f"{board}{result.theme.code}/") for result in results],
        "pillars": Pillar.labels,
        "work_points": [
            WorkPoint(
                title=card.title,
                where=f"{card.theme.name} · {card.pillar_name}",
                number=card.number,
                word=card.level_name,
                css=f"s{scoring.level(card.score)}",
                path=f"{board}{card.theme.code}/{card.code}/",
            )
            for card in weakest
        ],
        "cards_total": len(cards),
        "cards_done": sum(card.tally.is_done for card in cards),
        "questions_total": sum(card.tally.questions for card in cards),
        "questions_answered": sum(card.tally.answered for card in cards),
    }


def _row(result: ThemeResult, path: str) -> RowText:
    return RowText(
        name=result.theme.name,
        code=result.theme.code,
        path=path,
        target=scoring.number(float(result.target)),
        cells=[_cell(Pillar(pillar).label, cell) for pillar, cell in result.cells.items()],
    )


def _cell(pillar: str, cell: Cell) -> CellText:
    score = cell.score
    level = scoring.level(score)
    return CellText(
        pillar=pillar,
        css="" if level is None else f"s{level}",
        number=scoring.number(score),
        word=scoring.level_name(score),
        change=scoring.change(score, cell.before),
        progress="" if cell.is_done else f"{cell.answered} van {cell.questions} vragen",
    )
