"""The stamp of the draft changes with everything that the plan is made of, and not by reading it."""

from datetime import timedelta

import pytest

from assessments.merging import Entry
from assessments.services import close_round, save_answers
from incidents.models import Incident
from plans.document.gather import gather_plan
from plans.logo import Picture
from plans.models import Task
from plans.services import actions, composition, people
from plans.services.stamps import draft_stamp
from plans.snapshot import to_json
from schools import audit
from schools.log_words import CHANGE_NOTHING, what
from tests.factories import (
    NOW,
    make_action,
    make_card,
    make_evidence,
    make_incident,
    make_round,
    make_theme,
)
from themes.models import Card, CriteriaSet, Kind

TODAY = NOW.date()


@pytest.fixture
def round(team_member):
    card = make_card(make_theme(code="sexting"), kind=Kind.OPEN)
    made = make_round(team_member, card.theme)
    _answer(made, "Eerst", version=0)
    audit.record("round.opened", made, by=team_member, at=NOW)
    return made


def _answer(round, text, *, version):
    question = Card.objects.get().questions.get()
    fields = {"value": 2, "text": text, "remark": "Nog navragen"}
    save_answers(round, [Entry(question, version, fields)], by=round.opened_by, at=NOW)


def an_answer(round, member):
    """At the same moment as the one before: two people may save at once."""
    _answer(round, "Anders", version=1)


def a_remark(round, member):
    question = Card.objects.get().questions.get()
    composition.choose_remarks(round, add={question.pk: "Nog navragen"}, remove=[], by=member, at=NOW)


def _add_action(member, **more):
    fields = {"card": Card.objects.get(), "question": None, "what": "Een brievenbus", "owner": member}
    return actions.add_action(**fields, due_on=TODAY, by=member, at=NOW, **more)


def an_action(round, member):
    _add_action(member)


def a_partner(round, member):
    _add_action(member, partners=[member])


def a_vision(round, member):
    composition.save_composition(
        vision="Samen", intros={}, hidden=[], review_on=None, version=0, by=member, at=NOW
    )


def a_logo(round, member):
    composition.save_logo(Picture(b"png", 1, 1), by=member, at=NOW)


def a_person(round, member):
    people.add_person(task=Task.CONTACT, name="An", by=member, at=NOW)


def a_name(round, member):
    make_action(member, Card.objects.get())
    member.user.name = "Nieuwe Naam"
    member.user.save()


def the_school(round, member):
    member.school.name = "Een andere naam"
    member.school.save()


def an_incident(round, member):
    for _ in range(5):  # fewer are not told apart
        make_incident(member)


def evidence(round, member):
    row = make_evidence(member, Card.objects.get(), valid_until=TODAY)
    audit.record("evidence.added", row, by=member, at=NOW)


def criteria(round, member):
    card = Card.objects.get()
    card.statement = "Een andere stelling."
    card.save()
    make_theme(CriteriaSet.objects.get())


CHANGES = [an_answer, a_remark, an_action, a_partner, a_vision, a_logo, a_person, a_name, the_school]
CHANGES += [an_incident, evidence, criteria]


@pytest.mark.parametrize("change", CHANGES)
def test_stamp_changes_with_the_plan(round, team_member, change):
    def now():
        fresh = type(round).unscoped.select_related("school", "criteria_set").get()
        return draft_stamp(fresh, on=TODAY), to_json(gather_plan(fresh, member=team_member, on=TODAY))

    stamp, plan = now()
    change(round, team_member)
    new_stamp, new_plan = now()

    assert plan != new_plan
    assert stamp != new_stamp


def test_stamp_changes_with_the_day(round):
    assert draft_stamp(round, on=TODAY) != draft_stamp(round, on=TODAY + timedelta(days=1))


def test_stamp_changes_when_the_round_closes(round, team_member):
    before = draft_stamp(round, on=TODAY)

    close_round(round, by=team_member, at=NOW)

    assert draft_stamp(round, on=TODAY) != before


def test_stamp_stays_when_somebody_reads(round, team_member):
    before = draft_stamp(round, on=TODAY)

    for code in CHANGE_NOTHING:
        audit.record(code, team_member, by=team_member, at=NOW)

    assert draft_stamp(round, on=TODAY) == before
    assert not Incident.unscoped.exists()


def test_stamp_stays_when_another_school_changes(round, outsider):
    before = draft_stamp(round, on=TODAY)

    make_action(outsider, Card.objects.get())
    audit.record("action.added", outsider, by=outsider, at=NOW)

    assert draft_stamp(round, on=TODAY) == before


def test_acts_that_change_nothing_have_words():
    assert [code for code in CHANGE_NOTHING if what(code) == code] == []


def test_stamp_is_one_query(round, django_assert_num_queries):
    with django_assert_num_queries(1):
        draft_stamp(round, on=TODAY)
