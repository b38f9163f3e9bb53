"""The cards below their target: the lowest on the overview, all of them on a page of their own."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.assessments.helpers import FRAME, answer, path
from tests.factories import make_card, make_round, make_set, make_theme
from themes.models import Pillar


@pytest.fixture
def theme(db):
    return make_theme()


@pytest.fixture
def round(team_member, theme):
    return make_round(team_member, theme)


@pytest.fixture(params=["overview", "work_points"])
def show(request, login, round):
    def get(member=None):
        url = reverse(f"assessments:{request.param}", args=[round.pk])
        return login(member or round.opened_by).get(url)

    return get


def scored(round, *values, **fields):
    """Make one card for each value, and answer it."""
    cards = [make_card(round.themes.get().theme, **fields) for _ in values]
    for card, value in zip(cards, values, strict=True):
        answer(round, card, value)
    return cards


def test_work_points_are_the_cards_below_target_the_lowest_first(show, round):
    cards = scored(round, 2, 1, 0, -1, None, 3, 1)

    points = show().context["work_points"]

    expected = [(cards[2].title, "0,0"), (cards[1].title, "1,0"), (cards[6].title, "1,0")]
    assert [(point.title, point.number) for point in points] == expected


def test_work_point_says_where_it_belongs_and_leads_to_its_card(show, round, theme):
    (card,) = scored(round, 1, pillar=Pillar.PREVENTION)

    (point,) = show().context["work_points"]

    assert (point.where, point.word, point.css) == (f"{theme.name} · Preventie", "gestart", "s1")
    assert point.path == path("card", round, card)


def test_work_points_follow_the_target_of_the_round(show, round):
    round.themes.update(target=Decimal("0.5"))
    (low, _) = scored(round, 0, 1)

    assert [point.title for point in show().context["work_points"]] == [low.title]


def test_work_points_leave_out_other_schools(show, round, theme, outsider):
    (card,) = scored(round, 3)
    answer(make_round(outsider, theme), card, 0)

    assert show().context["work_points"] == []


def test_work_points_of_another_school_are_not_found(show, outsider):
    assert show(outsider).status_code == 404


def test_work_points_are_forbidden_to_the_log_reader(show, log_reader):
    assert show(log_reader).status_code == 403


def test_overview_leads_to_the_work_points_it_has_no_room_for(login, round):
    scored(round, *[1] * 11)

    response = login(round.opened_by).get(reverse("assessments:overview", args=[round.pk]))

    assert len(response.context["work_points"]) == 10
    assert "Alle 11 werkpunten</a>" in response.content.decode()


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((2, 3), "Geen enkele besproken kaart staat onder de streefscore."),
        ((None,), "Nog geen kaart is besproken."),
    ],
)
def test_overview_without_work_points_says_why(login, round, values, text):
    scored(round, *values)

    response = login(round.opened_by).get(reverse("assessments:overview", args=[round.pk]))

    assert text in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_work_points_need_as_many_queries_for_one_as_for_three(
    login, team_member, count, django_assert_num_queries
):
    theme = make_theme(make_set())
    round = make_round(team_member, theme)
    scored(round, *[1] * count)
    url, client = reverse("assessments:work_points", args=[round.pk]), login(team_member)
    client.get(url)  # the criteria are read once, and kept

    with django_assert_num_queries(FRAME + 3):  # round, chosen themes, values
        response = client.get(url)

    assert response.context["work_points_total"] == count
