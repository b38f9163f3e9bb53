"""The figures on the page, in the sheet and in the policy plan: everywhere the same, by the same rule."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from incidents.models import Exclusion
from plans.editions import draft_edition
from plans.models import Audience
from plans.paper import plan_html
from schools.models import AuditEntry
from tests.factories import NOW, make_incident, make_round, make_theme
from tests.incidents.counting import make_many, make_tally

pytestmark = pytest.mark.time_machine(NOW, tick=False)
URL, EXPORT = reverse("incidents:statistics"), reverse("incidents:statistics_export")
YEAR = '<span class="stacked-label">2026–2027</span>'
READERS = ["team_member", "contact", "principal", "admin"]


@pytest.fixture
def themes(db):
    first = make_theme(code="sexting", name="Sexting")
    return [first, make_theme(first.criteria_set, code="privacy", name="Privacy")]


@pytest.fixture
def counted(contact, themes):
    """Seven incidents of one theme, two of another."""
    make_many(contact.school, 7)
    make_many(contact.school, 2, theme="privacy")


def exclude(incident, member):
    Exclusion.unscoped.create(school=member.school, incident=incident, member=member)


def lines(response):
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("role", READERS)
def test_page_shows_figures_to_who_may_read_no_incident(request, login, role, counted):
    page = login(request.getfixturevalue(role)).get(URL).content.decode()

    assert '<th scope="row">Sexting</th><td class="num">' + YEAR + "7</td>" in page
    assert '<th scope="row">Privacy</th><td class="num">' + YEAR + "0–4</td>" in page
    assert "<tfoot>" not in page
    assert "figure-bar" not in page
    assert "Deze cijfers staan hier zodra" in page  # by kind


def test_incidents_that_the_reader_may_not_open_are_counted(login, contact, team_member, themes):
    for _ in range(5):
        excluded = make_incident(contact)
    exclude(excluded, contact)

    for member in (team_member, contact):
        found = login(member).get(URL).context["statistics"]
        assert [cell.text for _, cells in found.themes.lines for _, cell in cells] == ["5", "0–4"]


def test_page_with_nothing_to_hide_has_totals_and_bars(login, contact, themes):
    for theme in ("sexting", "privacy"):
        make_many(contact.school, 10, theme=theme)

    page = login(contact).get(URL).content.decode()

    assert '<tfoot><tr><th scope="row">Samen</th><td class="num">' + YEAR + "20</td></tr></tfoot>" in page
    assert page.count('<rect width="100" height="4">') == 2


def test_page_looks_the_same_for_none_and_for_four(login, contact, themes):
    client = login(contact)
    none = client.get(URL).context["statistics"]

    make_many(contact.school, 4)

    assert client.get(URL).context["statistics"] == none


def test_page_without_criteria_says_what_is_missing(login, contact):
    assert "Er valt nog niets te tellen" in login(contact).get(URL).content.decode()


@pytest.mark.parametrize("url", [URL, EXPORT])
def test_log_reader_has_no_figures(login, log_reader, url):
    assert login(log_reader).get(url).status_code == 403


def test_sheet_gives_the_same_figures_and_is_written_down(login, contact, counted):
    response = login(contact).get(EXPORT)

    head, *rows = lines(response)
    assert head == ["Indeling", "Wat", "2026–2027"]
    assert rows[:2] == [["Thema", "Sexting", "7"], ["Thema", "Privacy", "0–4"]]
    assert {cell for _, _, cell in rows[2:]} == {"–"}
    assert AuditEntry.unscoped.filter(action="statistics.exported", by=contact).count() == 1
    assert 'filename="meldingen-in-cijfers-2026-11-20.csv"' in response["Content-Disposition"]


def test_sheet_has_totals_when_nothing_is_hidden(login, contact, themes):
    for theme in ("sexting", "privacy"):
        make_many(contact.school, 5, theme=theme)

    assert lines(login(contact).get(EXPORT))[3] == ["Thema", "Totaal", "10"]


def test_plan_has_the_same_figures(login, contact, team_member, counted, themes):
    round = make_round(team_member, *themes)

    html = plan_html(draft_edition(round, team_member, Audience.FULL, NOW.date()))

    assert '<th scope="row">Sexting</th><td class="figure">7</td>' in html
    assert '<th scope="row">Privacy</th><td class="figure">0–4</td>' in html
    assert "Samen" not in html
    assert "Deze cijfers kunnen we niet tonen" in html


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_as_many_queries_for_one_as_for_three(
    login, contact, themes, count, django_assert_num_queries
):
    for _ in range(count):
        make_tally(contact.school)
    client = login(contact)
    client.get(URL)  # reads the names of the themes into memory

    with django_assert_num_queries(8):  # session, user, member, school; the figures need four
        client.get(URL)
