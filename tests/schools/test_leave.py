"""Leaving a school yourself, and being shown out by an administrator."""

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from schools import services
from schools.permissions import Role
from tests.factories import NOW, make_member, make_school
from tests.schools.helpers import acts

LEAVE = "/profiel/vertrekken/"


def end_url(member):
    return reverse("schools:end", args=[member.pk])


def test_leaving_ends_the_membership_and_is_written_down(login, team_member):
    login(team_member).post(LEAVE)

    team_member.refresh_from_db()
    assert team_member.left_at is not None
    assert acts(team_member.school) == [("member.left", team_member)]


def test_leaving_the_only_school_ends_every_session(login, team_member):
    client, phone = login(team_member), Client()
    phone.force_login(team_member.user)

    client.post(LEAVE)

    assert get_user(client).is_anonymous
    assert get_user(phone).is_anonymous


def test_leaving_one_of_two_schools_keeps_the_session_and_nothing_of_that_school(login, team_member):
    other = make_member(make_school(), user=team_member.user, joined_at=NOW.replace(year=2027))
    client = login(team_member)

    client.post(LEAVE)

    assert client.get("/profiel/").context["member"] == other


def test_leaving_asks_first(login, team_member):
    response = login(team_member).get(LEAVE)

    team_member.refresh_from_db()
    assert team_member.left_at is None
    assert "Verlaat de school" in response.content.decode()


def test_the_last_admin_cannot_leave_and_is_told_why(login, admin):
    response = login(admin).post(LEAVE, follow=True)

    assert "Jij bent de enige beheerder." in response.content.decode()
    admin.refresh_from_db()
    assert admin.left_at is None


def test_an_admin_can_leave_when_there_is_another(login, admin, school):
    make_member(school, Role.ADMIN)

    login(admin).post(LEAVE)

    admin.refresh_from_db()
    assert admin.left_at is not None


def test_two_admins_cannot_both_leave(admin, school):
    other = make_member(school, Role.ADMIN)
    services.end_membership(admin, by=admin, at=NOW)

    with pytest.raises(services.LastAdmin):
        services.end_membership(other, by=other, at=NOW)


def test_who_left_already_is_sent_home(login, team_member):
    client = login(team_member)
    services.end_membership(team_member, by=team_member, at=NOW)
    team_member.user.refresh_from_db()
    client.force_login(team_member.user)

    assert client.post(LEAVE).url == reverse("schools:none")


def test_an_admin_shows_a_member_out(login, admin, team_member):
    colleague = Client()
    colleague.force_login(team_member.user)

    response = login(admin).post(end_url(team_member))

    team_member.refresh_from_db()
    assert team_member.left_at is not None
    assert acts(admin.school) == [("member.ended", admin)]
    assert get_user(colleague).is_anonymous
    assert response.url == reverse("schools:members")


def test_showing_out_asks_first(login, admin, team_member):
    response = login(admin).get(end_url(team_member))

    team_member.refresh_from_db()
    assert team_member.left_at is None
    assert team_member.user.name in response.content.decode()


def test_showing_out_somebody_who_left_is_not_found(login, admin, school):
    assert login(admin).post(end_url(make_member(school, left_at=NOW))).status_code == 404


def test_showing_yourself_out_is_done_from_your_profile(login, admin):
    assert login(admin).post(end_url(admin)).status_code == 404


def test_showing_out_a_member_of_another_school_is_not_found(login, admin, outsider):
    assert login(admin).post(end_url(outsider)).status_code == 404
    outsider.refresh_from_db()
    assert outsider.left_at is None


@pytest.mark.parametrize("persona", ["team_member", "contact", "principal", "log_reader"])
def test_showing_out_is_forbidden_to_other_roles(request, login, admin, persona):
    assert login(request.getfixturevalue(persona)).post(end_url(admin)).status_code == 403
