"""What the school answered on its Reactie cards, for who follows up an incident: by phase.

The one module of assessments that the register may import.
"""

from dataclasses import dataclass

from django.urls import reverse

from assessments import scoring
from assessments.models import Round
from assessments.results import questions_of
from schools.models import Membership
from schools.permissions import Permission
from themes.catalogue import themes_of
from themes.models import Card, Kind, Phase, Pillar

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
    the self-assessment. Three queries, and those of the catalogue.
    """
    if not member.can(Permission.ASSESSMENT_READ):
        return {}
    rounds = Round.objects.visible_to(member).select_related("criteria_set")
    round = rounds.newest_first().first()
    if round is None:
        return {}
    theme = round.themes.filter(theme__code=theme_code).values_list("theme", flat=True).first()
    cards = themes_of(round.criteria_set)[theme].card_list if theme else []
    cards = [card for card in cards if card.pillar == Pillar.REACTION and card.code in PHASE_OF_CARD]
    return _answers(round, [card for card in cards if questions_of(round, card)], theme_code)


def _answers(round: Round, cards: list[Card], theme_code: str) -> dict[Phase, ReactionAnswer]:
    questions = [question.pk for card in cards for question in questions_of(round, card)]
    given = {a.question_id: a for a in round.answers.filter(question__in=questions)} if questions else {}
    return {PHASE_OF_CARD[card.code]: _answer(round, card, given, theme_code) for card in cards}


def _answer(round: Round, card: Card, given: dict, theme_code: str) -> ReactionAnswer:
    questions = questions_of(round, card)
    answers = [(question, given[question.pk]) for question in questions if question.pk in given]
    score = scoring.tally([answer.value for _, answer in answers]).score
    return ReactionAnswer(
        title=card.title,
        path=reverse("assessments:card", args=[round.pk, theme_code, card.code]),
        number=scoring.number(score),
        word=scoring.level_name(score),
        agreed=tuple((q.text, a.text) for q, a in answers if q.kind == Kind.OPEN and a.text),
    )
