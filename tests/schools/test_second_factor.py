"""The second step: who needs one, setting it up, and logging in with it."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.urls import reverse

from schools.permissions import Role
from tests.factories import NOW, PASSWORD, make_member, make_user
from tests.schools.helpers import SECRET, add_app, code_now, texts

INDEX = "/account/tweede-stap/"
APP = "/account/tweede-stap/app/"
CODES = "/account/tweede-stap/herstelcodes/"
STEP = "/account/aanmelden/tweede-stap/"


def log_in(client, user):
    return client.post("/account/aanmelden/", {"login": user.email, "password": PASSWORD})


def set_up_app(client):
    """Follow the steps of the page; return the secret that it showed."""
    secret = client.get(APP).context["form"].secret
    client.post(APP, {"code": code_now(secret)})
    return secret


@pytest.mark.parametrize("role", [Role.CONTACT, Role.PRINCIPAL, Role.ADMIN])
def test_these_roles_set_it_up_before_anything_else(client, school, role):
    client.force_login(make_member(school, Role.TEAM, role).user)

    for name in ("assessments:current", "schools:members", "schools:invite"):
        assert client.get(reverse(name)).headers["Location"] == INDEX
    assert "Dit stel je eerst in, daarna kun je verder." in texts(client.get(INDEX))


@pytest.mark.parametrize("role", [Role.TEAM, Role.LOG_READER])
def test_these_roles_choose_for_themselves(client, school, role):
    client.force_login(make_member(school, role).user)

    assert client.get("/", follow=True).request["PATH_INFO"] != INDEX
    assert "Dit stel je eerst in" not in texts(client.get(INDEX))


def test_recovery_codes_alone_are_not_a_second_factor(client, admin):
    Authenticator.objects.create(user=admin.user, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(admin.user)

    assert client.get(reverse("schools:members")).headers["Location"] == INDEX


@pytest.mark.parametrize("path", ["/profiel/", "/account/wachtwoord/", "/account/afmelden/"])
def test_these_pages_stay_open_meanwhile(client, admin, path):
    client.force_login(admin.user)

    assert client.get(path).status_code == 200


def test_the_demonstration_asks_for_none(client, admin, settings):
    settings.DEMO = True
    client.force_login(admin.user)

    assert client.get(reverse("schools:members")).status_code == 200


def test_a_role_that_is_given_later_counts_from_the_next_request(client, team_member):
    client.force_login(team_member.user)
    team_member.roles = ["contact"]
    team_member.save()

    assert client.get(reverse("assessments:current")).headers["Location"] == INDEX


@pytest.mark.parametrize("has_factor", [True, False])
def test_asking_costs_no_query_of_its_own(client, admin, has_factor, django_assert_num_queries):
    if has_factor:
        add_app(admin.user)
    client.force_login(admin.user)

    with django_assert_num_queries(3):  # session, user, member
        client.get(reverse("schools:invite"))


def test_the_app_is_set_up_right_after_logging_in(client, admin):
    log_in(client, admin.user)

    page = client.get(APP)
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret = page.context["form"].secret
    response = client.post(APP, {"code": code_now(secret)})

    assert response.url == CODES
    assert len(client.get(CODES).context["unused_codes"]) == 10
    assert client.get(reverse("schools:members")).status_code == 200


def test_a_wrong_code_is_explained_and_the_qr_code_stays(client, admin):
    log_in(client, admin.user)
    secret = client.get(APP).context["form"].secret

    response = client.post(APP, {"code": "000000"})

    assert list(response.context["form"].errors) == ["code"]
    assert response.context["form"].secret == secret


def test_setting_up_later_asks_the_password_again(login, team_member):
    client = login(team_member)

    assert client.get(APP).url == f"/account/bevestigen/?next={APP.replace('/', '%2F')}"
    client.post("/account/bevestigen/", {"password": PASSWORD, "next": APP})
    assert client.get(APP).status_code == 200


def test_a_login_counts_as_the_password_for_five_minutes(client, team_member, time_machine):
    time_machine.move_to(NOW)
    log_in(client, team_member.user)
    assert client.get(APP).status_code == 200

    time_machine.shift(301)

    assert client.get(APP).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_change_is_told_by_mail(client, team_member, mailoutbox):
    log_in(client, team_member.user)

    secret = set_up_app(client)

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([team_member.user.email], "Er is een app gekoppeld aan je account")
    assert secret not in mail.body


def test_no_secret_is_in_plain_text_in_the_database(client, team_member):
    log_in(client, team_member.user)
    secret = set_up_app(client)
    codes = client.get(CODES).context["unused_codes"]

    stored = [str(row) for row in Authenticator.objects.values()]
    stored += [str(session.get_decoded()) for session in Session.objects.all()]
    assert len(stored) == 3  # the app, the recovery codes, the session
    for text in stored:
        assert secret not in text
        assert not any(code in text for code in codes)


def test_login_waits_for_the_code(client, team_member):
    add_app(team_member.user)

    response = log_in(client, team_member.user)
    assert response.url == STEP
    assert get_user(client).is_anonymous

    client.post(STEP, {"code": code_now()})
    assert get_user(client) == team_member.user


def test_login_takes_a_code_with_a_space(client, team_member):
    add_app(team_member.user)
    log_in(client, team_member.user)
    code = code_now()

    client.post(STEP, {"code": f"{code[:3]} {code[3:]}"})

    assert get_user(client) == team_member.user


def test_login_refuses_a_code_that_was_used(client, team_member):
    add_app(team_member.user)
    code = code_now()
    for _ in range(2):
        log_in(client, team_member.user)
        client.post(STEP, {"code": code})
        logged_in = get_user(client).is_authenticated
        client.logout()

    assert not logged_in


def test_login_refuses_a_wrong_code_and_stops_after_five(client, team_member):
    add_app(team_member.user)
    log_in(client, team_member.user)

    errors = [client.post(STEP, {"code": "000000"}).context["form"].errors["code"][0] for _ in range(6)]

    assert errors[:5] == ["Dit klopt niet, of is niet meer geldig. Probeer het opnieuw."] * 5
    assert "Wacht vijf minuten" in errors[5]
    client.post(STEP, {"code": code_now()})
    assert get_user(client).is_anonymous


def test_login_takes_each_recovery_code_once(client, team_member):
    log_in(client, team_member.user)
    set_up_app(client)
    code = client.get(CODES).context["unused_codes"][0]

    results = []
    for _ in range(2):
        client.logout()
        log_in(client, team_member.user)
        client.post(STEP, {"code": code})
        results.append(get_user(client).is_authenticated)

    assert results == [True, False]


def test_removing_the_app_sends_who_needs_it_back_to_the_start(client, admin):
    add_app(admin.user)
    log_in(client, admin.user)
    client.post(STEP, {"code": code_now()})

    client.post(f"{APP}uitzetten/")

    assert client.get(reverse("schools:members")).headers["Location"] == INDEX


def test_recovery_codes_are_somebody_s_own(client, team_member):
    other = make_user()
    add_app(other)
    Authenticator.objects.create(user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "Sleutel"})
    key = Authenticator.objects.get(user=other, type=Authenticator.Type.WEBAUTHN)
    log_in(client, team_member.user)

    assert client.get(CODES).status_code == 404
    assert client.get(f"{INDEX}toegangssleutels/{key.pk}/").status_code == 404
    assert client.post(f"{INDEX}toegangssleutels/{key.pk}/weg/").status_code == 404


def test_the_fixed_secret_of_these_tests_is_sealed_too(team_member):
    add_app(team_member.user)

    assert SECRET not in str(Authenticator.objects.values().get())
