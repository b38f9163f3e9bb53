"""Saving a whole card with a plain form, without JavaScript."""

import pytest

from tests.assessments.helpers import FRAME, answer, path, revisions, sent
from tests.factories import make_answer, make_card, make_round, make_theme
from themes.models import Kind


@pytest.fixture
def card(db):
    return make_card(make_theme(), kind=Kind.OPEN, questions=3)


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


@pytest.fixture
def questions(card):
    return list(card.questions.order_by("order"))


@pytest.fixture
def save(login, round, card):
    def post(data, member=None):
        return login(member or round.opened_by).post(path("save_card", round, card), data)

    return post


def test_save_card_keeps_all_its_answers(save, round, card, questions):
    first, second, _ = questions

    response = save(sent(first, value=2, text="Elke maand") | sent(second, remark="Nog vragen"))

    assert response.status_code == 302
    assert response.url == path("card", round, card)
    assert revisions(round) == [(1, 2, "Elke maand", ""), (1, None, "", "Nog vragen")]


def test_save_card_without_changes_writes_nothing(save, round, questions):
    make_answer(round, questions[0], 2, text="Elke maand")

    save(sent(questions[0], version=1, value=2, text="Elke maand", remark="") | sent(questions[1], text=""))

    assert revisions(round) == [(1, 2, "Elke maand", "")]


@pytest.mark.parametrize("missing", [{}, {"go": "nergens"}])
def test_save_card_without_a_direction_stays_here(save, round, card, missing):
    assert save(missing).url == path("card", round, card)


def test_save_card_goes_to_the_next_and_previous_open_card(save, round, card, questions):
    theme = card.theme
    before, done, after = (make_card(theme, order=order) for order in (0, 2000, 3000))
    card.__class__.objects.filter(pk=card.pk).update(order=1000)
    answer(round, done, 3)
    make_card(theme, order=4000)

    assert save({"go": "next"}).url == path("card", round, after)
    assert save({"go": "previous"}).url == path("card", round, before)


def test_save_card_goes_to_the_board_when_all_is_done(save, round, card, questions):
    data = {"go": "next"}
    for question in questions:
        data |= sent(question, value=-1)

    assert save(data).url == path("card", round, card).removesuffix(f"{card.code}/")


def test_question_of_another_card_is_not_saved(save, round, card):
    foreign = make_card(card.theme).questions.get()

    save(sent(foreign, value=3))

    assert not round.answers.exists()


def test_clash_shows_the_card_again_with_the_rest_saved(save, round, questions, contact):
    first, second, third = questions
    make_answer(round, first, 1, text="Oud")
    save(sent(first, version=1, text="Van de collega"), contact)

    response = save(sent(first, version=1, text="Van mij") | sent(second, value=3))

    rows = response.context["rows"]
    assert response.status_code == 422
    assert [row.clashes for row in rows] == [{"text": "Van mij"}, {}, {}]
    assert [row.version for row in rows] == [2, 1, 0]
    assert revisions(round)[-1] == (1, 3, "", "")


def test_clash_is_solved_with_the_plain_form(save, round, questions, contact):
    make_answer(round, questions[0], 1, text="Oud")
    save(sent(questions[0], version=1, text="Van de collega"), contact)

    response = save(sent(questions[0], version=2, text="Van mij", resolve="both"))

    assert response.status_code == 302
    assert round.answers.get().text == "Van de collega\n\nVan mij"


def test_question_without_answer_is_not_called_saved_on_a_card_that_comes_back(save, questions):
    first, second, _ = questions

    response = save(sent(first, value=7) | sent(second, text="", remark=""))

    assert [row.answer for row in response.context["rows"]] == [None, None, None]
    assert "✓ Bewaard" not in response.content.decode()


@pytest.mark.parametrize("length", [1, 3])
def test_save_card_needs_as_many_queries_for_a_long_card(
    login, team_member, length, django_assert_num_queries
):
    card = make_card(make_theme(), questions=length)
    round = make_round(team_member, card.theme)
    answer(round, card, *[1] * length)
    client = login(team_member)
    client.get(path("card", round, card))  # the criteria are read once, and kept
    data = {}
    for question in card.questions.all():
        data |= sent(question, version=1, value=2)

    # theme and round, answers; savepoint and its release, lock, answers, update, revisions
    with django_assert_num_queries(FRAME + 8):
        client.post(path("save_card", round, card), data)

    assert set(round.answers.values_list("value", flat=True)) == {2}
