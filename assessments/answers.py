"""What the busy pages read of one round: whole answers, or pairs of (question, value), (theme, target).

The round comes from `visible_to`.
"""

from assessments.models import Answer, RoundTheme
from schoolsafety.prepared import prepared
from themes.models import Pillar, Question


@prepared
def targets_of(round_id):
    return RoundTheme.unscoped.filter(round=round_id).values_list("theme", "target")


@prepared
def values_of(round_id):
    return Answer.unscoped.filter(round=round_id).values_list("question", "value")


@prepared
def values_of_theme(round_id, theme_id):
    asked = Question.objects.filter(card__theme=theme_id)
    return Answer.unscoped.filter(round=round_id, question__in=asked).values_list("question", "value")


@prepared
def answers_to(round_id, card_id):
    asked = Question.objects.filter(card=card_id)
    return Answer.unscoped.filter(round=round_id, question__in=asked)


@prepared
def reaction_answers_to(round_id, theme_id):
    asked = Question.objects.filter(card__theme=theme_id, card__pillar=Pillar.REACTION)
    given = Answer.unscoped.filter(round=round_id, question__in=asked)
    return given.values_list("question", "value", "text")
