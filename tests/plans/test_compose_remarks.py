"""Remarks come into the plan one by one, in the words that were read when they were chosen."""

import pytest

from plans.document.gather import gather_plan
from plans.models import ChosenRemark
from plans.services.composition import choose_remarks
from schools.models import AuditEntry
from tests.factories import NOW, make_answer, make_card, make_round, make_theme

pytestmark = pytest.mark.time_machine(NOW, tick=False)
URL = "/beleidsplan/opmerkingen/"


@pytest.fixture
def card(db):
    return make_card(make_theme(), questions=3)


@pytest.fixture
def questions(card):
    return list(card.questions.order_by("order"))


@pytest.fixture
def round(team_member, card, questions):
    round = make_round(team_member, card.theme)
    for question, remark in zip(questions, ["Eerste", "Tweede", ""], strict=True):
        make_answer(round, question, 2, remark=remark)
    return round


def lines(response) -> list:
    return [remark for _, remarks in response.context["cards"] for remark in remarks]


def chosen(member) -> dict:
    return dict(ChosenRemark.objects.visible_to(member).values_list("question", "text"))


def printed(member, round) -> list[str]:
    plan = gather_plan(round, member=member, on=NOW.date())
    return [line.remark for card in plan.cards for line in card.remarks]


def choose(member, round, *questions, text="Eerste"):
    choose_remarks(round, add={q.pk: text for q in questions}, remove=[], by=member, at=NOW)


def test_page_shows_the_answers_with_a_remark_by_card(login, team_member, round, card, questions):
    response = login(team_member).get(URL)

    assert [found for found, _ in response.context["cards"]] == [card]
    assert [(r.question, r.text) for r in lines(response)] == [
        (questions[0], "Eerste"),
        (questions[1], "Tweede"),
    ]
    assert response.context["ticked"] == set()


def test_chosen_remark_is_printed(login, team_member, round, questions):
    client = login(team_member)
    second = lines(client.get(URL))[1]

    response = client.post(URL, {"chosen_keys": [second.key]})

    assert response.status_code == 302
    assert chosen(team_member) == {questions[1].pk: "Tweede"}
    assert printed(team_member, round) == ["Tweede"]
    assert client.get(URL).context["ticked"] == {second.key}


def test_choice_is_written_down(team_member, round, questions):
    choose(team_member, round, questions[0])

    entry = AuditEntry.objects.visible_to(team_member).get()
    assert (entry.action, entry.target) == ("plan.remarks_chosen", f"assessments.round:{round.pk}")


def test_remark_that_is_not_ticked_any_more_leaves_the_plan(login, team_member, round, questions):
    choose(team_member, round, questions[0])
    client = login(team_member)
    first = lines(client.get(URL))[0]

    client.post(URL, {"before_keys": [first.key]})

    assert chosen(team_member) == {}


def test_two_people_who_choose_at_once_do_not_undo_each_other(login, team_member, round, questions):
    client = login(team_member)
    second = lines(client.get(URL))[1]
    choose(team_member, round, questions[0])

    client.post(URL, {"chosen_keys": [second.key]})  # on the page, the first was not chosen yet

    assert chosen(team_member) == {questions[0].pk: "Eerste", questions[1].pk: "Tweede"}


def test_remark_that_changed_since_is_marked_unticked_and_not_printed(login, team_member, round, questions):
    choose(team_member, round, questions[0])
    round.answers.filter(question=questions[0]).update(remark="Met een naam erin")

    response = login(team_member).get(URL)

    assert [(r.text, r.is_chosen, r.has_changed) for r in lines(response)] == [
        ("Met een naam erin", False, True),
        ("Tweede", False, False),
    ]
    assert response.context["ticked"] == set()
    assert "intussen gewijzigd" in response.content.decode()
    assert printed(team_member, round) == []


def test_changed_remark_can_be_chosen_again(login, team_member, round, questions):
    choose(team_member, round, questions[0])
    round.answers.filter(question=questions[0]).update(remark="Anders")
    client = login(team_member)

    client.post(URL, {"chosen_keys": [lines(client.get(URL))[0].key]})

    assert chosen(team_member) == {questions[0].pk: "Anders"}


def test_words_that_nobody_read_are_never_chosen(login, team_member, round, questions):
    """The remark changes between opening the page and sending it."""
    client = login(team_member)
    first, second = lines(client.get(URL))
    round.answers.filter(question=questions[0]).update(remark="Met een naam erin")

    response = client.post(URL, {"chosen_keys": [first.key, second.key]})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["chosen_keys"]
    assert response.context["ticked"] == {second.key}
    assert chosen(team_member) == {}


def test_only_remarks_of_the_newest_round_are_offered(login, team_member, card, questions, round):
    older = make_round(team_member, card.theme, school_year=2025, closed_at=NOW, closed_by=team_member)
    make_answer(older, questions[2], 1, remark="Van vorig jaar")

    assert [r.text for r in lines(login(team_member).get(URL))] == ["Eerste", "Tweede"]


def test_page_warns_for_names_of_pupils(login, team_member, round):
    assert "Zet geen namen van leerlingen in het plan." in login(team_member).get(URL).content.decode()


@pytest.mark.parametrize("with_round", [True, False])
def test_without_remarks_the_page_says_what_to_do(login, team_member, card, with_round):
    if with_round:
        make_round(team_member, card.theme)
    client = login(team_member)

    assert "Er zijn nog geen opmerkingen" in client.get(URL).content.decode()
    assert client.post(URL).status_code in (200, 302)


def test_outsider_sees_and_chooses_none_of_it(login, team_member, outsider, card, round):
    key = lines(login(team_member).get(URL))[0].key
    make_round(outsider, card.theme)
    client = login(outsider)

    assert lines(client.get(URL)) == []
    assert client.post(URL, {"chosen_keys": [key]}).status_code == 422
    assert chosen(team_member) == {}


@pytest.mark.parametrize("role", ["admin", "log_reader"])
def test_remarks_are_forbidden_to_other_roles(login, request, role):
    client = login(request.getfixturevalue(role))

    assert (client.get(URL).status_code, client.post(URL).status_code) == (403, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_remarks_need_eight_queries(login, team_member, count, django_assert_num_queries):
    theme = make_theme()
    cards = [make_card(theme) for _ in range(count)]
    round = make_round(team_member, theme)
    for card in cards:
        make_answer(round, card.questions.get(), 1, remark="Tekst")
        choose(team_member, round, card.questions.get(), text="Tekst")
    client = login(team_member)
    client.get(URL)  # the criteria are read once per process

    with django_assert_num_queries(8):  # session, user, member, round, remarks, chosen, themes, values
        response = client.get(URL)

    assert len(lines(response)) == len(response.context["ticked"]) == count
