"""The board of one theme."""

import re

import pytest
from django.urls import reverse

from tests.assessments.helpers import FRAME, answer, path
from tests.factories import NOW, make_card, make_round, make_set, make_theme
from themes.models import Pillar


@pytest.fixture
def theme(db):
    return make_theme()


@pytest.fixture
def round(team_member, theme):
    return make_round(team_member, theme)


@pytest.fixture
def show(login, round, theme):
    def get(member=None, code=None):
        url = reverse("assessments:board", args=[round.pk, code or theme.code])
        return login(member or round.opened_by).get(url)

    return get


def columns(response) -> dict:
    return {
        pillar: (number, [(card.title, card.number, card.progress) for card in cards])
        for pillar, number, cards in response.context["columns"]
    }


def test_board_shows_the_cards_per_pillar_with_score_and_progress(show, round, theme):
    done, started = make_card(theme, questions=2), make_card(theme, questions=2)
    untouched = make_card(theme, pillar=Pillar.REACTION)
    answer(round, done, 3, 2)
    answer(round, started, 1, None)

    assert columns(show()) == {
        "Kwaliteit": ("1,8", [(done.title, "2,5", "2 van 2"), (started.title, "1,0", "1 van 2")]),
        "Preventie": ("", []),
        "Reactie": ("", [(untouched.title, "", "0 van 1")]),
    }


def test_board_shows_one_bar_per_question(show, round, theme):
    card = make_card(theme, questions=6)
    answer(round, card, 0, 3, -1, -2, None, 2)

    bars = re.findall(r'<i(?: class="(\w*)")?></i>', show().content.decode())

    assert bars == ["s0", "s3", "none", "none", "", "s2"]


def test_board_leaves_out_other_themes_and_other_schools(show, round, theme, outsider):
    card = make_card(theme)
    make_card(make_theme(theme.criteria_set))
    answer(make_round(outsider, theme), card, 3)

    assert columns(show())["Kwaliteit"] == ("", [(card.title, "", "0 van 1")])


def test_board_leads_to_the_first_open_card(show, round, theme):
    later = make_card(theme, pillar=Pillar.REACTION, order=9000)
    done, open_card = make_card(theme, order=1), make_card(theme, order=2)
    answer(round, done, 0)

    assert show().context["next_open"] == path("card", round, open_card)

    answer(round, open_card, -2)

    assert show().context["next_open"] == path("card", round, later)


def test_board_where_all_is_done_leads_nowhere(show, round, theme):
    answer(round, make_card(theme), 0)

    response = show()

    assert response.context["next_open"] is None
    assert "Volgende open kaart" not in response.content.decode()


def test_closed_board_can_be_read_and_leads_nowhere(show, round, theme):
    make_card(theme)
    round.closed_at, round.closed_by = NOW, round.opened_by
    round.save()

    content = show().content.decode()

    assert f"Ronde {round.name} · gesloten" in content
    assert "Volgende open kaart" not in content


def test_board_of_a_theme_without_cards_says_so(show):
    assert show().content.decode().count("Dit thema heeft hier geen kaarten.") == 3


def test_board_of_another_school_is_not_found(show, outsider):
    assert show(outsider).status_code == 404


@pytest.mark.parametrize("is_in_set", [True, False])
def test_board_of_a_theme_outside_the_round_is_not_found(show, theme, is_in_set):
    code = make_theme(theme.criteria_set).code if is_in_set else "geen-thema"

    assert show(code=code).status_code == 404


def test_board_is_forbidden_to_the_log_reader(show, log_reader):
    assert show(log_reader).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_board_needs_as_many_queries_for_one_card_as_for_three(
    login, team_member, count, django_assert_num_queries
):
    theme = make_theme(make_set())
    cards = [make_card(theme, questions=count) for _ in range(count)]
    round = make_round(team_member, theme)
    for card in cards:
        answer(round, card, *[1] * count)
    url, client = reverse("assessments:board", args=[round.pk, theme.code]), login(team_member)
    client.get(url)  # the criteria are read once, and kept

    with django_assert_num_queries(FRAME + 3):  # theme and round, lessons, values
        response = client.get(url)

    assert columns(response)["Kwaliteit"] == (
        "1,0",
        [(c.title, "1,0", f"{count} van {count}") for c in cards],
    )
