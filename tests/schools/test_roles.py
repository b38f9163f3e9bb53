import pytest
from django.urls import reverse

from schools import services
from schools.permissions import Role
from tests.factories import NOW, make_member, make_school
from tests.schools.helpers import acts


def url(member):
    return reverse("schools:roles", args=[member.pk])


def test_roles_are_changed_and_written_down(login, admin, team_member):
    response = login(admin).post(url(team_member), {"roles": ["principal", "team"]})

    team_member.refresh_from_db()
    assert team_member.roles == ["team", "principal"]
    assert acts(admin.school) == [("member.roles_changed", admin)]
    assert response.url == reverse("schools:members")


def test_roles_count_from_the_next_request(login, admin, team_member):
    services.change_roles(team_member, roles=["log_reader"], by=admin, at=NOW)

    assert login(team_member).get(reverse("assessments:themes")).status_code == 403


def test_roles_page_shows_the_present_ones(login, admin, contact):
    response = login(admin).get(url(contact))

    assert response.context["form"]["roles"].value() == ["contact"]


def test_roles_need_at_least_one(login, admin, team_member):
    response = login(admin).post(url(team_member), {})

    assert response.context["form"].errors == {"roles": ["Kies minstens één rol."]}


def test_the_last_admin_keeps_that_role(login, admin):
    make_member(admin.school, Role.ADMIN, left_at=NOW)
    make_member(make_school(), Role.ADMIN)

    response = login(admin).post(url(admin), {"roles": ["team"]})

    assert response.context["form"].errors == {
        "roles": ["Er moet minstens één beheerder zijn. Geef eerst iemand anders deze rol."]
    }
    admin.refresh_from_db()
    assert admin.roles == ["admin"]


def test_an_admin_may_give_the_role_away(login, admin, school):
    make_member(school, Role.ADMIN)

    login(admin).post(url(admin), {"roles": ["team"]})

    admin.refresh_from_db()
    assert admin.roles == ["team"]


def test_an_admin_whose_account_is_closed_does_not_count(admin, school):
    closed = make_member(school, Role.ADMIN)
    closed.user.is_active = False
    closed.user.save()

    with pytest.raises(services.LastAdmin):
        services.change_roles(admin, roles=["team"], by=admin, at=NOW)


def test_roles_of_somebody_who_left_meanwhile_stay(admin, school):
    left = make_member(school, left_at=NOW)

    with pytest.raises(services.MemberLeft):
        services.change_roles(left, roles=["principal"], by=admin, at=NOW)


def test_roles_of_another_school_are_not_found(login, admin, outsider):
    assert login(admin).post(url(outsider), {"roles": ["team"]}).status_code == 404


@pytest.mark.parametrize("persona", ["team_member", "contact", "principal", "log_reader"])
def test_roles_are_forbidden_to_other_roles(request, login, admin, persona):
    assert login(request.getfixturevalue(persona)).get(url(admin)).status_code == 403
