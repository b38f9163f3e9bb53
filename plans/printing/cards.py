"""The cards on paper: A4 sheets with four A6 cards, to lie on the table of a meeting."""

from dataclasses import dataclass
from math import ceil

from assessments.models import Round
from assessments.results import CardResult, round_results
from themes.models import Kind
from themes.steps import STEPS

A_SHEET = 4  # cards
LINE = 46  # letters that surely fit on a line of an A6 card in the large type
LINES = 20  # that surely fit on it


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One card: what it says, what it asks, and the words of the steps that the group chooses from."""

    theme: str
    theme_code: str
    pillar: str
    title: str
    statement: str
    questions: tuple[tuple[str, str], ...]  # (the line above it when that is another one, the question)
    steps: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Tell whether it needs the small type."""
        texts = [self.title, self.statement, *(text for pair in self.questions for text in pair if text)]
        return sum(ceil(len(text) / LINE) for text in texts) > LINES


@dataclass(frozen=True, slots=True)
class CardSheets:
    school: str
    year: str
    cards: tuple[PrintedCard, ...]

    @property
    def sheets(self) -> list[tuple[PrintedCard, ...]]:
        """Return the cards four by four."""
        return [self.cards[n : n + A_SHEET] for n in range(0, len(self.cards), A_SHEET)]


def card_sheets(round: Round, *, theme: str = "", only_open: bool = False) -> CardSheets:
    """Return the cards of a round, or those of one theme, or those not fully discussed. Two queries."""
    chosen = [
        card
        for result in round_results(round)
        if theme in ("", result.theme.code)
        for card in result.cards
        if not (only_open and card.tally.is_done)
    ]
    return CardSheets(round.school.name, round.name, tuple(map(_card, chosen)))


def _card(result: CardResult) -> PrintedCard:
    card, questions, above = result.card, [], ""
    asked = [question for question in result.questions if question.kind != Kind.STATEMENT]
    for question in asked:
        questions.append(("" if question.group == above else question.group, question.text))
        above = question.group
    kinds = {question.kind for question in result.questions}
    return PrintedCard(
        theme=result.theme.name,
        theme_code=result.theme.code,
        pillar=result.pillar_name,
        title=card.title,
        statement=card.statement,
        questions=tuple(questions),
        steps=tuple(STEPS[kinds.pop()]) if len(kinds) == 1 else (),
    )
