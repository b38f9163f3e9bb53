"""What the school answered on its Reactie cards, for who follows up an incident: by phase.

The one module of assessments that the register may import.
"""

from dataclasses import dataclass

from django.db.models import CharField, F, Func, IntegerField, Value
from django.urls import reverse

from assessments import scoring
from assessments.models import Round
from assessments.results import questions_of
from schools.models import Membership
from schools.permissions import Permission
from themes.catalogue import themes_of
from themes.models import Card, Kind, Phase, Pillar, Question

Given = dict[int, tuple[int | None, str]]  # question id -> the value and the text of its answer

# A phase is a card with the same code. But the approach has no card of that name: what to do with
# doers, victims and witnesses stands on "Herstelgericht werken".
PHASE_OF_CARD = {phase.value: phase for phase in Phase} | {"herstel-oplossingsgericht": Phase.APPROACH}


class ThemeOfRound(Func):
    """The id of the theme with this code, if the round has it. A Subquery costs three times the CPU."""

    template = (
        "(SELECT chosen.theme_id FROM assessments_roundtheme chosen "
        "JOIN themes_theme theme ON theme.id = chosen.theme_id WHERE chosen.round_id = %(expressions)s)"
    )
    arg_joiner = " AND theme.code = "
    output_field = IntegerField()


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
    round = _newest_round(member, theme_code) if member.can(Permission.ASSESSMENT_READ) else None
    if round is None or round.theme is None:
        return {}
    cards = themes_of(round.criteria_set)[round.theme].card_list
    asked = {
        card: questions_of(round, card)
        for card in cards
        if card.pillar == Pillar.REACTION and card.code in PHASE_OF_CARD
    }
    return _answers(round, {card: questions for card, questions in asked.items() if questions}, theme_code)


def _newest_round(member: Membership, theme_code: str) -> Round | None:
    """Return the newest round, with `theme`: the id of this theme in it, None when it is left out."""
    theme = ThemeOfRound(F("pk"), Value(theme_code, CharField()))
    rounds = Round.objects.visible_to(member).annotate(theme=theme).select_related("criteria_set")
    rounds = rounds.only("closed_at", "criteria_set__revision").newest_first()
    return next(iter(rounds[:1]), None)


def _answers(round: Round, asked: dict[Card, list[Question]], code: str) -> dict[Phase, ReactionAnswer]:
    ids = [question.pk for questions in asked.values() for question in questions]
    answers = round.answers.filter(question__in=ids).values_list("question", "value", "text")
    given = {question: (value, text) for question, value, text in answers}
    board = reverse("assessments:board", args=[round.pk, code])
    return {
        PHASE_OF_CARD[card.code]: _answer(card, questions, given, f"{board}{card.code}/")
        for card, questions in asked.items()
    }


def _answer(card: Card, questions: list[Question], given: Given, path: str) -> ReactionAnswer:
    answers = [(question, *given[question.pk]) for question in questions if question.pk in given]
    score = scoring.tally([value for _, value, _ in answers]).score
    return ReactionAnswer(
        title=card.title,
        path=path,
        number=scoring.number(score),
        word=scoring.level_name(score),
        agreed=tuple((q.text, text) for q, _, text in answers if q.kind == Kind.OPEN and text),
    )
