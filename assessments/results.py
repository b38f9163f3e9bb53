"""Where a round stands: the tally of every card, and the matrix made of them.

The database adds up per card, scoring.py does the counting; the number of queries does not depend
on how many themes, cards or questions there are.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from assessments import scoring
from assessments.models import Answer, Round
from assessments.scoring import Tally
from themes.models import Pillar, Question, Theme


@dataclass(frozen=True, slots=True)
class CardResult:
    """One card of a round with its tally."""

    id: int
    code: str
    title: str
    theme: Theme
    pillar: str
    tally: Tally
    target: Decimal

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
        return Pillar(self.pillar).label


@dataclass(frozen=True, slots=True)
class Cell:
    """One theme x pillar: its cards, and everything a page or PDF shows of it."""

    cards: list[CardResult]
    before: float | None = None  # the score of the same cell in the previous round

    @property
    def score(self) -> float | None:
        return scoring.mean(card.score for card in self.cards)

    @property
    def answered(self) -> int:
        return sum(card.tally.answered for card in self.cards)

    @property
    def questions(self) -> int:
        return sum(card.tally.questions for card in self.cards)

    @property
    def is_done(self) -> bool:
        return all(card.tally.is_done for card in self.cards)


@dataclass(frozen=True, slots=True)
class ThemeResult:
    """One row of the matrix: a theme, its target and a cell for each pillar."""

    theme: Theme
    target: Decimal
    cells: dict[str, Cell]

    @property
    def cards(self) -> list[CardResult]:
        return [card for cell in self.cells.values() for card in cell.cards]


def round_results(round: Round, before: "list[ThemeResult] | None" = None) -> list[ThemeResult]:
    """Return the matrix of a round, one entry per theme in order.

    `before` is the matrix of an earlier round; themes are matched by their code.
    """
    earlier = {
        (result.theme.code, pillar): cell.score
        for result in before or ()
        for pillar, cell in result.cells.items()
    }
    chosen = round.themes.select_related("theme").order_by("theme__order", "pk")
    cards = card_results(round, {c.theme_id: (c.theme, c.target) for c in chosen})
    return [
        ThemeResult(
            theme=c.theme,
            target=c.target,
            cells={
                pillar: Cell(cards[c.theme_id, pillar], earlier.get((c.theme.code, pillar)))
                for pillar in Pillar.values
            },
        )
        for c in chosen
    ]


def card_results(
    round: Round, themes: dict[int, tuple[Theme, Decimal]]
) -> dict[tuple[int, str], list[CardResult]]:
    """Return the cards of these themes by theme id and pillar, each with its tally."""
    counts = {
        card: numbers
        for card, *numbers in Answer.unscoped.filter(round=round, question__in=asked_questions(round))
        .values("question__card")
        .annotate(
            answered=Count("value"),
            scored=Count("value", filter=Q(value__gte=0)),
            total=Sum("value", filter=Q(value__gte=0), default=0),
        )
        .values_list("question__card", "answered", "scored", "total")
    }
    found = defaultdict(list)
    for pk, code, title, theme_id, pillar, questions in asked_cards(round, themes):
        theme, target = themes[theme_id]
        tally = Tally(questions, *counts.get(pk, ()))
        found[theme_id, pillar].append(CardResult(pk, code, title, theme, pillar, tally, target))
    return found


def asked_cards(round: Round, theme_ids):
    """Return (id, code, title, theme id, pillar, number of questions) of the cards in this round."""
    fields = ("card", "card__code", "card__title", "card__theme", "card__pillar")
    return (
        asked_questions(round)
        .filter(card__theme__in=list(theme_ids))
        .values_list(*fields)
        .annotate(Count("pk"))
        .order_by("card__order", "card")
    )


def asked_questions(round: Round):
    """Return the questions of this round: today's, or for a closed round those of its last day."""
    if round.is_open:
        return Question.objects.current()
    return Question.objects.asked_at(round.closed_at)
