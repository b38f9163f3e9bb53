"""The data of the benchmarks: a school whose round has every theme, with every question answered."""

from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from assessments.merging import Entry
from assessments.models import Round
from assessments.services import open_round, save_answers
from schools.permissions import Role
from tests.factories import make_member, make_school, make_session_cookie
from themes.models import CriteriaSet, Question


@dataclass
class FullRound:
    round: Round
    session_cookie: str
    card_path: str
    question: Question
    version: int = 1


def make_full_round() -> FullRound:
    """Make the tables, load the criteria, answer all of it; return what a logged-in browser knows."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_criteria", stdout=StringIO())
    call_command("add_key", stdout=StringIO())
    member = make_member(make_school(), Role.TEAM, Role.CONTACT)
    criteria_set, now = CriteriaSet.objects.get(), timezone.now()
    round = open_round(
        member.school,
        criteria_set=criteria_set,
        themes=list(criteria_set.themes.all()),
        school_year=2026,
        target=2,
        by=member,
        at=now,
    )
    questions = Question.objects.current().select_related("card__theme").order_by("pk")
    entries = [Entry(q, 0, {"value": q.pk % 4, "text": "", "remark": ""}) for q in questions]
    save_answers(round, entries, by=member, at=now)
    question = questions.filter(card__theme__code="sexting", card__code="aanspreekpunt").first()
    path = reverse("assessments:card", args=[round.pk, "sexting", "aanspreekpunt"])
    return FullRound(round, make_session_cookie(member.user), path, question)
