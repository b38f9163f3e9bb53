"""What leaves a round as a file: who gets it, what is written down, and where the links are."""

import pytest
from django.urls import reverse

from schools.audit import record
from schools.models import AuditEntry, AuditHead
from tests.answers import sheet_rows
from tests.assessments.helpers import FRAME, answer
from tests.factories import NOW, make_card, make_round, make_set, make_theme
from themes.catalogue import themes_of
from themes.models import Kind

SCORES = {"assessments:export_xlsx": "scores.xlsx", "assessments:export": "scores.csv"}
WORK_POINTS = {
    "assessments:export_work_points_xlsx": "werkpunten.xlsx",
    "assessments:export_work_points": "werkpunten.csv",
}
FILES = SCORES | WORK_POINTS
RECORD = 8  # school; savepoint, five for the first of a chain, release


@pytest.fixture
def theme(db):
    return make_theme()


@pytest.fixture
def round(team_member, theme):
    """A round with one work point."""
    round = make_round(team_member, theme)
    answer(round, make_card(theme), 1)
    return round


@pytest.fixture(params=FILES)
def route(request):
    return request.param


def path(route, round) -> str:
    return reverse(route, args=[round.pk])


def written_down() -> list[tuple]:
    entries = AuditEntry.unscoped.filter(action="scores.exported")
    return [(entry.by, entry.target) for entry in entries]


def links(login, round, page: str, routes) -> list[int]:
    """Return how often a page links to each of these routes of a round."""
    content = login(round.opened_by).get(page).content.decode()
    return [content.count(f'<a href="{path(route, round)}">') for route in routes]


def test_file_is_named_after_its_school_year(login, round, route):
    name, _, kind = FILES[route].partition(".")

    response = login(round.opened_by).get(path(route, round))

    assert response["Content-Disposition"] == f'attachment; filename="{name}-2026-2027.{kind}"'
    assert response["Content-Type"].startswith("text/csv" if kind == "csv" else "application/vnd.openxml")


def test_file_of_another_school_is_not_found_and_not_written_down(login, round, route, outsider):
    assert login(outsider).get(path(route, round)).status_code == 404
    assert written_down() == []


@pytest.mark.parametrize(("role", "status"), [("admin", 200), ("principal", 200), ("log_reader", 403)])
def test_file_is_for_those_who_may_read_scores(request, login, round, route, role, status):
    member = request.getfixturevalue(role)

    assert login(member).get(path(route, round)).status_code == status
    school = f"schools.school:{round.school_id}"
    assert written_down() == ([(member, school)] if status == 200 else [])


def test_file_leaves_the_school_as_it_was(login, round, route):
    """Else the plan would be made anew after each."""
    record("round.opened", round, by=round.opened_by, at=NOW)
    before = AuditHead.objects.get(chain=round.school_id).last_change

    login(round.opened_by).get(path(route, round))

    assert AuditHead.objects.get(chain=round.school_id).last_change == before > 0


def test_file_that_is_not_written_down_is_not_made(login, round, route, monkeypatch):
    made = []
    monkeypatch.setattr("assessments.views.exports.record_export", lambda *args, **kwargs: 1 / 0)
    monkeypatch.setattr("assessments.score_export.round_results", made.append)

    with pytest.raises(ZeroDivisionError):
        login(round.opened_by).get(path(route, round))

    assert made == []


def test_overview_leads_to_the_sheets_of_its_round(login, round, team_member, theme):
    closed = {"school_year": 2024, "closed_at": NOW, "closed_by": team_member}
    earlier = make_round(team_member, theme, **closed)

    assert links(login, round, reverse("assessments:current"), SCORES) == [1, 1]
    assert links(login, earlier, path("assessments:overview", earlier), SCORES) == [1, 1]


def test_overview_without_a_round_offers_no_sheet(login, team_member):
    assert "Exporteer" not in login(team_member).get(reverse("assessments:current")).content.decode()


def test_list_of_work_points_leads_to_its_sheets_when_there_are_any(login, round):
    page = path("assessments:work_points", round)

    assert links(login, round, page, WORK_POINTS) == [1, 1]

    round.themes.update(target=0)
    assert links(login, round, page, WORK_POINTS) == [0, 0]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("route", "queries", "lines"),
    # round, chosen themes, values; and the answers
    [("assessments:export_xlsx", 4, 3), ("assessments:export_work_points_xlsx", 3, 2)],
)
def test_file_needs_as_many_queries_for_one_as_for_three(
    login, team_member, count, route, queries, lines, django_assert_num_queries
):
    criteria = make_set()
    themes = [make_theme(criteria) for _ in range(count)]
    round = make_round(team_member, *themes)
    for theme in themes * count:
        answer(round, make_card(theme, questions=count, kind=Kind.OPEN), *[1] * count)
    client = login(team_member)
    themes_of(round.criteria_set)  # read once, and kept

    with django_assert_num_queries(FRAME + queries + RECORD):
        response = client.get(path(route, round))

    assert len(sheet_rows(response)) == count**lines + 1
