import pytest
from django.urls import reverse

from schools.permissions import Role
from tests.factories import NOW, make_member, make_school, make_user
from tests.schools.helpers import texts

PROFILE = "/profiel/"


def switch_url(member):
    return reverse("schools:switch", args=[member.pk])


@pytest.fixture
def elsewhere(team_member):
    """The same person, in a second school."""
    later = NOW.replace(year=2027)
    return make_member(make_school(), Role.LOG_READER, user=team_member.user, joined_at=later)


def test_profile_shows_who_you_are_here(login, team_member):
    page = texts(login(team_member).get(PROFILE))

    for text in (team_member.user.name, team_member.user.email, str(team_member.school), "werkgroep"):
        assert text in page


@pytest.mark.parametrize("name", ["account_change_password", "mfa_index", "schools:leave"])
def test_profile_leads_to(login, team_member, name):
    assert f'href="{reverse(name)}"' in login(team_member).get(PROFILE).content.decode()


def test_profile_costs_four_queries(login, team_member, django_assert_num_queries):
    client = login(team_member)

    with django_assert_num_queries(4):  # session, user, member, school
        client.get(PROFILE)


def test_without_a_school_everything_leads_to_what_to_do(client, db):
    client.force_login(make_user())

    response = client.get("/school/leden/", follow=True)

    assert response.request["PATH_INFO"] == reverse("schools:none")
    assert "om je uit te nodigen" in texts(response)
    assert client.get(PROFILE).status_code == 200


def test_the_oldest_membership_comes_first(login, team_member, elsewhere):
    response = login(team_member).get(PROFILE)

    assert response.context["member"] == team_member
    assert list(response.context["other_memberships"]) == [elsewhere]


def test_switch_opens_the_other_school_until_the_session_ends(login, team_member, elsewhere):
    client = login(team_member)

    client.post(switch_url(elsewhere))

    assert client.get(PROFILE).context["member"] == elsewhere
    client.force_login(make_user())
    client.force_login(team_member.user)
    assert client.get(PROFILE).context["member"] == team_member


def test_switch_gives_the_roles_of_that_school_only(login, team_member, elsewhere):
    client = login(team_member)
    client.post(switch_url(elsewhere))

    assert client.get(reverse("assessments:themes")).status_code == 403


def test_switch_to_a_school_you_left_is_not_found(login, team_member):
    left = make_member(make_school(), user=team_member.user, left_at=NOW)

    assert login(team_member).post(switch_url(left)).status_code == 404


def test_switch_to_the_membership_of_somebody_else_is_not_found(login, team_member, outsider):
    assert login(team_member).post(switch_url(outsider)).status_code == 404


def test_switch_is_a_post(login, team_member, elsewhere):
    assert login(team_member).get(switch_url(elsewhere)).status_code == 405
