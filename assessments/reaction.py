"""What the school answered on its Reactie cards, for who follows up an incident: by phase.

The one module of assessments that the register may import.
"""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from assessments import scoring
from assessments.answers import reaction_answers_to
from assessments.models import Round, RoundTheme
from assessments.results import questions_of
from schools.models import Membership
from schools.permissions import Permission
from schoolsafety.paths import path_to
from schoolsafety.prepared import prepared
from themes.catalogue import themes_of
from themes.models import Card, Kind, Phase, Pillar, Question

Given = dict[int, tuple[int | None, str]]  # question id -> the value and the text of its answer

# A phase is a card with the same code. But the approach has no card of that name: what to do with
# doers, victims and witnesses stands on "Herstelgericht werken".
PHASE_OF_CARD = {phase.value: phase for phase in Phase} | {"herstel-oplossingsgericht": Phase.APPROACH}


@dataclass(frozen=True)
class ReactionAnswer:
    """One Reactie card of the newest round: its score, and (question, agreement) of what was agreed."""

    title: str
    path: str
    number: str  # "1,9"; "" without a score
    word: str
    agreed: tuple[tuple[str, str], ...]


def reaction_answers(member: Membership, theme_code: str) -> dict[Phase, ReactionAnswer]:
    """Return what the member's school answered, by phase; a phase without a card is left out.

    Empty when the newest round leaves the theme out, or there is none, or the member does not read
    the self-assessment. Two queries, and those of the catalogue.
    """
    if not member.can(Permission.ASSESSMENT_READ):
        return {}
    round = next(iter(_newest_round(member, theme_code)), None)
    if round is None or round.theme is None:
        return {}
    cards = themes_of(round.criteria_set)[round.theme].card_list
    asked = [
        (card, questions_of(round, card))
        for card in cards
        if card.pillar == Pillar.REACTION and card.code in PHASE_OF_CARD
    ]
    return _answers(round, [(card, questions) for card, questions in asked if questions], theme_code)


@prepared
def _newest_round(member, theme_code):
    """Return the newest round, with `theme`: the id of this theme in it, None when it is left out."""
    chosen = RoundTheme.objects.visible_to(member).filter(round=OuterRef("pk"), theme__code=theme_code)
    rounds = Round.objects.visible_to(member).annotate(theme=Subquery(chosen.values("theme")))
    return rounds.select_related("criteria_set").newest_first()[:1]


def _answers(
    round: Round, asked: list[tuple[Card, list[Question]]], code: str
) -> dict[Phase, ReactionAnswer]:
    answers = reaction_answers_to(round.pk, round.theme)
    given = {question: (value, text) for question, value, text in answers}
    board = path_to("assessments:board", round.pk, code)
    return {
        PHASE_OF_CARD[card.code]: _answer(card, questions, given, f"{board}{card.code}/")
        for card, questions in asked
    }


def _answer(card: Card, questions: list[Question], given: Given, path: str) -> ReactionAnswer:
    answers = [(question, *given[question.id]) for question in questions if question.id in given]
    score = scoring.tally([value for _, value, _ in answers]).score
    return ReactionAnswer(
        title=card.title,
        path=path,
        number=scoring.number(score),
        word=scoring.level_name(score),
        agreed=tuple((q.text, text) for q, _, text in answers if q.kind == Kind.OPEN and text),
    )
