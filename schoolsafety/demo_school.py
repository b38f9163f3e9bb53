"""The demonstration school: a finished round last year, a half-filled one this year, actions, incidents.

The data stands in fixtures/demo-school.toml and is made through the services that members use. The
criteria are loaded as of before the first round, so that it asked them. It all refuses to run
unless settings say that this is the demonstration.
"""

import tomllib
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from assessments.merging import Entry
from assessments.models import Round
from assessments.services import close_round, open_round, save_answers
from plans.models import Source
from plans.services.actions import add_action, change_action, evaluate_action
from schools.models import Membership, School, User
from schoolsafety.dates import school_year
from schoolsafety.demo_plan import adopt_plan, choose_remark, compose_plan
from schoolsafety.demo_register import make_register
from themes.fixture_files import read_folder
from themes.loading import load
from themes.models import Card, CriteriaSet, Kind, Question, Theme
from themes.steps import NOT_APPLICABLE, UNKNOWN

DATA = tomllib.loads((settings.BASE_DIR / "fixtures/demo-school.toml").read_text(encoding="utf-8"))


class NotADemonstration(Exception):
    """The demonstration school was asked for on an installation that is not one."""


@transaction.atomic
def make_demo_school(*, at: datetime) -> School:
    """Return the demonstration school, made when it is not there yet.

    Raises NotADemonstration unless settings.DEMO is on.
    """
    if not settings.DEMO:
        raise NotADemonstration
    if school := School.objects.filter(name=DATA["name"]).first():
        return school
    load(read_folder(settings.BASE_DIR / "fixtures"), at=_days(at, -510))
    school = School.objects.create(name=DATA["name"], place=DATA["place"], created_at=_days(at, -500))
    members = [_add_member(school, person, at) for person in DATA["people"]]
    this_year = school_year(localdate(at))
    last = {code: (t["last_year"], 1.0) for code, t in DATA["themes"].items() if "last_year" in t}
    now = {code: (t["now"], t["done"]) for code, t in DATA["themes"].items()}
    finished = _make_round(members, this_year - 1, last, opened=_days(at, -400))
    close_round(finished, by=members[2], at=_days(at, -150))
    compose_plan(DATA["plan"], members[0], at=_days(at, -147))
    adopt_plan(finished, by=members[2], at=_days(at, -145))
    present = _make_round(members, this_year, now, opened=_days(at, -60))
    for action in DATA["actions"]:
        _make_action(action, members, at)
    choose_remark(present, members[0], at=_days(at, -5))
    make_register(DATA, members, at=at)
    return school


def _days(at: datetime, days: int) -> datetime:
    return at + timedelta(days=days)


def _add_member(school: School, person: dict, at: datetime) -> Membership:
    user = User.objects.create_user(person["email"], DATA["password"], name=person["name"])
    return Membership.unscoped.create(
        school=school, user=user, roles=person["roles"], joined_at=_days(at, -499)
    )


def _make_round(
    members: list[Membership], year: int, plan: dict[str, tuple[float, float]], *, opened: datetime
) -> Round:
    """Open a round and answer each theme around its score, up to the part that is filled in."""
    criteria_set = CriteriaSet.objects.get(code="schoolsafety")
    themes = Theme.objects.filter(criteria_set=criteria_set, code__in=plan).order_by("order")
    round = open_round(
        members[0].school,
        criteria_set=criteria_set,
        themes=list(themes),
        school_year=year,
        target=Decimal(2),
        by=members[0],
        at=opened,
    )
    chance = Random(year)
    for n, theme in enumerate(themes):
        score, part = plan[theme.code]
        asked = Question.objects.current().filter(card__theme=theme).select_related("card")
        questions = list(asked.order_by("card__order", "order"))
        filled_in = questions[: ceil(part * len(questions))]
        entries = [_answer(question, score, chance) for question in filled_in]
        save_answers(round, entries, by=members[n % 2], at=_days(opened, 20 + 5 * n))
    return round


def _answer(question: Question, score: float, chance: Random) -> Entry:
    draw = chance.random()
    if draw < 0.05:
        value = UNKNOWN if draw < 0.03 else NOT_APPLICABLE
    else:
        value = min(3, max(0, round(chance.gauss(score, 0.75))))
    texts = DATA["texts"].get(question.card.code, {})
    is_agreed = question.kind == Kind.OPEN and value > 0
    text = texts.get(question.code, texts.get("*", "")) if is_agreed else ""
    remark = chance.choice(DATA["remarks"]["all"]) if chance.random() < 0.06 else ""
    return Entry(question, version=0, fields={"value": value, "text": text, "remark": remark})


def _make_action(action: dict, members: list[Membership], at: datetime) -> None:
    cards = Card.objects.filter(theme__criteria_set__code="schoolsafety")
    made = add_action(
        card=cards.get(theme__code=action["theme"], code=action["card"]),
        question=None,
        what=action["what"],
        owner=members[action["owner"]],
        due_on=localdate(_days(at, action["days"])),
        partners=[members[n] for n in action.get("partners", ())],
        success_sign=action.get("success_sign", ""),
        effort=action.get("effort", ""),
        source=action.get("source", Source.CARD),
        by=members[0],
        at=_days(at, -45),
    )
    if "status" in action:
        change_action(made, status=action["status"], by=made.owner, at=_days(at, -2))
    if "helped" in action:
        made.refresh_from_db()
        look_back = {"helped": action["helped"], "learned": action["learned"]}
        evaluate_action(made, **look_back, by=made.owner, at=_days(at, -1))
