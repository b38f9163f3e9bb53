"""Logging in and out with a password, and what a stranger can learn from it."""

from importlib import import_module

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.hashers import get_hasher, identify_hasher, make_password

from schools.models import User
from tests.factories import PASSWORD, make_member, make_school, make_user
from tests.schools.helpers import acts, texts

REAL = import_module("schoolsafety.settings")  # what runs, not what tests replace
LOGIN = "/account/aanmelden/"
ARGON2 = "django.contrib.auth.hashers.Argon2PasswordHasher"
MISMATCH = "Dit e-mailadres en dit wachtwoord horen niet bij elkaar."


def try_login(client, email, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def test_login_by_address_in_any_case(client, team_member):
    response = try_login(client, team_member.user.email.upper())

    assert get_user(client) == team_member.user
    assert response.url == "/"


def test_login_goes_on_where_you_were(client, team_member):
    data = {"login": team_member.user.email, "password": PASSWORD, "next": "/profiel/"}

    assert client.post(LOGIN, data).url == "/profiel/"


def test_login_does_not_go_to_another_site(client, team_member):
    data = {"login": team_member.user.email, "password": PASSWORD, "next": "https://elders.example/"}

    assert client.post(LOGIN, data).url == "/"


def test_login_is_written_down_in_each_school(client, team_member):
    other = make_member(make_school(), user=team_member.user)

    try_login(client, team_member.user.email)

    assert acts(team_member.school) == [("member.logged_in", team_member)]
    assert acts(other.school) == [("member.logged_in", other)]


def test_login_ends_when_the_browser_closes(client, team_member):
    response = try_login(client, team_member.user.email)

    assert response.cookies["sessionid"]["max-age"] == ""


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, team_member):
    pages = []
    for email in (team_member.user.email, "niemand@school.example"):
        page = texts(try_login(client, email, "fout wachtwoord"))
        pages.append(page.replace(email, ""))

    assert pages[0] == pages[1]
    assert MISMATCH in pages[0]


def test_an_unknown_address_costs_a_hash_as_well(client, db, monkeypatch):
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda self, password: hashed.append(password))

    try_login(client, "niemand@school.example", "fout wachtwoord")

    assert hashed == ["fout wachtwoord"]


def test_a_closed_account_does_not_log_in(client, team_member):
    team_member.user.is_active = False
    team_member.user.save()

    response = try_login(client, team_member.user.email)

    assert response.url == "/account/gesloten/"
    assert get_user(client).is_anonymous


def test_five_failures_stop_an_address_for_a_while(client, team_member):
    for _ in range(5):
        try_login(client, team_member.user.email, "fout wachtwoord")

    response = try_login(client, team_member.user.email)

    assert "Wacht vijf minuten" in texts(response)
    assert get_user(client).is_anonymous


def test_failures_on_one_address_leave_another_alone(client, team_member):
    for _ in range(5):
        try_login(client, team_member.user.email, "fout wachtwoord")

    assert try_login(client, make_user().email).status_code == 302


def test_many_logins_from_one_place_get_a_page_in_our_words(client, db):
    for _ in range(30):
        client.post(LOGIN, {})

    response = client.post(LOGIN, {})

    assert response.status_code == 429
    assert "Wacht enkele minuten" in texts(response)


def test_a_forwarded_address_counts_only_behind_a_trusted_proxy(client, db, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for n in range(31):
        response = client.post(LOGIN, {}, headers={"X-Forwarded-For": f"10.0.0.{n}"})
    assert response.status_code == 429

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    response = client.post(LOGIN, {}, headers={"X-Forwarded-For": "10.0.1.1"})
    assert response.status_code == 200


def test_limits_live_in_a_cache_that_workers_share():
    assert REAL.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_passwords_are_hashed_with_argon2id(settings):
    settings.PASSWORD_HASHERS = REAL.PASSWORD_HASHERS

    encoded = make_password(PASSWORD)

    assert settings.PASSWORD_HASHERS == [ARGON2]
    assert identify_hasher(encoded).algorithm == "argon2"
    assert encoded.startswith("argon2$argon2id$")
    assert get_hasher().verify(PASSWORD, encoded)


def test_logging_out_is_a_post_and_ends_the_session(login, team_member):
    client = login(team_member)

    client.get("/account/afmelden/")
    assert get_user(client) == team_member.user

    client.post("/account/afmelden/")
    assert get_user(client).is_anonymous


def test_sessions_survive_a_new_secret_key_with_the_old_one_as_fallback(login, team_member, settings):
    client = login(team_member)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw", [settings.SECRET_KEY]

    assert client.get("/profiel/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "password/set/",
        "3rdparty/",
        "sessions/",
        "login/code/",
        "login/",
    ],
)
def test_pages_that_have_no_place_here_do_not_exist(login, team_member, path):
    assert login(team_member).get(f"/account/{path}").status_code == 404
