"""The board of one theme, and the way from one open card to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.template.loader import render_to_string

from assessments import scoring
from assessments.answers import values_of_theme
from assessments.contradictions import contradicted
from assessments.models import Round, RoundTheme
from assessments.results import CardResult, Values, questions_of, theme_result
from incidents.lessons import CardCode
from schoolsafety.paths import path_to
from themes.catalogue import themes_of
from themes.models import Card, Pillar


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One card on the board as text."""

    title: str
    statement: str
    path: str
    meter: str
    progress: str
    number: str
    is_contradicted: bool  # by a lesson, see assessments/contradictions.py


def board_columns(chosen: RoundTheme, marks: Mapping[CardCode, datetime]) -> dict:
    """Return the context of a theme's board: three columns of cards with their meters.

    One query, and another when one of its cards is in `marks`: those that a lesson contradicts.
    """
    round = chosen.round
    theme = themes_of(round.criteria_set)[chosen.theme_id]
    values = dict(values_of_theme(round.pk, theme.pk))
    result = theme_result(round, theme, chosen.target, values)
    base = path_to("assessments:board", round.pk, theme.code)
    marked = contradicted(round, theme.card_list, marks)
    still_open = [card for card in result.cards if not card.tally.is_done]
    return {
        "theme": theme,
        "columns": [
            (
                Pillar(pillar).label,
                scoring.number(cell.score),
                [_board_card(card, base, values, card.id in marked) for card in cell.cards],
            )
            for pillar, cell in result.cells.items()
        ],
        "next_open": f"{base}{still_open[0].card.code}/" if still_open else None,
    }


def _board_card(result: CardResult, base: str, values: Values, is_contradicted: bool) -> BoardCard:
    card, tally = result.card, result.tally
    return BoardCard(
        title=card.title,
        statement=card.statement,
        path=f"{base}{card.code}/",
        meter=meter(tuple([values.get(question.pk) for question in result.questions])),
        progress=f"{tally.answered} van {tally.questions}",
        number=result.number,
        is_contradicted=is_contradicted,
    )


@lru_cache(maxsize=4096)
def meter(values: tuple[int | None, ...]) -> str:
    """Return the little bars of a card, one per question. Kept: cards share a few hundred patterns."""
    return render_to_string("assessments/_meter.html", {"values": values})


def neighbours(round: Round, card: Card) -> dict[str, str]:
    """Return the paths "next" and "previous" of the open cards on both sides of this one. Two queries.

    Without such a card the path is the board of the theme.
    """
    chosen = set(round.themes.values_list("theme", flat=True))
    answered = set(round.answers.exclude(value=None).values_list("question", flat=True))
    cards = [
        (theme, other)
        for theme in themes_of(round.criteria_set).values()
        if theme.pk in chosen
        for other in theme.card_list
    ]
    here = [other.pk for _, other in cards].index(card.pk)

    def first_open(some_cards):
        for theme, other in some_cards:
            if any(question.pk not in answered for question in questions_of(round, other)):
                return path_to("assessments:card", round.pk, theme.code, other.code)
        return path_to("assessments:board", round.pk, card.theme.code)

    return {"next": first_open(cards[here + 1 :]), "previous": first_open(reversed(cards[:here]))}
