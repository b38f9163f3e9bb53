"""Which cards of a round were contradicted by an incident since the group last looked at them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from assessments.models import Round
from incidents.lessons import CardCode
from themes.models import Card


def contradicted(round: Round, cards: Iterable[Card], marks: Mapping[CardCode, datetime]) -> set[int]:
    """Return the ids of the cards that are in `marks` and have no answer that was saved later.

    Saving any answer of a card is deciding on it anew. None in a closed round: nobody can decide
    there. One query, none when no card is in `marks`.
    """
    if not marks or not round.is_open:
        return set()
    since = {c: marks[c.theme.code, c.code] for c in cards if (c.theme.code, c.code) in marks}
    if not since:
        return set()
    card_of = {question.pk: card for card in since for question in card.current_question_list}
    saved = round.answers.filter(question__in=list(card_of)).values_list("question", "changed_at")
    decided = {card_of[question] for question, at in saved if at > since[card_of[question]]}
    return {card.pk for card in since if card not in decided}
