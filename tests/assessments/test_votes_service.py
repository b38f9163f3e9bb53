"""Keeping votes and showing them: what the services do and refuse."""

import pytest
from django.db import IntegrityError, transaction

from assessments.merging import Entry
from assessments.models import Reveal, Vote
from assessments.services import (
    NoVotes,
    RoundClosed,
    VotesRevealed,
    close_round,
    reveal_votes,
    save_answers,
    save_votes,
)
from schools.models import AuditEntry
from tests.assessments.helpers import LATER
from tests.factories import NOW, make_card, make_reveal, make_round, make_theme, make_vote


@pytest.fixture
def card(db):
    return make_card(make_theme(), questions=2)


@pytest.fixture
def questions(card):
    return list(card.questions.order_by("order"))


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


def votes(round):
    rows = Vote.unscoped.filter(round=round).order_by("question", "changed_at", "pk")
    return list(rows.values_list("question", "member", "value"))


def test_save_votes_keeps_one_per_question_and_member(round, card, questions, team_member, contact):
    first, second = questions

    save_votes(round, card, {first: 2, second: -1}, by=team_member, at=NOW)
    save_votes(round, card, {first: 0}, by=contact, at=LATER)

    assert votes(round) == [
        (first.pk, team_member.pk, 2),
        (first.pk, contact.pk, 0),
        (second.pk, team_member.pk, -1),
    ]
    assert {vote.school for vote in Vote.unscoped.select_related("school")} == {round.school}


def test_save_votes_changes_an_earlier_one_and_leaves_the_others(round, card, questions, team_member):
    first, second = questions
    save_votes(round, card, {first: 2, second: 3}, by=team_member, at=NOW)

    save_votes(round, card, {first: 1}, by=team_member, at=LATER)

    assert votes(round) == [(first.pk, team_member.pk, 1), (second.pk, team_member.pk, 3)]
    assert Vote.unscoped.get(question=first).changed_at == LATER


def test_save_votes_tells_the_log_nothing(round, card, questions, team_member):
    save_votes(round, card, {questions[0]: 2}, by=team_member, at=NOW)

    assert not AuditEntry.unscoped.exists()


def test_save_votes_is_refused_after_the_reveal(round, card, questions, team_member):
    make_reveal(round, card)

    with pytest.raises(VotesRevealed):
        save_votes(round, card, {questions[0]: 2}, by=team_member, at=LATER)

    assert votes(round) == []


def test_reveal_of_another_card_or_round_does_not_end_the_voting(
    round, card, questions, team_member, outsider
):
    make_reveal(round, make_card(card.theme))
    make_reveal(make_round(outsider, card.theme), card)

    save_votes(round, card, {questions[0]: 2}, by=team_member, at=LATER)

    assert len(votes(round)) == 1


def test_save_votes_is_refused_in_a_closed_round(round, card, questions, team_member, principal):
    close_round(round, by=principal, at=NOW)  # the colleague's round object still says that it is open

    with pytest.raises(RoundClosed):
        save_votes(round, card, {questions[0]: 2}, by=team_member, at=LATER)

    assert votes(round) == []


def test_reveal_says_who_and_when(round, card, questions, team_member, contact):
    make_vote(round, questions[0], team_member, 2)

    reveal_votes(round, card, by=contact, at=LATER)

    reveal = Reveal.unscoped.get()
    assert (reveal.school, reveal.round, reveal.card) == (round.school, round, card)
    assert (reveal.revealed_by, reveal.revealed_at) == (contact, LATER)
    act = AuditEntry.unscoped.values_list("action", "target", "by").get()
    assert act == ("votes.revealed", f"assessments.reveal:{reveal.pk}", contact.pk)


def test_reveal_needs_a_vote_on_this_card_in_this_round(round, card, questions, team_member, outsider):
    other = make_card(card.theme)
    make_vote(round, other.questions.get(), team_member, 2)
    make_vote(make_round(outsider, card.theme), questions[0], outsider, 2)

    with pytest.raises(NoVotes):
        reveal_votes(round, card, by=team_member, at=LATER)

    assert not Reveal.unscoped.exists()


def test_second_reveal_is_refused_and_changes_nothing(round, card, questions, team_member, contact):
    make_vote(round, questions[0], team_member, 2)
    reveal_votes(round, card, by=team_member, at=NOW)

    with pytest.raises(VotesRevealed):
        reveal_votes(round, card, by=contact, at=LATER)

    assert Reveal.unscoped.get().revealed_by == team_member
    assert AuditEntry.unscoped.count() == 1


def test_reveal_is_refused_in_a_closed_round(round, card, questions, team_member):
    make_vote(round, questions[0], team_member, 2)
    close_round(round, by=team_member, at=NOW)

    with pytest.raises(RoundClosed):
        reveal_votes(round, card, by=team_member, at=LATER)

    assert not Reveal.unscoped.exists()


def test_agreeing_a_score_keeps_the_votes(round, questions, team_member, contact):
    make_vote(round, questions[0], team_member, 0)
    make_vote(round, questions[0], contact, 3)

    save_answers(round, [Entry(questions[0], 0, {"value": 2})], by=team_member, at=LATER)

    assert sorted(value for _, _, value in votes(round)) == [0, 3]


@pytest.mark.parametrize("value", [-3, 4])
def test_database_refuses_a_vote_that_is_no_answer(round, questions, team_member, value):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_vote(round, questions[0], team_member, value)


def test_database_refuses_a_second_vote_of_a_member(round, questions, team_member):
    make_vote(round, questions[0], team_member, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_vote(round, questions[0], team_member, 2)


def test_database_refuses_a_second_reveal(round, card):
    make_reveal(round, card)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_reveal(round, card)
