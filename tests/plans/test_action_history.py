"""The history of an action: a row for each change of status, owner or day, told in sentences."""

from datetime import date, timedelta

import pytest

from plans.action_history import history
from plans.models import Action, Status
from plans.services.actions import (
    add_action,
    change_action,
    finish_action,
    hand_over_action,
    reopen_action,
)
from tests.factories import NOW, make_action, make_card, make_member, make_theme, make_user
from tests.plans.helpers import changes_of

TODAY, LATER = NOW.date(), date(2027, 1, 15)


@pytest.fixture
def noor(school):
    return make_member(school, user=make_user(name="Noor"))


@pytest.fixture
def ann(school):
    return make_member(school, user=make_user(name="Ann"))


@pytest.fixture
def action(noor, ann):
    card = make_card(make_theme())
    return add_action(card=card, question=None, what="Post", owner=ann, due_on=TODAY, by=noor, at=NOW)


def fresh(action) -> Action:
    return Action.unscoped.with_names().get(pk=action.pk)


def test_each_change_of_status_owner_or_day_leaves_a_row(action, noor, ann):
    change_action(fresh(action), due_on=LATER, by=ann, at=NOW)
    hand_over_action(fresh(action), to=noor, site="http://x", by=ann, at=NOW)
    finish_action(fresh(action), by=noor, at=NOW)
    reopen_action(fresh(action), by=ann, at=NOW)

    assert changes_of(action) == [
        (noor.pk, "planned", ann.pk, TODAY),
        (ann.pk, "planned", ann.pk, LATER),
        (ann.pk, "planned", noor.pk, LATER),
        (noor.pk, "done", noor.pk, LATER),
        (ann.pk, "busy", noor.pk, LATER),
    ]


def test_change_of_anything_else_leaves_no_row(action, noor, ann):
    change_action(fresh(action), what="Brieven", effort="small", partners=[noor], by=ann, at=NOW)

    assert changes_of(action) == [(noor.pk, "planned", ann.pk, TODAY)]


def test_history_tells_every_change_in_a_sentence(action, noor, ann):
    change_action(fresh(action), status=Status.BUSY, by=noor, at=NOW + timedelta(days=1))
    change_action(fresh(action), due_on=LATER, by=ann, at=NOW + timedelta(days=2))
    hand_over_action(fresh(action), to=noor, site="http://x", by=ann, at=NOW + timedelta(days=3))
    change_action(fresh(action), status=Status.DROPPED, by=noor, at=NOW + timedelta(days=4))

    assert history(fresh(action)) == [
        "Op 20 november 2026 maakte Noor deze actie, voor Ann en tegen 20 november 2026.",
        "Op 21 november 2026 zette Noor deze actie op bezig.",
        "Op 22 november 2026 verplaatste Ann de dag van 20 november 2026 naar 15 januari 2027.",
        "Op 23 november 2026 gaf Ann de actie door van Ann aan Noor.",
        "Op 24 november 2026 schrapte Noor deze actie.",
    ]


def test_history_tells_what_changed_at_once_in_one_sentence(action, noor):
    fields = {"status": Status.BUSY, "owner": noor, "due_on": LATER}
    change_action(fresh(action), **fields, by=noor, at=NOW + timedelta(days=1))

    assert history(fresh(action))[1:] == [
        "Op 21 november 2026 zette Noor deze actie op bezig, nam de actie over van Ann en verplaatste "
        "de dag van 20 november 2026 naar 15 januari 2027."
    ]


def test_history_of_an_action_for_oneself_names_one_person_once(noor):
    card = make_card(make_theme())
    own = add_action(card=card, question=None, what="Post", owner=noor, due_on=LATER, by=noor, at=NOW)

    assert history(fresh(own)) == [
        "Op 20 november 2026 maakte Noor deze actie, voor zichzelf en tegen 15 januari 2027."
    ]


def test_history_of_an_action_of_before_says_what_is_known(noor):
    old = make_action(noor, make_card(make_theme()), due_on=LATER)
    finish_action(old, by=noor, at=NOW + timedelta(days=1))

    assert history(fresh(old)) == [
        "Op 20 november 2026 maakte Noor deze actie.",
        "Op 21 november 2026 werkte Noor deze actie bij: klaar, voor Noor en tegen 15 januari 2027.",
    ]
