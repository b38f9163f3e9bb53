"""The work points as a sheet: what their page shows."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.score_export import WORK_POINT_HEAD
from tests.answers import sheet_rows
from tests.assessments.helpers import answer
from tests.factories import make_card, make_round, make_set, make_theme
from themes.models import Pillar
from themes.steps import UNKNOWN


@pytest.fixture
def round(team_member):
    criteria = make_set()
    round = make_round(team_member, make_theme(criteria), make_theme(criteria), target=Decimal("2.5"))
    for theme in round.themes.all():
        for pillar, values in [(Pillar.QUALITY, (1, 2)), (Pillar.REACTION, (3,)), (Pillar.REACTION, (0,))]:
            answer(round, make_card(theme.theme, pillar=pillar, questions=len(values)), *values)
        answer(round, make_card(theme.theme), UNKNOWN)
        make_card(theme.theme)
    return round


@pytest.fixture
def shown(login, round):
    """Return what the page shows: (title, theme and pillar, score, its word)."""
    page = login(round.opened_by).get(reverse("assessments:work_points", args=[round.pk]))
    return [(point.title, point.where, point.number, point.word) for point in page.context["work_points"]]


@pytest.mark.parametrize("route", ["assessments:export_work_points", "assessments:export_work_points_xlsx"])
def test_sheet_holds_what_the_page_shows_in_its_order(login, round, shown, route):
    head, *lines = sheet_rows(login(round.opened_by).get(reverse(route, args=[round.pk])))

    assert tuple(head) == WORK_POINT_HEAD
    assert [(card, f"{theme} · {pillar}", *score) for theme, pillar, card, *score, _ in lines] == shown
    expected = [["0,0", "nog niet", "2,5"]] * 2 + [["1,5", "grotendeels", "2,5"]] * 2
    assert [line[3:] for line in lines] == expected
