"""Plans that are hard on the layout. Each is made once per run; its rows are gone again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db import transaction
from django.test import override_settings

from assessments.models import Round
from plans.audiences import for_audience
from plans.document.content import CalendarLine
from plans.document.edition import Edition
from plans.document.sections import ALWAYS, Section
from plans.editions import draft_edition
from plans.making import images_of
from plans.models import Audience
from plans.paper import plan_html
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
from tests.plans.documents import make_document, make_edition, make_person
from tests.plans.documents import make_theme as make_theme_plan
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


def of_demonstration() -> Edition:
    with override_settings(DEMO=True):
        school = make_demo_school(at=NOW)
    return _draft(Round.unscoped.filter(school=school).newest_first().first())


def of_empty_school() -> Edition:
    theme = make_card(make_theme(name="Privacy", code="privacy")).theme
    return _draft(make_round(make_member(make_school()), theme))


def of_long_words() -> Edition:
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
    return _draft(round)


def of_long_texts() -> Edition:
    """Make a version whose own texts, and people, are as long as they may be."""
    person = make_person(name=WORD * 4, grade=ENDLESS[:60], reach=ENDLESS[:200], does=ENDLESS)
    long = make_document(
        vision=f"{SENTENCE * 60}\n\n{ENDLESS}",
        people=(person,) * 9,
        changes=(ENDLESS, SENTENCE) * 20,
        calendar=(CalendarLine("20 november 2026", ENDLESS, LONG_NAME),) * 30,
        themes=(make_theme_plan(name=LONG_NAME, intro=SENTENCE * 20 + ENDLESS),),
    )
    return make_edition(long, standing=f"Vastgesteld op 20 november 2026 door {WORD * 4}")


def of_council() -> Edition:
    plan = for_audience(make_document(), Audience.COUNCIL)
    return make_edition(plan, audience=Audience.COUNCIL)


def of_pupils() -> Edition:
    plan = for_audience(make_document(people=(make_person(),) * 8), Audience.PUPILS)
    return make_edition(plan, audience=Audience.PUPILS)


def of_little() -> Edition:
    """Make a plan of a school that leaves out all that it may."""
    return make_edition(make_document(hidden=tuple(one for one in Section if one not in ALWAYS)))


def _draft(round: Round) -> Edition:
    member = Membership.unscoped.filter(school=round.school).first()
    return draft_edition(round, member, Audience.FULL, NOW.date())


PLANS: dict[str, Callable[[], Edition]] = {
    "demonstration": of_demonstration,
    "empty school": of_empty_school,
    "long words": of_long_words,
    "all chapters": make_edition,
    "long texts": of_long_texts,
    "council": of_council,
    "pupils": of_pupils,
    "little": of_little,
}


@cache
def make_plan(name: str) -> TriedPlan:
    with transaction.atomic():
        edition = PLANS[name]()
        transaction.set_rollback(True)
    html = plan_html(edition)
    return TriedPlan(html, pdf.render_pdf(html, images=images_of(edition)))
