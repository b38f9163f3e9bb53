"""Saving one person's answers: what is written, and what is not."""

import pytest

from assessments.merging import Entry
from assessments.models import Answer
from assessments.services import save_answers
from tests.assessments.helpers import revisions
from tests.factories import NOW, make_answer, make_card, make_round, make_theme
from themes.models import Kind


@pytest.fixture
def round(team_member):
    return make_round(team_member, make_card(make_theme(), kind=Kind.OPEN, questions=2).theme)


@pytest.fixture
def question(round):
    return round.themes.get().theme.cards.get().questions.get(code="1")


def save(round, question, version, by=None, resolve="", **fields):
    entry = Entry(question, version, fields, resolve)
    return save_answers(round, [entry], by=by or round.opened_by, at=NOW)[question.pk]


def test_first_answer_is_version_1_with_its_revision(round, question):
    outcome = save(round, question, 0, value=2, text="Elke maand", remark="")

    answer = round.answers.get()
    assert (answer.version, answer.value, answer.text) == (1, 2, "Elke maand")
    assert (answer.school_id, answer.changed_by, answer.changed_at) == (
        round.school_id,
        round.opened_by,
        NOW,
    )
    assert revisions(round) == [(1, 2, "Elke maand", "")]
    assert (outcome.is_changed, outcome.clashes) == (True, {})


def test_unchanged_save_writes_nothing(round, question, contact):
    make_answer(round, question, 2, text="Elke maand")

    outcome = save(round, question, 1, by=contact, value=2, text="Elke maand", remark="")

    assert not outcome.is_changed
    assert round.answers.get().changed_by == round.opened_by
    assert revisions(round) == [(1, 2, "Elke maand", "")]


def test_nothing_filled_in_writes_nothing(round, question):
    save(round, question, 0, text="", remark="")

    assert not round.answers.exists()


def test_field_that_was_not_sent_stays(round, question):
    make_answer(round, question, 1, text="Elke maand", remark="Nog vragen")

    save(round, question, 1, value=3)

    assert revisions(round)[-1] == (2, 3, "Elke maand", "Nog vragen")


def test_field_that_was_emptied_is_emptied(round, question):
    make_answer(round, question, 1, text="Elke maand")

    save(round, question, 1, value=1, text="")

    assert revisions(round)[-1] == (2, 1, "", "")


def test_several_questions_are_saved_at_once(round, question, django_assert_num_queries):
    other = question.card.questions.get(code="2")
    make_answer(round, question, 1)
    entries = [Entry(question, 1, {"value": 2}), Entry(other, 0, {"value": 3})]

    # savepoint and its release, lock, answers, insert, update, revisions
    with django_assert_num_queries(7):
        save_answers(round, entries, by=round.opened_by, at=NOW)

    assert dict(round.answers.values_list("question", "value")) == {question.pk: 2, other.pk: 3}
    assert revisions(round) == [(1, 1, "", ""), (2, 2, "", ""), (1, 3, "", "")]


def test_questions_of_two_cards_each_start_from_their_own_answer(round, question):
    other = make_card(question.card.theme).questions.get()
    for asked in (question, other):
        make_answer(round, asked, 1)
    entries = [Entry(asked, 1, {"value": 3}) for asked in (question, other)]

    outcomes = save_answers(round, entries, by=round.opened_by, at=NOW)

    assert {pk: outcome.clashes for pk, outcome in outcomes.items()} == {question.pk: {}, other.pk: {}}
    assert revisions(round) == [(1, 1, "", "")] * 2 + [(2, 3, "", "")] * 2


def test_answers_of_another_round_are_left_alone(round, question, outsider):
    theirs = make_answer(make_round(outsider, question.card.theme), question, 0, text="Van hen")

    save(round, question, 0, value=3, text="Van ons")

    theirs.refresh_from_db()
    assert (theirs.value, theirs.text, theirs.version) == (0, "Van hen", 1)
    assert Answer.unscoped.count() == 2
