"""The mark of a lesson on the card and on the board, and what takes it away."""

from datetime import timedelta

import pytest
from django.urls import reverse

from schools.models import AuditEntry
from tests.assessments.helpers import FRAME, path
from tests.factories import NOW, make_answer, make_card, make_round
from tests.incidents.lessons import MARK, keep_path, make_aftercare_card, make_lesson

URL = reverse("assessments:lessons")
HOUR = timedelta(hours=1)


@pytest.fixture
def card(db):
    return make_aftercare_card()


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


def marked(client, round, card):
    """Return whether the mark is on the card, and on how many cards of the board."""
    board = reverse("assessments:board", args=[round.pk, card.theme.code])
    on_card, on_board = [client.get(p).content.decode() for p in (path("card", round, card), board)]
    return MARK in on_card, on_board.count(MARK)


def test_mark_is_on_the_card_and_on_the_board_of_this_school(login, contact, team_member, outsider, card):
    make_lesson(contact)
    make_card(card.theme)
    ours, theirs = [make_round(member, card.theme) for member in (team_member, outsider)]

    assert marked(login(team_member), ours, card) == (True, 1)
    assert marked(login(outsider), theirs, card) == (False, 0)


@pytest.mark.parametrize(("passed", "is_marked"), [(-HOUR, True), (HOUR, False)])
def test_mark_goes_when_an_answer_is_saved_after_it(
    login, contact, team_member, round, card, passed, is_marked
):
    make_lesson(contact)
    make_answer(round, card.questions.get(), 2, changed_at=NOW + passed)

    assert marked(login(team_member), round, card) == (is_marked, int(is_marked))


def test_mark_goes_when_the_group_keeps_its_score(login, contact, team_member, round, card):
    incident = make_lesson(contact)
    client = login(team_member)

    response = client.post(keep_path(incident, contact))

    assert response.url == URL
    assert marked(client, round, card) == (False, 0)
    assert MARK not in client.get(URL).content.decode()
    assert AuditEntry.unscoped.filter(action="lesson.answered", by=team_member).count() == 1


def test_closed_round_shows_no_mark(login, contact, team_member, card):
    closed = make_round(team_member, card.theme, closed_at=NOW, closed_by=team_member)
    make_lesson(contact)

    assert marked(login(team_member), closed, card) == (False, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_marks_cost_the_board_three_queries(
    login, contact, team_member, round, card, count, django_assert_num_queries
):
    for _ in range(count):
        make_lesson(contact, card=make_card(card.theme).code)
    board = reverse("assessments:board", args=[round.pk, card.theme.code])
    client = login(team_member)
    client.get(board)

    with django_assert_num_queries(FRAME + 2 + 3):  # lessons, keys, answers of marked cards
        response = client.get(board)

    assert response.content.decode().count(MARK) == count
