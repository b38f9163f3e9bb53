"""The overview of a round: matrix, work points, progress, difference with the year before."""

import pytest
from django.urls import reverse

from tests.assessments.helpers import FRAME, answer
from tests.factories import NOW, make_card, make_round, make_set, make_theme
from themes.models import Pillar

CURRENT = reverse("assessments:current")


@pytest.fixture
def theme(db):
    return make_theme()


def url(round):
    return reverse("assessments:overview", args=[round.pk])


def closed_round(member, *themes, **fields):
    values = {"school_year": 2025, "closed_at": NOW, "closed_by": member}
    return make_round(member, *themes, **values | fields)


def cells(response) -> list:
    """Return (theme, then number, word, change, progress of each cell) of each row."""
    return [
        (row.name, *((cell.number, cell.word, cell.change, cell.progress) for cell in row.cells))
        for row in response.context["rows"]
    ]


def test_overview_shows_score_and_progress_of_each_cell(login, team_member, theme):
    scored, started = make_card(theme), make_card(theme, pillar=Pillar.REACTION, questions=3)
    round = make_round(team_member, theme)
    answer(round, scored, 3)
    answer(round, started, 1, -1, None)

    response = login(team_member).get(CURRENT)

    assert cells(response) == [
        (
            theme.name,
            ("3,0", "geborgd", "", ""),
            ("", "nog te bespreken", "", ""),
            ("1,0", "gestart", "", "2 van 3 vragen"),
        )
    ]


def test_overview_counts_cards_and_questions(login, team_member, theme):
    done, started = make_card(theme, questions=2), make_card(theme, questions=3)
    round = make_round(team_member, theme)
    answer(round, done, 0, -2)
    answer(round, started, 1, None, None)

    context = login(team_member).get(url(round)).context

    names = ("cards_done", "cards_total", "questions_answered", "questions_total")
    assert [context[name] for name in names] == [1, 2, 3, 5]


def test_overview_leaves_out_other_schools(login, team_member, outsider, theme):
    card = make_card(theme)
    make_round(team_member, theme)
    theirs = make_round(outsider, theme)
    answer(theirs, card, 3)

    response = login(team_member).get(CURRENT)

    assert cells(response)[0][1] == ("", "nog te bespreken", "", "0 van 1 vraag")
    assert str(theirs.pk) not in response.content.decode()


def test_overview_of_another_school_is_not_found(login, outsider, team_member, theme):
    assert login(outsider).get(url(make_round(team_member, theme))).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("admin", 200), ("principal", 200), ("log_reader", 403)])
def test_overview_is_for_those_who_may_read_scores(login, request, team_member, theme, role, status):
    round = make_round(team_member, theme)

    assert login(request.getfixturevalue(role)).get(url(round)).status_code == status


def test_current_overview_is_that_of_the_newest_school_year(login, team_member, theme):
    newest = make_round(team_member, theme, school_year=2027)
    closed_round(team_member, theme)

    assert login(team_member).get(CURRENT).context["round"] == newest


@pytest.mark.parametrize(("role", "invitation"), [("team_member", "Open de eerste ronde"), ("admin", None)])
def test_overview_without_a_round_says_what_to_do(login, request, role, invitation):
    content = login(request.getfixturevalue(role)).get(CURRENT).content.decode()

    assert "Nog geen ronde" in content
    assert ("Open de eerste ronde" in content) is bool(invitation)


def test_overview_shows_the_difference_with_the_round_before(login, team_member, theme):
    better, worse = make_card(theme), make_card(theme, pillar=Pillar.REACTION)
    new = make_card(theme, pillar=Pillar.PREVENTION)
    before = closed_round(team_member, theme)
    answer(before, better, 1)
    answer(before, worse, 2)
    round = make_round(team_member, theme)
    answer(round, better, 3)
    answer(round, worse, 1)
    answer(round, new, 1)

    response = login(team_member).get(url(round))

    assert [change for _, _, change, _ in cells(response)[0][1:]] == ["+2,0", "", "−1,0"]
    assert f"het verschil met {before.name}" in response.content.decode()


def test_round_before_is_the_newest_earlier_one_with_the_same_criteria(login, team_member, theme, outsider):
    card = make_card(theme)
    for year, value in ((2023, 0), (2024, 1), (2027, 2)):
        answer(closed_round(team_member, theme, school_year=year), card, value)
    other = make_card(make_theme(make_set()))
    closed_round(team_member, other.theme, school_year=2025)
    answer(closed_round(outsider, theme, school_year=2025), card, 2)
    round = make_round(team_member, theme)
    answer(round, card, 3)

    assert cells(login(team_member).get(url(round)))[0][1][2] == "+2,0"


def test_first_round_has_no_difference(login, team_member, theme):
    round = make_round(team_member, theme)

    assert "verschil" not in login(team_member).get(url(round)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_overview_needs_as_many_queries_for_one_theme_as_for_three(
    login, team_member, count, django_assert_num_queries
):
    criteria = make_set()
    themes = [make_theme(criteria) for _ in range(count)]
    cards = [make_card(theme, questions=count) for theme in themes for _ in range(count)]
    for round in (closed_round(team_member, *themes), make_round(team_member, *themes)):
        for card in cards:
            answer(round, card, *[1] * count)
    client = login(team_member)
    client.get(url(round))  # the criteria are read once, and kept

    # both rounds, their chosen themes and their values
    with django_assert_num_queries(FRAME + 5):
        response = client.get(url(round))

    assert response.context["cards_done"] == response.context["work_points_total"] == len(cards)
