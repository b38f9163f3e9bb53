"""A round as the lines of a sheet: every question it asks, or the cards to work on first."""

from decimal import Decimal

from assessments import scoring
from assessments.matrix import below_target
from assessments.models import Round
from assessments.results import CardResult, round_results
from schools.sheets import Content, Table
from themes.models import Question
from themes.steps import UNSCORED, word

CARD_HEAD = ("Thema", "Pijler", "Kaart")
ANSWER_HEAD = ("Vraag", "Soort vraag", "Antwoord", "Score", "Tekst", "Opmerking")
SCORE_HEAD = (*CARD_HEAD, *ANSWER_HEAD, "Kaartscore", "Streefscore")
WORK_POINT_HEAD = (*CARD_HEAD, "Score", "In woorden", "Streefscore")
NOT_ANSWERED = (None, "", "")


def score_table(round: Round) -> Table:
    """Return a line for each question of the round, answered or not, in the order of the cards.

    Three queries. What the plan leaves out is here too: all remarks, as on the cards themselves.
    """
    rows = round.answers.values_list("question", "value", "text", "remark")
    answers = {question: given for question, *given in rows}
    lines = (
        _cells(card, question, *answers.get(question.pk, NOT_ANSWERED))
        for result in round_results(round)
        for card in result.cards
        for question in card.questions
    )
    return Table(f"Scores {round.name}", SCORE_HEAD, lines)


def work_point_table(round: Round) -> Table:
    """Return the cards below their target, the lowest first. Two queries."""
    lines = (
        [*_card(card), _number(card.score), card.level_name, _number(card.target)]
        for card in below_target(round_results(round))
    )
    return Table(f"Werkpunten {round.name}", WORK_POINT_HEAD, lines)


def _cells(
    card: CardResult, question: Question, value: int | None, text: str, remark: str
) -> list[Content]:
    counts = value is not None and value not in UNSCORED
    return [
        *_card(card),
        f"{question.group} {question.text}".strip(),  # whoever sorts the lines parts it from its group
        question.get_kind_display(),
        word(question.kind, value),
        value if counts else "",
        text,
        remark,
        _number(card.score),
        _number(card.target),
    ]


def _card(card: CardResult) -> tuple[str, str, str]:
    return card.theme.name, card.pillar_name, card.title


def _number(score: float | Decimal | None) -> Content:
    """Return a score as it is shown; a card without one has an empty cell."""
    return "" if score is None else scoring.shown(score)
