"""Two people, one answer. `me` opened the form at a version; `colleague` saved in the meantime."""

import pytest

from assessments.merging import Entry
from assessments.services import save_answers
from tests.assessments.helpers import revisions
from tests.factories import NOW, make_answer, make_card, make_round, make_theme
from themes.models import Kind, Question


@pytest.fixture
def me(team_member):
    return team_member


@pytest.fixture
def colleague(contact):
    return contact


@pytest.fixture
def round(me):
    """A round with one open question, answered at version 1."""
    card = make_card(make_theme(), kind=Kind.OPEN)
    round = make_round(me, card.theme)
    make_answer(round, card.questions.get(), 1, text="Oud", remark="Let op")
    return round


@pytest.fixture
def save(round):
    def save_as(by, version, resolve="", **fields):
        question = Question.objects.get()
        entry = Entry(question, version, fields, resolve)
        return save_answers(round, [entry], by=by, at=NOW)[question.pk]

    return save_as


def now(round):
    return round.answers.values_list("version", "value", "text", "remark").get()


def test_different_fields_merge(round, save, me, colleague):
    save(colleague, 1, value=3, text="Oud", remark="Let op")

    outcome = save(me, 1, value=1, text="Nieuw", remark="Let op")

    assert now(round) == (3, 3, "Nieuw", "Let op")
    assert (outcome.clashes, outcome.has_news) == ({}, True)


def test_merge_of_what_the_page_already_shows_is_no_news(save, me, colleague):
    save(colleague, 1, value=3, text="Oud", remark="Let op")

    assert not save(me, 1, value=3, text="Nieuw", remark="Let op").has_news


def test_same_field_clashes_and_saves_nothing(round, save, me, colleague):
    save(colleague, 1, text="Van de collega")

    outcome = save(me, 1, text="Van mij")

    assert outcome.clashes == {"text": "Van mij"}
    assert not outcome.is_changed
    assert now(round) == (2, 1, "Van de collega", "Let op")


def test_one_clash_does_not_hold_up_the_other_fields(round, save, me, colleague):
    save(colleague, 1, text="Van de collega")

    outcome = save(me, 1, text="Van mij", value=3)

    assert outcome.clashes == {"text": "Van mij"}
    assert now(round) == (3, 3, "Van de collega", "Let op")


def test_same_change_by_both_is_no_clash(round, save, me, colleague):
    save(colleague, 1, text="Hetzelfde")

    assert save(me, 1, text="Hetzelfde").clashes == {}
    assert now(round) == (2, 1, "Hetzelfde", "Let op")


def test_two_scores_clash(save, me, colleague):
    save(colleague, 1, value=3)

    assert save(me, 1, value=0).clashes == {"value": 0}


def test_resolve_with_mine_keeps_the_colleagues_text_as_revision(round, save, me, colleague):
    save(colleague, 1, text="Van de collega")

    save(me, 2, "mine", text="Van mij")

    assert now(round) == (3, 1, "Van mij", "Let op")
    assert revisions(round)[1] == (2, 1, "Van de collega", "Let op")


def test_resolve_with_theirs_drops_mine(round, save, me, colleague):
    save(colleague, 1, text="Van de collega")

    outcome = save(me, 2, "theirs", text="Van mij", value=3)

    assert (outcome.is_changed, outcome.clashes) == (False, {})
    assert now(round) == (2, 1, "Van de collega", "Let op")


def test_resolve_with_both_puts_the_texts_under_each_other(round, save, me, colleague):
    save(colleague, 1, text="Van de collega")

    save(me, 2, "both", text="Van mij", remark="Let op", value=3)

    assert now(round) == (3, 3, "Van de collega\n\nVan mij", "Let op")


def test_resolve_clashes_again_when_the_colleague_went_on(round, save, me, colleague):
    save(colleague, 1, text="Van de collega")
    save(colleague, 2, text="Weer anders")

    assert save(me, 2, "mine", text="Van mij").clashes == {"text": "Van mij"}
    assert now(round) == (3, 1, "Weer anders", "Let op")


def test_my_own_saves_from_another_tab_do_not_clash(round, save, me):
    save(me, 1, text="In tab een")

    assert save(me, 1, text="In tab twee").clashes == {}
    assert now(round) == (3, 1, "In tab twee", "Let op")
    assert revisions(round)[1][2] == "In tab een"


def test_my_own_save_after_the_colleagues_still_clashes(save, me, colleague):
    save(colleague, 1, text="Van de collega")
    save(me, 2, text="Samen")

    assert save(me, 1, text="Van mij").clashes == {"text": "Van mij"}


@pytest.mark.parametrize("version", [99, None])
def test_unknown_version_puts_every_difference_before_the_person(round, save, me, version):
    outcome = save(me, version, value=3, text="Van mij", remark="Let op")

    assert outcome.clashes == {"value": 3, "text": "Van mij"}
    assert now(round) == (1, 1, "Oud", "Let op")


@pytest.mark.parametrize("version", [99, None, 0])
def test_any_version_will_do_while_nothing_was_saved(round, save, me, version):
    round.answers.all().delete()

    assert save(me, version, text="Van mij").clashes == {}
    assert now(round) == (1, None, "Van mij", "")


def test_first_save_sent_twice_is_one_answer(round, save, me):
    round.answers.all().delete()
    for _ in range(2):
        save(me, 0, value=2, text="Van mij", remark="")

    assert now(round) == (1, 2, "Van mij", "")
    assert revisions(round) == [(1, 2, "Van mij", "")]


def test_first_save_of_two_people_clashes_for_the_second(round, save, me, colleague):
    round.answers.all().delete()
    save(colleague, 0, value=2, text="Van de collega")

    assert save(me, 0, value=2, text="Van mij").clashes == {"text": "Van mij"}


@pytest.mark.parametrize("saves", [1, 3])
def test_merging_needs_as_many_queries_for_one_save_as_for_three(
    save, me, colleague, saves, django_assert_num_queries
):
    for version in range(1, saves + 1):
        save(colleague, version, text=f"Versie {version}")

    # the test's own question; savepoint and release, lock, answer, revisions, the colleague's name (2)
    with django_assert_num_queries(8):
        save(me, 1, text="Van mij")
