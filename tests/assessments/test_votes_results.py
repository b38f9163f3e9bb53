"""After the reveal: how a card was voted on, without names, beside what was agreed."""

import pytest
from django.contrib.messages import get_messages

from tests.assessments.helpers import path, sent
from tests.factories import (
    NOW,
    make_answer,
    make_card,
    make_member,
    make_reveal,
    make_round,
    make_theme,
    make_vote,
)


@pytest.fixture
def card(db):
    return make_card(make_theme())


@pytest.fixture
def question(card):
    return card.questions.get()


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


@pytest.fixture
def show(login, round, card):
    def get():
        return login(round.opened_by).get(path("votes", round, card))

    return get


@pytest.fixture
def voted(round, card, question):
    """Let one member vote for each value, and show the votes."""

    def vote(*values):
        for value in values:
            make_vote(round, question, make_member(round.school), value)
        make_reveal(round, card)

    return vote


def result(response):
    (found,) = response.context["results"]
    return found


def bars(response) -> list[tuple]:
    return [(word, len(votes)) for _, word, votes in result(response).bars]


def test_results_show_every_step_with_its_count(show, voted):
    voted(0, 1, 1)

    response = show()

    assert bars(response) == [("Nee", 1), ("Deels", 2), ("Grotendeels", 0), ("Ja", 0)]
    content = response.content.decode()
    assert "3 leden stemden. Getoond op 20 november om 14:32." in content
    assert content.count('<i class="s1"></i>') == 2


def test_results_show_the_answers_that_do_not_count_only_when_chosen(show, voted):
    voted(3, -1)

    assert bars(show())[3:] == [("Ja", 1), ("n.v.t.", 1)]


def test_results_count_this_schools_votes_only(show, voted, question, outsider):
    voted(2)
    make_vote(make_round(outsider, question.card.theme), question, outsider, 0)

    assert bars(show()) == [("Nee", 0), ("Deels", 0), ("Grotendeels", 1), ("Ja", 0)]


def test_results_name_nobody(show, round, card, question):
    voter = make_member(round.school)
    make_vote(round, question, voter, 2)
    make_reveal(round, card)

    content = show().content.decode()

    assert voter.user.name not in content
    assert str(voter.pk) not in content


@pytest.mark.parametrize(
    ("values", "steps"), [((0, 1), None), ((1, 3), 2), ((0, 0, 3), 3), ((0, -1), None)]
)
def test_results_ask_to_explain_votes_that_lie_two_steps_apart(show, voted, values, steps):
    voted(*values)

    content = show().content.decode()

    sentence = f"Jullie verschillen {steps} stappen: laat de hoogste en de laagste eerst uitleggen."
    assert (sentence in content) is bool(steps)
    assert ("Jullie verschillen" in content) is bool(steps)


def test_results_propose_the_lower_middle_vote(show, voted):
    voted(1, 2, 3, 3)

    assert "Voorstel: <strong>Grotendeels</strong>." in show().content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((3, -1, -1), "Geen voorstel: de meesten kozen geen stap."),
        ((), "Niemand stemde over deze vraag."),
    ],
)
def test_results_without_a_proposal_say_why(show, voted, values, sentence):
    voted(*values)

    content = show().content.decode()

    assert sentence in content
    assert "Voorstel: <strong>" not in content


def test_results_keep_the_votes_beside_what_was_agreed(show, voted, round, question):
    voted(0, 0, 3, -2)
    make_answer(round, question, 1)

    content = show().content.decode()

    assert (
        "Afgesproken: <strong>Deels</strong>. Gestemd: 2 keer Nee, 1 keer Ja, 1 keer weet niet." in content
    )


def test_results_lead_to_the_card_to_agree_one_score(show, voted, round, card):
    voted(0)

    content = show().content.decode()

    assert f'href="{path("card", round, card)}">Spreek één score af op de kaart</a>' in content
    assert 'type="radio"' not in content


def test_late_vote_is_not_kept_and_shown_back(login, voted, round, card, question, team_member):
    voted(0)

    response = login(team_member).post(path("votes", round, card), sent(question, value=3))

    content = response.content.decode()
    assert response.status_code == 409
    assert "De stemmen op deze kaart zijn al getoond, dus je keuzes zijn niet bewaard." in content
    assert f"{question.text} <strong>Ja</strong>" in content
    assert bars(response) == [("Nee", 1), ("Deels", 0), ("Grotendeels", 0), ("Ja", 0)]


def close(round):
    round.closed_at, round.closed_by = NOW, round.opened_by
    round.save()


def test_vote_in_a_closed_round_is_shown_back(login, round, card, question, team_member):
    close(round)

    response = login(team_member).post(path("votes", round, card), sent(question, value=3))

    content = response.content.decode()
    assert response.status_code == 409
    assert "De ronde is intussen gesloten, dus je keuzes zijn niet bewaard." in content
    assert f"{question.text} <strong>Ja</strong>" in content
    assert not round.votes.exists()


def test_closed_round_still_shows_its_results(show, voted, round):
    voted(2)
    close(round)

    response = show()

    assert bars(response)[2] == ("Grotendeels", 1)
    assert "Naar de kaart</a>" in response.content.decode()


def test_closed_round_never_shows_votes_that_were_not_shown_before(show, round, question, contact):
    make_vote(round, question, contact, 3)
    close(round)

    response = show()

    assert "1 lid stemde. De stemmen zijn nooit getoond." in response.content.decode()
    assert "results" not in response.context
    assert "rows" not in response.context


def test_reveal_asks_first(login, round, card, question, team_member, contact):
    make_vote(round, question, contact, 1)

    content = login(team_member).get(path("reveal_votes", round, card)).content.decode()

    assert "1 lid stemde. Jij koos nog niets." in content
    assert "dat kan niet ongedaan gemaakt worden" in content
    assert not round.reveals.exists()


def test_reveal_shows_the_votes(login, round, card, question, team_member):
    make_vote(round, question, team_member, 1)

    response = login(team_member).post(path("reveal_votes", round, card))

    assert response.url == path("votes", round, card)
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["De stemmen zijn getoond."]
    assert round.reveals.get().revealed_by == team_member


def test_reveal_that_a_colleague_did_first_says_so(login, voted, round, card, contact):
    voted(2)

    response = login(contact).post(path("reveal_votes", round, card))

    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == ["Een collega toonde de stemmen al."]
    assert round.reveals.get().revealed_by != contact


def test_reveal_without_votes_is_explained(login, round, card, team_member):
    client, url = login(team_member), path("reveal_votes", round, card)

    assert "Er is nog niets om te tonen." in client.get(url).content.decode()

    said = [str(message) for message in get_messages(client.post(url).wsgi_request)]

    assert said == ["Nog niemand stemde op deze kaart: er is niets om te tonen."]
    assert not round.reveals.exists()


def test_reveal_in_a_closed_round_is_refused(login, round, card, question, team_member):
    make_vote(round, question, team_member, 1)
    close(round)

    response = login(team_member).post(path("reveal_votes", round, card))

    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == ["De ronde is gesloten: de stemmen blijven zoals ze zijn."]
    assert not round.reveals.exists()
