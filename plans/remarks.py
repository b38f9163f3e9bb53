"""The remarks of a round as people choose from them: by theme and card, each with its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from assessments.models import Round
from assessments.results import round_results
from plans.models import ChosenRemark
from schools.models import Membership
from themes.models import Card, Question


@dataclass(frozen=True, slots=True)
class Remark:
    card: Card
    question: Question
    text: str
    is_chosen: bool
    has_changed: bool  # it was chosen, but in other words

    @property
    def key(self) -> str:
        """Tell it apart from other remarks, and from itself in other words."""
        return f"{self.question.pk}-{sha256(self.text.encode()).hexdigest()[:16]}"


def remarks_of(round: Round, member: Membership) -> list[Remark]:
    """Return the remarks on what the round asks, in the order of the cards."""
    written = round.answers.exclude(remark="").values_list("question", "remark")
    texts = {question: text for question, text in written if text.strip()}
    rows = ChosenRemark.objects.visible_to(member).filter(round=round)
    chosen = dict(rows.values_list("question", "text"))
    return [
        Remark(
            card=result.card,
            question=question,
            text=(text := texts[question.pk]),
            is_chosen=chosen.get(question.pk) == text,
            has_changed=chosen.get(question.pk, text) != text,
        )
        for theme in (round_results(round) if texts else ())
        for result in theme.cards
        for question in result.questions
        if question.pk in texts
    ]


def by_card(remarks: Iterable[Remark]) -> list[tuple[Card, list[Remark]]]:
    return [(card, list(found)) for card, found in groupby(remarks, key=lambda remark: remark.card)]
