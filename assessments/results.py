"""Where a round stands: the tally of every card, and the matrix made of them.

The criteria come from memory and the values from one query, so the number of queries does not
depend on how many themes, cards or questions there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from assessments import scoring
from assessments.answers import targets_of, values_of
from assessments.models import Round
from assessments.scoring import Tally
from themes.catalogue import themes_of
from themes.models import Card, Pillar, Question, Theme

Values = Mapping[int, int | None]  # question id -> the value of its answer


class CardResult(NamedTuple):
    """One card of a round with the questions it asks and its tally."""

    card: Card
    questions: list[Question]
    tally: Tally
    target: Decimal

    @property
    def id(self) -> int:
        return self.card.pk

    @property
    def code(self) -> str:
        return self.card.code

    @property
    def title(self) -> str:
        return self.card.title

    @property
    def pillar(self) -> str:
        return self.card.pillar

    @property
    def theme(self) -> Theme:
        return self.card.theme

    @property
    def score(self) -> float | None:
        return self.tally.score

    @property
    def is_work_point(self) -> bool:
        return scoring.is_work_point(self.score, self.target)

    @property
    def number(self) -> str:
        return scoring.number(self.score)

    @property
    def level_name(self) -> str:
        return scoring.level_name(self.score)

    @property
    def pillar_name(self) -> str:
        return Pillar(self.card.pillar).label


@dataclass(frozen=True, slots=True)
class Cell:
    """One theme x pillar: its cards, and the score of the same cell in the previous round."""

    cards: list[CardResult]
    before: float | None = None

    @property
    def score(self) -> float | None:
        return scoring.mean([card.tally.score for card in self.cards])

    @property
    def answered(self) -> int:
        return sum([card.tally.answered for card in self.cards])

    @property
    def questions(self) -> int:
        return sum([card.tally.questions for card in self.cards])


@dataclass(frozen=True, slots=True)
class ThemeResult:
    """One row of the matrix: a theme, its target and a cell for each pillar."""

    theme: Theme
    target: Decimal
    cells: dict[str, Cell]

    @property
    def cards(self) -> list[CardResult]:
        return [card for cell in self.cells.values() for card in cell.cards]


def round_results(round: Round, before: list[ThemeResult] | None = None) -> list[ThemeResult]:
    """Return the matrix of a round, one entry per theme in order. Two queries.

    `before` is the matrix of an earlier round; themes are matched by their id. The round's
    criteria_set should be loaded with it.
    """
    earlier = {
        (result.theme.pk, pillar): cell.score
        for result in before or ()
        for pillar, cell in result.cells.items()
    }
    targets, values = dict(targets_of(round.pk)), dict(values_of(round.pk))
    return [
        theme_result(round, theme, targets[theme.pk], values, earlier)
        for theme in themes_of(round.criteria_set).values()
        if theme.pk in targets
    ]


def theme_result(
    round: Round,
    theme: Theme,
    target: Decimal,
    values: Values,
    earlier: Mapping = {},  # noqa: B006
) -> ThemeResult:
    """Return one row of the matrix from the values of its questions. No query."""
    cards = {pillar: [] for pillar in Pillar.values}
    for card in theme.card_list:
        if questions := questions_of(round, card):
            tally = scoring.tally([values.get(question.id) for question in questions])
            cards[card.pillar].append(CardResult(card, questions, tally, target))
    cells = {pillar: Cell(found, earlier.get((theme.pk, pillar))) for pillar, found in cards.items()}
    return ThemeResult(theme, target, cells)


def questions_of(round: Round, card: Card) -> list[Question]:
    """Return the questions of this card that the round asks, in order; none when it is not in it."""
    if round.is_open:
        return card.current_question_list
    return [question for question in card.question_list if round.asks(question)]
