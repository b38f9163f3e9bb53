"""Who may vote and show the votes, and who may not."""

import pytest

from tests.assessments.helpers import path, sent
from tests.factories import NOW, make_card, make_round, make_theme, make_vote


@pytest.fixture
def round(team_member):
    return make_round(team_member, make_card(make_theme()).theme)


@pytest.fixture
def card(round):
    return round.themes.get().theme.cards.get()


@pytest.fixture(params=["votes", "reveal_votes"])
def url(request, round, card, team_member):
    make_vote(round, card.questions.get(), team_member, 1)
    return path(request.param, round, card)


def nothing_changed(round) -> bool:
    return list(round.votes.values_list("value", flat=True)) == [1] and not round.reveals.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_outsider_does_not_find_the_votes(login, outsider, url, round, card, method):
    response = getattr(login(outsider), method)(url, sent(card.questions.get(), value=3))

    assert response.status_code == 404
    assert nothing_changed(round)


@pytest.mark.parametrize("role", ["admin", "log_reader"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_readers_may_not_vote_or_look(login, request, url, round, card, role, method):
    client = login(request.getfixturevalue(role))

    response = getattr(client, method)(url, sent(card.questions.get(), value=3))

    assert response.status_code == 403
    assert nothing_changed(round)


@pytest.mark.parametrize("role", ["team_member", "contact", "principal"])
def test_those_who_score_cards_may_look(login, request, url, role):
    assert login(request.getfixturevalue(role)).get(url).status_code == 200


@pytest.mark.parametrize("name", ["votes", "reveal_votes"])
def test_card_of_a_theme_outside_the_round_has_no_votes(login, team_member, round, name):
    other = make_card(make_theme(round.criteria_set))

    assert login(team_member).get(path(name, round, other)).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete"])
def test_votes_take_only_get_and_post(login, team_member, url, method):
    assert getattr(login(team_member), method)(url).status_code == 405


@pytest.mark.parametrize(("role", "may_vote"), [("team_member", True), ("contact", True), ("admin", False)])
@pytest.mark.parametrize("is_open", [True, False])
def test_card_links_to_the_votes_for_who_may_see_them(login, request, round, card, role, may_vote, is_open):
    if not is_open:
        round.closed_at, round.closed_by = NOW, round.opened_by
        round.save()

    content = login(request.getfixturevalue(role)).get(path("card", round, card)).content.decode()

    assert (f'href="{path("votes", round, card)}"' in content) is may_vote
    assert f'href="{path("evidence", round, card)}"' in content
