"""Each list that leaves as CSV leaves as Excel too: the same lines and choice, one entry in the log."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from incidents.kinds import Kind
from schools.models import AuditEntry, AuditHead
from schools.permissions import Role
from tests.answers import sheet_rows
from tests.factories import NOW, make_action, make_card, make_incident, make_member, make_theme, make_user
from tests.incidents.access_helpers import invite
from tests.schools.test_log import record

pytestmark = pytest.mark.time_machine(NOW, tick=False)
FORMULA = "=1+1"
# Of each: the page it is on, a choice on it, and what is written down.
EXPORTS = {
    "plans:export": ("plans:actions", {"toon": "te-laat"}, "actions.exported"),
    "incidents:export": ("incidents:list", {"soort": "klacht"}, "incident.listed_export"),
    "incidents:statistics_export": ("incidents:statistics", {}, "statistics.exported"),
    "schools:log_export": ("schools:log", {"soort": "plan", "tot": "2026-11-20"}, "log.exported"),
    "schools:members_export": ("schools:members", {}, "members.exported"),
}
ACT_OF = {f"{route}{kind}": act for route, (_, _, act) in EXPORTS.items() for kind in ("", "_xlsx")}


@pytest.fixture
def visitor(login, school):
    """Log in as somebody who may export all there is, and whose name is a formula."""
    contact = make_member(school, Role.CONTACT, user=make_user(name=FORMULA))
    theme = make_theme(code="privacy", name=FORMULA)
    for kind in (Kind.COMPLAINT, Kind.DATA_LEAK):
        make_incident(contact, title=FORMULA, theme="privacy", kind=kind)
    make_action(contact, make_card(theme), what="Op tijd")
    make_action(contact, make_card(theme), what=FORMULA, due_on=NOW.date().replace(day=1))
    record("action.added", contact)
    return login(contact)


def ask(client, route: str, query: dict | None = None):
    return client.get(reverse(route, query=query))


@pytest.mark.parametrize("route", EXPORTS)
def test_excel_holds_the_lines_of_the_csv(visitor, route):
    query = EXPORTS[route][1]

    rows = sheet_rows(ask(visitor, route, query))

    assert sheet_rows(ask(visitor, f"{route}_xlsx", query)) == rows
    assert len(rows) > 1


@pytest.mark.parametrize("route", EXPORTS)
def test_file_is_named_alike(visitor, route):
    names = [ask(visitor, f"{route}{kind}")["Content-Disposition"] for kind in ("", "_xlsx")]

    assert names[1] == names[0].replace(".csv", ".xlsx")
    assert names[0].endswith('-2026-11-20.csv"')


@pytest.mark.parametrize("route", EXPORTS)
def test_what_looks_like_a_formula_is_text(visitor, route):
    page = load_workbook(BytesIO(ask(visitor, f"{route}_xlsx").content)).active

    found = [cell.data_type for row in page.iter_rows() for cell in row if cell.value == FORMULA]
    assert set(found) == {"s"}


@pytest.mark.parametrize("route", ACT_OF)
def test_file_is_one_entry_in_the_log(visitor, route):
    before = AuditEntry.unscoped.count()

    ask(visitor, route)

    new = AuditEntry.unscoped.order_by("number")[before:]
    assert [entry.action for entry in new] == [ACT_OF[route]]


@pytest.mark.parametrize("route", ACT_OF)
def test_file_leaves_the_school_as_it_was(visitor, route):
    """Else the plan would be made anew after each."""
    before = AuditHead.objects.latest("number").last_change

    ask(visitor, route)

    assert AuditHead.objects.latest("number").last_change == before > 0


@pytest.mark.parametrize("route", [route for route, (_, query, _) in EXPORTS.items() if query])
def test_both_files_hold_what_was_chosen(visitor, route):
    page, query, _ = EXPORTS[route]

    html = ask(visitor, page, query).content.decode()

    links = [unescape(link) for link in re.findall(r'href="([^"]*)">(?:Excel|CSV)<', html)]
    assert links == [reverse(f"{route}{kind}", query=query) for kind in ("_xlsx", "")]
    everything = sheet_rows(ask(visitor, route))
    assert {len(sheet_rows(visitor.get(link))) < len(everything) for link in links} == {True}


@pytest.mark.parametrize("route", EXPORTS)
def test_without_a_choice_the_links_ask_for_nothing(visitor, route):
    html = ask(visitor, EXPORTS[route][0]).content.decode()

    links = re.findall(r'href="([^"]*)">(Excel|CSV)<', html)
    assert links == [(reverse(f"{route}_xlsx"), "Excel"), (reverse(route), "CSV")]


def test_actions_go_to_a_calendar_too(visitor):
    html = ask(visitor, "plans:actions", {"toon": "te-laat"}).content.decode()

    path = reverse("plans:ical", query={"toon": "te-laat"})
    assert f'<a href="{path}">voor je agenda</a>' in html


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("route", "queries"),
    [("incidents:export", 14), ("incidents:statistics_export", 14), ("schools:log_export", 10)],
)
def test_excel_needs_as_many_queries_for_one_as_for_three(
    login, contact, route, queries, count, django_assert_num_queries
):
    make_theme(code="privacy")
    for _ in range(count):
        make_incident(contact, theme="privacy")
    client = login(contact)

    # session, user, member, what the list itself needs, and writing down that it was given
    with django_assert_num_queries(queries):
        rows = sheet_rows(ask(client, f"{route}_xlsx"))

    assert len(rows) > count


@pytest.mark.parametrize("persona", ["principal", "admin", "team_member", "log_reader"])
def test_who_reads_one_incident_has_no_file_of_them_and_no_link_to_it(request, login, contact, persona):
    member = request.getfixturevalue(persona)
    invite(make_incident(contact, title="Zonnebloem"), member, by=contact)
    client = login(member)

    page = ask(client, "incidents:list").content.decode()

    assert ("Zonnebloem" in page, "Exporteer" in page) == (True, False)
    assert [ask(client, f"incidents:export{kind}").status_code for kind in ("", "_xlsx")] == [403, 403]
