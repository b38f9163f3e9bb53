"""Votes and the reveal at the same moment, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from assessments.models import Reveal, Vote
from assessments.services import VotesRevealed, close_round, reveal_votes, save_votes
from tests.assessments.helpers import LATER, path, sent
from tests.assessments.test_at_once import act, held, in_parallel, wait_for_lock
from tests.factories import make_card, make_round, make_theme, make_vote

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def card(transactional_db):
    return make_card(make_theme())


@pytest.fixture
def question(card):
    return card.questions.get()


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


def vote(round, card, value=2):
    votes = {card.questions.get(): value}
    save_votes(round, card, votes, by=round.opened_by, at=LATER)


def reveal(round, card, by=None):
    """Return whether this one was first."""
    try:
        reveal_votes(round, card, by=by or round.opened_by, at=LATER)
    except VotesRevealed:
        return False
    return True


def test_two_reveals_at_once_one_is_told_that_a_colleague_was_first(
    round, card, question, team_member, contact
):
    make_vote(round, question, team_member, 1)

    results = in_parallel([partial(reveal, round, card, member) for member in (team_member, contact)])

    assert sorted(results) == [False, True]
    assert Reveal.unscoped.get().revealed_by == (team_member if results[0] else contact)


def test_reveal_waits_for_a_vote_that_is_under_way(round, card):
    with ThreadPoolExecutor(2) as pool:
        with held(pool, partial(vote, round, card)):
            revealing = pool.submit(act, partial(reveal, round, card))
            wait_for_lock(revealing)
        assert revealing.result()  # without the vote there was nothing to show

    assert Vote.unscoped.get().value == 2


def test_vote_waits_for_a_reveal_that_is_under_way_and_is_refused(round, card, question, contact):
    make_vote(round, question, contact, 1)

    with ThreadPoolExecutor(2) as pool:
        with held(pool, partial(reveal, round, card)):
            voting = pool.submit(act, partial(vote, round, card))
            wait_for_lock(voting)
        with pytest.raises(VotesRevealed):
            voting.result()

    assert Vote.unscoped.get().value == 1


def test_vote_sent_while_the_round_is_closing_is_shown_back(login, round, card, question, team_member):
    client, url = login(team_member), path("votes", round, card)

    with ThreadPoolExecutor(2) as pool:
        with held(pool, partial(close_round, round, by=team_member, at=LATER)):
            voting = pool.submit(act, partial(client.post, url, sent(question, value=3)))
            wait_for_lock(voting)
        response = voting.result()

    assert response.status_code == 409
    assert response.context["late"] == [(question, "Ja")]
    assert not Vote.unscoped.exists()
