"""The data of the benchmark of PDF: a plan in which everything is answered, the open questions in words."""

from random import Random

from assessments.models import Answer
from schools.permissions import Role
from tests.factories import NOW, make_action, make_member, make_round, make_school
from themes.models import Card, Kind, Question, Theme

TEXTS = (
    "An Peeters en Joris Claes. Ze zijn bereikbaar op de leraarskamer en via het meldpunt op de site.",
    "We luisteren eerst, noteren wat de leerling zelf zegt en spreken af wie wat doet.\n"
    "Binnen twee dagen belt het aanspreekpunt de ouders. De klas hoort alleen wat nodig is.",
    "Elk jaar in oktober, op de eerste pedagogische studiedag.",
)


def make_full_plan(themes: int | None):
    """Return a round of so many themes in which everything is answered, and the principal of its school."""
    chance = Random(8)
    principal = make_member(make_school(name="Middenschool De Linde"), Role.PRINCIPAL)
    chosen = list(Theme.objects.order_by("order")[:themes])
    round = make_round(principal, *chosen)
    questions = Question.objects.filter(card__theme__in=chosen).order_by("pk")
    Answer.unscoped.bulk_create(_answer(round, question, chance) for question in questions)
    cards = list(Card.objects.filter(theme__in=chosen).order_by("pk"))
    for card in chance.sample(cards, len(cards) // 9):
        make_action(principal, card, what=f"{card.title} bespreken op de personeelsvergadering")
    return round, principal


def _answer(round, question: Question, chance: Random) -> Answer:
    fields = {"school": round.school, "round": round, "changed_at": NOW, "changed_by": round.opened_by}
    value = min(3, max(0, int(chance.gauss(2.2, 1))))
    text = chance.choice(TEXTS) if question.kind == Kind.OPEN else ""
    return Answer(**fields, question=question, value=value, text=text)
