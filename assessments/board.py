"""The board of one theme, and the way from one open card to the next."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse

from assessments import scoring
from assessments.models import Answer, Round, RoundTheme
from assessments.results import asked_questions
from themes.models import Card, Pillar
from themes.steps import UNSCORED


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One card on the board as text; `meter` holds a css class per question."""

    title: str
    statement: str
    path: str
    meter: list[str]
    progress: str
    number: str
    is_done: bool


def board_columns(round: Round, chosen: RoundTheme) -> dict:
    """Return the context of a theme's board: three columns of cards with their meters. Two queries."""
    base = reverse("assessments:board", args=[round.pk, chosen.theme.code])
    columns = {pillar: [] for pillar in Pillar.values}
    scores = {pillar: [] for pillar in Pillar.values}
    next_open = None
    for (_, code, title, statement, pillar), values in _values_by_card(round, chosen).items():
        tally = scoring.tally(values)
        card = BoardCard(
            title=title,
            statement=statement,
            path=f"{base}{code}/",
            meter=[_meter_css(value) for value in values],
            progress=f"{tally.answered} van {tally.questions}",
            number=scoring.number(tally.score),
            is_done=tally.is_done,
        )
        columns[pillar].append(card)
        scores[pillar].append(tally.score)
        next_open = next_open or (None if card.is_done else card.path)
    names = {
        pillar: (Pillar(pillar).label, scoring.number(scoring.mean(scores[pillar])))
        for pillar in Pillar.values
    }
    return {"columns": [(*names[p], columns[p]) for p in Pillar.values], "next_open": next_open}


def _values_by_card(round: Round, chosen: RoundTheme) -> dict[tuple, list[int | None]]:
    given = round.answers.filter(question__card__theme=chosen.theme_id)
    values = dict(given.values_list("question", "value"))
    questions = (
        asked_questions(round)
        .filter(card__theme=chosen.theme_id)
        .order_by("card__order", "card", "order", "pk")
        .values_list("pk", "card", "card__code", "card__title", "card__statement", "card__pillar")
    )
    cards = defaultdict(list)
    for pk, *card in questions:
        cards[tuple(card)].append(values.get(pk))
    return cards


def _meter_css(value: int | None) -> str:
    if value is None:
        return ""
    return "none" if value in UNSCORED else f"s{value}"


def neighbours(round: Round, card: Card) -> dict[str, str]:
    """Return the paths "here", "next" and "previous": the open cards on both sides of this one.

    Without a next or previous open card its path is the board of the theme. One query.
    """
    answered = Answer.unscoped.filter(round=round, question=OuterRef("pk"), value__isnull=False)
    open_cards = (
        asked_questions(round)
        .filter(~Exists(answered), card__theme__in=round.themes.values("theme"))
        .values_list("card__theme__order", "card__order", "card__theme__code", "card__code")
        .distinct()
        .order_by("card__theme__order", "card__order")
    )
    board = reverse("assessments:board", args=[round.pk, card.theme.code])
    paths = {"here": f"{board}{card.code}/", "next": board, "previous": board}
    start = board.removesuffix(f"{card.theme.code}/")
    here = (card.theme.order, card.order)
    for *place, theme_code, card_code in open_cards:
        path = f"{start}{theme_code}/{card_code}/"
        if tuple(place) < here:
            paths["previous"] = path
        elif tuple(place) > here:
            paths["next"] = path
            break
    return paths
