"""Reading one card of a round."""

import pytest

from schools.permissions import Role
from tests.assessments.helpers import FRAME, answer, path, retire
from tests.factories import NOW, make_answer, make_card, make_member, make_round, make_set, make_theme
from themes.models import Kind


@pytest.fixture
def card(db):
    return make_card(make_theme(), kind=Kind.OPEN, questions=2)


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


@pytest.fixture
def show(login, round, card):
    def get(member=None):
        return login(member or round.opened_by).get(path("card", round, card))

    return get


def test_card_shows_its_questions_with_what_was_answered(show, round, card):
    first, second = card.questions.order_by("order")
    make_answer(round, second, 2, text="Elke maand", remark="Met het CLB")

    rows = show().context["rows"]

    shown = [(row.id, row.version, row.value, row.text, row.remark) for row in rows]
    assert shown == [(first.pk, 0, None, "", ""), (second.pk, 1, 2, "Elke maand", "Met het CLB")]


def test_card_does_not_show_the_answers_of_another_school(show, round, card, outsider):
    theirs = make_round(outsider, card.theme)
    make_answer(theirs, card.questions.first(), 3, text="Geheim van hen", remark="Ook geheim")

    response = show()

    assert [row.answer for row in response.context["rows"]] == [None, None]
    assert "eheim" not in response.content.decode()


def test_card_offers_the_words_of_its_kind(show):
    content = show().content.decode()

    for word in (
        "Niet besproken",
        "Besproken",
        "Afgesproken",
        "Afgesproken en bekend",
        "n.v.t.",
        "weet niet",
    ):
        assert content.count(f">{word}</label>") == 2


def test_card_of_another_school_is_not_found(show, outsider):
    assert show(outsider).status_code == 404


def test_log_reader_may_not_read_cards(show, log_reader):
    assert show(log_reader).status_code == 403


def test_reader_sees_the_answer_and_no_form(show, round, card, admin):
    make_answer(round, card.questions.first(), 2, text="Elke maand")

    content = show(admin).content.decode()

    assert "Elke maand" in content
    assert ">Afgesproken</span>" in content
    assert "<textarea" not in content
    assert 'type="radio"' not in content


def test_closed_round_can_be_read_but_not_changed(show, round):
    round.closed_at, round.closed_by = NOW, round.opened_by
    round.save()

    response = show()

    assert "Je kunt deze kaart lezen, niet meer wijzigen." in response.content.decode()
    assert response.context["may_write"] is False


@pytest.mark.parametrize(("field", "value"), [("theme", "geen-thema"), ("code", "geen-kaart")])
def test_card_that_does_not_exist_is_not_found(login, round, card, field, value):
    wrong = path("card", round, card).replace(
        getattr(card, field).code if field == "theme" else card.code, value
    )

    assert login(round.opened_by).get(wrong).status_code == 404


def test_card_that_asks_nothing_any_more_is_not_found(show, card):
    for question in card.questions.all():
        retire(question)

    assert show().status_code == 404


def test_card_of_a_theme_outside_the_round_is_not_found(login, round):
    other = make_card(make_theme(round.criteria_set))

    assert login(round.opened_by).get(path("card", round, other)).status_code == 404


def test_group_stands_above_its_first_question_only(show, card):
    make_card(card.theme)  # a later change of the criteria
    card.questions.update(group="Wie doet wat?")

    assert [row.group for row in show().context["rows"]] == ["Wie doet wat?", ""]


@pytest.mark.parametrize("count", [1, 3])
def test_card_page_needs_as_many_queries_for_one_question_and_member_as_for_three(
    login, team_member, count, django_assert_num_queries
):
    theme = make_theme(make_set())
    cards = [make_card(theme, questions=count) for _ in range(count)]
    round = make_round(team_member, theme)
    members = [team_member, *(make_member(round.school, Role.TEAM) for _ in range(count))]
    answer(round, cards[0], *[1] * count)
    for member, given in zip(members[1:], round.answers.all(), strict=True):
        given.changed_by = member
        given.save()
    client = login(team_member)
    client.get(path("card", round, cards[0]))  # the criteria are read once, and kept

    with django_assert_num_queries(FRAME + 3):  # theme and round, lessons, answers
        client.get(path("card", round, cards[0]))
