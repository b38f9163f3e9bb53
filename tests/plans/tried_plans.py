"""Plans that are hard on the layout. Each is made once per run; its rows are gone again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db import transaction
from django.test import override_settings

from assessments.models import Round
from plans.views.plan import plan_html
from schools.models import Membership
from schoolsafety import pdf
from schoolsafety.demo_school import make_demo_school
from tests.factories import (
    NOW,
    make_action,
    make_answer,
    make_card,
    make_member,
    make_round,
    make_school,
    make_theme,
    make_user,
)
from themes.models import Kind, Pillar

WORD = "samenwerkingsovereenkomst"
ENDLESS = (WORD * 12)[:300]  # an address, or a key that was held down
SENTENCE = "We luisteren eerst, noteren wat de leerling zelf zegt en spreken af wie wat doet. "
LONG_NAME = (
    "Samen leren, spelen en praten over wat er online gebeurt, op school en in de vrije tijd bij ons"
)


@dataclass(frozen=True)
class TriedPlan:
    html: str
    pdf: bytes


def of_demonstration() -> Round:
    with override_settings(DEMO=True):
        school = make_demo_school(at=NOW)
    return Round.unscoped.filter(school=school).newest_first().first()


def of_empty_school() -> Round:
    theme = make_card(make_theme(name="Privacy", code="privacy")).theme
    return make_round(make_member(make_school()), theme)


def of_long_words() -> Round:
    """Make a round in which everything that people type is as long as it may be."""
    member = make_member(make_school(name=LONG_NAME, place="Sint-Niklaas"), user=make_user(name=WORD * 4))
    theme = make_theme(name=LONG_NAME, code="sexting")
    cards = [
        make_card(theme, questions=2, kind=Kind.OPEN, title=LONG_NAME, pillar=pillar) for pillar in Pillar
    ]
    round = make_round(member, theme)
    for value, card in enumerate(cards, start=1):
        for question in card.questions.all():
            make_answer(round, question, value, text=(SENTENCE * 33 + ENDLESS + " " + SENTENCE * 4)[:3000])
    for n in range(12):
        make_action(member, cards[n % 3], what=ENDLESS if n % 3 else SENTENCE * (1 + n % 3))
    return round


PLANS: dict[str, Callable[[], Round]] = {
    "demonstration": of_demonstration,
    "empty school": of_empty_school,
    "long words": of_long_words,
}


@cache
def make_plan(name: str) -> TriedPlan:
    with transaction.atomic():
        round = PLANS[name]()
        html = plan_html(round, Membership.unscoped.filter(school=round.school).first(), NOW.date())
        transaction.set_rollback(True)
    return TriedPlan(html, pdf.render_pdf(html))
