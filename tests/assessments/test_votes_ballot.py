"""Voting by oneself: what a member sees and sends before the votes are shown."""

import pytest
from django.contrib.messages import get_messages

from assessments.models import Vote
from tests.assessments.helpers import FRAME, path, retire, sent
from tests.factories import (
    make_answer,
    make_card,
    make_member,
    make_reveal,
    make_round,
    make_set,
    make_theme,
    make_vote,
)
from themes.models import Kind


@pytest.fixture
def card(db):
    return make_card(make_theme(), kind=Kind.SURVEY, questions=2)


@pytest.fixture
def questions(card):
    return list(card.questions.order_by("order"))


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


@pytest.fixture
def show(login, round, card):
    def get(member=None):
        return login(member or round.opened_by).get(path("votes", round, card))

    return get


@pytest.fixture
def vote(login, round, card):
    def post(data, member=None):
        return login(member or round.opened_by).post(path("votes", round, card), data)

    return post


def chosen(response) -> list[int | None]:
    return [row.value for row in response.context["rows"]]


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_ballot_shows_the_members_own_choices_and_nobody_elses(
    show, round, questions, team_member, contact
):
    first, second = questions
    make_vote(round, first, team_member, 2)
    make_vote(round, first, contact, 0)
    make_vote(round, second, contact, 3)

    response = show()

    assert chosen(response) == [2, None]
    assert response.content.decode().count(" checked") == 1
    assert "2 leden stemden." in response.content.decode()


def test_ballot_says_nothing_of_counts_proposals_or_what_was_agreed(show, round, questions, contact):
    make_vote(round, questions[0], contact, 0)
    make_answer(round, questions[0], 3)

    response = show()

    assert chosen(response) == [None, None]
    assert response.context["rows"][0].word == ""
    for word in ("results", "late"):
        assert word not in response.context
    assert "Voorstel" not in response.content.decode()


@pytest.mark.parametrize(
    ("voters", "sentence"), [(0, "Nog niemand stemde."), (1, "1 lid stemde."), (3, "3 leden stemden.")]
)
def test_ballot_says_how_many_members_voted(show, round, questions, voters, sentence, outsider):
    for _ in range(voters):
        member = make_member(round.school)
        for question in questions:  # two votes, one member
            make_vote(round, question, member, 1)
    make_vote(make_round(outsider, questions[0].card.theme), questions[0], outsider, 1)

    assert sentence in show().content.decode()


def test_ballot_offers_the_reveal_once_somebody_voted(show, round, card, questions, contact):
    link = f'href="{path("reveal_votes", round, card)}"'
    assert link not in show().content.decode()

    make_vote(round, questions[0], contact, 1)

    assert link in show().content.decode()


def test_vote_keeps_what_was_chosen(vote, round, card, questions, team_member):
    first, second = questions

    response = vote(sent(first, value=2) | sent(second, value=-2))

    assert response.url == path("votes", round, card)
    assert said(response) == ["Je keuzes zijn bewaard. Alleen jij ziet ze."]
    rows = Vote.unscoped.order_by("question").values_list("question", "value", "member")
    assert list(rows) == [(first.pk, 2, team_member.pk), (second.pk, -2, team_member.pk)]


def test_vote_can_be_changed_until_the_reveal(vote, show, questions):
    vote(sent(questions[0], value=2))

    vote(sent(questions[0], value=0))

    assert chosen(show()) == [0, None]


def test_vote_leaves_the_agreed_answer_alone(vote, round, questions):
    make_answer(round, questions[0], 3)

    vote(sent(questions[0], value=0))

    assert list(round.answers.values_list("value", flat=True)) == [3]


@pytest.mark.parametrize("wrong", ["4", "-3", "Bevraagd", "\x00"])
def test_vote_that_does_not_exist_is_explained_at_its_question(vote, questions, wrong):
    first, second = questions

    response = vote(sent(first, value=wrong) | sent(second, value=1))

    errors = [row.error for row in response.context["rows"]]
    assert response.status_code == 422
    assert errors == ["Dit antwoord bestaat niet. Kies een van de antwoorden.", ""]
    assert chosen(response) == [None, 1]  # what was right stays chosen
    assert not Vote.unscoped.exists()


def test_vote_without_a_choice_is_explained(vote):
    response = vote({})

    assert response.status_code == 422
    assert "Kies bij minstens één vraag een antwoord." in response.content.decode()


def test_vote_on_a_question_of_another_card_or_a_retired_one_is_not_kept(vote, card, questions):
    foreign = make_card(card.theme).questions.get()
    retire(questions[1])

    response = vote(sent(foreign, value=1) | sent(questions[1], value=1))

    assert response.status_code == 422
    assert not Vote.unscoped.exists()


def test_group_stands_above_its_first_question(show, card):
    card.questions.update(group="Wie bevragen jullie?")
    make_card(card.theme)  # a later change of the criteria

    assert show().content.decode().count("Wie bevragen jullie?") == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("is_revealed", [False, True])
def test_votes_need_as_many_queries_for_one_question_and_member_as_for_three(
    login, team_member, count, is_revealed, django_assert_num_queries
):
    card = make_card(make_theme(make_set()), questions=count)
    round = make_round(team_member, card.theme)
    for member in [team_member, *(make_member(round.school) for _ in range(count - 1))]:
        for question in card.questions.all():
            make_vote(round, question, member, 1)
    if is_revealed:
        make_reveal(round, card)
    client, url = login(team_member), path("votes", round, card)
    client.get(url)  # the criteria are read once, and kept

    with django_assert_num_queries(FRAME + 5):  # theme and round, reveal, answers, voters, votes
        response = client.get(url)

    assert response.context["voters"] == count
