import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.utils import timezone

from schools import services
from schools.models import Membership, User
from schools.permissions import Role
from tests.factories import PASSWORD, make_member, make_school, make_user
from tests.schools.helpers import acts, add_app, make_invitation

NEW = {"name": "Noor Claes", "password": "vier woorden zijn sterk"}


def member_of(invitation):
    return Membership.unscoped.active().get(school=invitation.school, user__email=invitation.email)


def test_accept_shows_school_roles_and_address(client, admin):
    invitation, link = make_invitation(admin, Role.TEAM, Role.PRINCIPAL)

    page = client.get(link).content.decode()

    for text in (str(admin.school), "werkgroep, directie", invitation.email, admin.user.name):
        assert text in page


def test_accept_makes_a_member_who_is_logged_in(client, admin):
    invitation, link = make_invitation(admin, Role.TEAM)

    response = client.post(link, NEW)

    member = member_of(invitation)
    assert (member.user.name, member.roles) == ("Noor Claes", ["team"])
    assert member.user.check_password(NEW["password"])
    assert get_user(client) == member.user
    assert response.url == "/"


def test_accept_is_written_down(client, admin):
    invitation, link = make_invitation(admin)

    client.post(link, NEW)

    member = member_of(invitation)
    assert acts(admin.school) == [("member.joined", member), ("member.logged_in", member)]


def test_accept_leads_who_needs_it_to_the_second_factor_without_asking_the_password_again(client, admin):
    _, link = make_invitation(admin, Role.CONTACT)

    response = client.post(link, NEW, follow=True)

    assert response.request["PATH_INFO"] == "/account/tweede-stap/"
    assert client.get("/account/tweede-stap/app/").status_code == 200


def test_accept_ignores_another_address_in_the_form(client, admin):
    invitation, link = make_invitation(admin)

    client.post(link, NEW | {"email": "ander@school.example"})

    assert not User.objects.filter(email="ander@school.example").exists()
    assert member_of(invitation)


@pytest.mark.parametrize(
    ("change", "field", "error"),
    [
        ({"name": ""}, "name", "Dit veld is verplicht."),
        ({"password": ""}, "password", "Dit veld is verplicht."),
        ({"password": "elf tekens."}, "password", "Dit wachtwoord is te kort: neem minstens 12 tekens."),
        ({"password": "123456789123"}, "password", "Dit wachtwoord is te algemeen."),
    ],
)
def test_accept_explains_bad_input_at_the_field(client, admin, change, field, error):
    invitation, link = make_invitation(admin)

    response = client.post(link, NEW | change)

    assert response.context["form"].errors == {field: [error]}
    assert not User.objects.filter(email=invitation.email).exists()


def test_accept_takes_a_password_of_twelve_without_digits_or_capitals(client, admin):
    _, link = make_invitation(admin)

    assert client.post(link, NEW | {"password": "twaalftekens"}).status_code == 302


def test_accept_works_once(client, admin):
    _, link = make_invitation(admin)
    client.post(link, NEW)
    client.logout()

    assert client.get(link).status_code == 404
    assert client.post(link, NEW | {"name": "Nog eens"}).status_code == 404


def test_accept_loses_the_race_politely(client, admin, monkeypatch):
    invitation, link = make_invitation(admin, accepted_at=timezone.now())
    monkeypatch.setattr(services, "find_invitation", lambda token, at: invitation)

    assert client.post(link, NEW).status_code == 404
    assert not User.objects.filter(email=invitation.email).exists()


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')  # another one in each answer


def dead_links(admin):
    now = timezone.now()
    yield "/uitnodiging/nooit-bestaan/"
    yield make_invitation(admin, expires_in=timedelta(seconds=-1))[1]
    yield make_invitation(admin, accepted_at=now)[1]
    yield make_invitation(admin, withdrawn_at=now)[1]


def test_every_dead_link_gives_one_and_the_same_page(client, admin):
    responses = [client.get(link) for link in dead_links(admin)]

    assert {response.status_code for response in responses} == {404}
    assert len({TOKEN.sub("", response.content.decode()) for response in responses}) == 1
    assert "Vraag een nieuwe uitnodiging" in responses[0].content.decode()


def test_accept_asks_a_known_address_to_log_in_first(client, admin):
    user = make_user()
    _, link = make_invitation(admin, email=user.email)

    response = client.post(link, NEW)

    assert f"/account/aanmelden/?next={link}" in response.content.decode()
    assert not Membership.unscoped.filter(user=user).exists()


def test_accept_goes_on_after_logging_in(client, admin):
    user = make_user()
    invitation, link = make_invitation(admin, email=user.email)

    data = {"login": user.email, "password": PASSWORD, "next": link}
    response = client.post("/account/aanmelden/", data)

    assert response.url == link
    client.post(link)
    assert member_of(invitation).user == user


def test_accept_waits_for_the_second_factor_of_a_known_address(client, admin):
    user = make_user()
    add_app(user)
    _, link = make_invitation(admin, email=user.email)

    client.post("/account/aanmelden/", {"login": user.email, "password": PASSWORD, "next": link})
    client.post(link)

    assert not Membership.unscoped.filter(user=user).exists()


def test_accept_by_a_known_address_is_one_click_and_opens_that_school(login, admin):
    elsewhere = make_member(make_school())
    invitation, link = make_invitation(admin, email=elsewhere.user.email)
    client = login(elsewhere)

    client.post(link)

    assert client.get("/profiel/").context["member"] == member_of(invitation)


def test_accept_tells_another_address_and_keeps_the_invitation(login, admin, team_member):
    invitation, link = make_invitation(admin)

    response = login(team_member).post(link)

    page = response.content.decode()
    assert invitation.email in page
    assert team_member.user.email in page
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_join_refuses_another_address(admin, team_member):
    invitation, _ = make_invitation(admin)

    with pytest.raises(services.WrongAddress):
        services.join(invitation, user=team_member.user, at=timezone.now())


def test_accept_again_after_leaving_makes_a_new_membership(login, admin, school):
    left = make_member(school, left_at=timezone.now())
    _, link = make_invitation(admin, email=left.user.email)

    login(left).post(link)

    assert Membership.unscoped.filter(user=left.user, school=school).count() == 2
