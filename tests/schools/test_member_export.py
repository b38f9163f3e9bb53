"""The members as a sheet: what their page shows, to who sees that page."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from schools.models import AuditEntry
from schools.permissions import Role
from schools.views.member_sheet import HEAD
from tests.answers import sheet_rows
from tests.factories import NOW, make_member, make_school, make_user
from tests.schools.helpers import acts, make_invitation

pytestmark = pytest.mark.time_machine(NOW, tick=False)
KINDS = ["schools:members_export", "schools:members_export_xlsx"]


@pytest.fixture(params=KINDS)
def export(request, login):
    """Return a function that gives the answer to a member."""
    return lambda member: login(member).get(reverse(request.param))


def names(response) -> list[str]:
    return [name for name, *_ in sheet_rows(response)[1:]]


def test_sheet_holds_what_the_page_shows(export, admin):
    late = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)  # in Brussels it was October by then
    user = make_user(name="Ann", email="ann@school.example")
    make_member(admin.school, Role.PRINCIPAL, Role.TEAM, user=user, joined_at=late)

    head, first, _ = sheet_rows(export(admin))

    assert head == [*HEAD] == ["Naam", "E-mailadres", "Rollen", "Lid sinds"]
    assert first == ["Ann", "ann@school.example", "werkgroep, directie", "2026-10-01"]


def test_sheet_holds_the_members_of_this_school_who_did_not_leave(export, admin):
    stranger = make_member(make_school(), Role.ADMIN)
    make_member(admin.school, user=make_user(name="Weg"), left_at=NOW)
    make_member(admin.school, user=make_user(name="Aan het werk"))
    make_invitation(admin)

    assert names(export(admin)) == ["Aan het werk", admin.user.name]
    assert names(export(stranger)) == [stranger.user.name]


@pytest.mark.parametrize("persona", ["contact", "principal", "log_reader"])
def test_who_reads_the_page_has_the_same_sheet_as_the_admin(request, export, admin, persona):
    member = request.getfixturevalue(persona)

    assert sheet_rows(export(member)) == sheet_rows(export(admin))


def test_team_has_no_sheet(export, team_member):
    assert export(team_member).status_code == 403
    assert not AuditEntry.unscoped.exists()


def test_day_is_a_day_in_excel(login, admin, tmp_path):
    path = tmp_path / "leden.xlsx"
    path.write_bytes(login(admin).get(reverse("schools:members_export_xlsx")).content)

    assert load_workbook(path).active["D2"].is_date


def test_export_is_written_down(export, admin):
    export(admin)

    assert acts(admin.school) == [("members.exported", admin)]
    assert AuditEntry.unscoped.get().target == f"schools.school:{admin.school_id}"


def test_export_that_is_not_written_down_is_not_given(export, admin, monkeypatch):
    monkeypatch.setattr("schools.views.member_sheet.record_export", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        export(admin)


@pytest.mark.parametrize("route", KINDS)
@pytest.mark.parametrize("count", [1, 3])
def test_export_needs_twelve_queries(login, admin, count, route, django_assert_num_queries):
    for _ in range(count - 1):
        make_member(admin.school)
    client = login(admin)

    # session, user, member, school; the record: savepoint, five for the first of a chain, release; members
    with django_assert_num_queries(12):
        response = client.get(reverse(route))

    assert len(names(response)) == count
