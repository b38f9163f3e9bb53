"""The settings: what must be given, what a browser is told, how passwords and rows are kept."""

import runpy
import subprocess
import sys

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.db import ConnectionHandler, OperationalError
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_user
from tests.source_files import ROOT

GIVEN = {"SECRET_KEY": "geheim-" * 10, "ALLOWED_HOSTS": "school.example"}
LOGIN = "/account/aanmelden/"
ON_EVERY_PAGE = {
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",  # no-referrer makes every form fail in Chromium
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
MAY_LOAD = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self' data:",
    "manifest-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
}


def manage(*arguments, **environment) -> subprocess.CompletedProcess:
    """Run manage.py with nothing in its environment but this."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def load(monkeypatch):
    """Read settings.py anew with this in the environment, and return its names."""

    def load_with(**environment) -> dict:
        for name in ("HTTPS", "DEMO", "DEBUG", "DATABASE_URL", *GIVEN):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "schoolsafety/settings.py"))

    return load_with


@pytest.mark.parametrize("name", GIVEN)
def test_program_stops_without(name):
    ran = manage("check", **{key: value for key, value in GIVEN.items() if key != name})

    assert ran.returncode != 0
    assert f"Set the {name} environment variable" in ran.stderr


def test_settings_have_no_secret_of_their_own(load):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        load(ALLOWED_HOSTS="school.example", DEMO="1")


def test_settings_are_strict_unless_told_otherwise(load):
    found = load(**GIVEN)

    assert (found["DEBUG"], found["DEMO"], found["HTTPS"]) == (False, False, True)
    assert "django.contrib.admin" not in found["INSTALLED_APPS"]  # it walks around scoping


def test_check_for_deployment_finds_nothing():
    ran = manage("check", "--deploy", "--fail-level", "WARNING", **GIVEN)

    assert (ran.returncode, ran.stderr) == (0, "")


def pages(client) -> dict:
    """Return an answer of every kind: a page, a redirect, a refusal, an error, a file."""
    paths = [LOGIN, reverse("home"), reverse("schools:members"), "/bestaat-niet/", reverse("plans:export")]
    return {path: client.get(path) for path in paths} | {"post": client.post(reverse("home"))}


def test_every_answer_carries_the_headers(login, team_member):
    answers = pages(login(team_member)) | {f"{path} anonymous": r for path, r in pages(Client()).items()}

    for path, response in answers.items():
        assert {name: response.headers.get(name) for name in ON_EVERY_PAGE} == ON_EVERY_PAGE, path
        policy = response.headers["Content-Security-Policy"]
        assert dict(rule.strip().split(" ", 1) for rule in policy.split(";")) == MAY_LOAD, path
    assert {response.status_code for response in answers.values()} == {200, 302, 401, 403, 404, 405}


def test_static_files_may_be_kept(client):
    response = client.get("/static/schoolsafety.css")

    assert b".sheet" in response.getvalue()
    assert "no-store" not in response.headers["Cache-Control"]


@pytest.fixture
def https(load, settings):
    """The settings of cookies and headers as an installation has them."""
    for name, value in load(**GIVEN, HTTPS="1").items():
        if name.startswith(("SESSION_", "CSRF_", "SECURE_")):
            setattr(settings, name, value)


@pytest.mark.usefixtures("https")
def test_cookies_are_bound_to_this_host_and_to_https(db):
    form = {"login": make_user(email="lid@school.example").email, "password": PASSWORD}
    cookies = Client().post(LOGIN, form, secure=True).cookies
    bound = {"secure": True, "path": "/", "domain": "", "samesite": "Lax"}

    assert set(cookies) == {"__Host-session", "__Host-csrf"}
    for cookie in cookies.values():
        assert {name: cookie[name] for name in bound} == bound
    assert cookies["__Host-session"]["httponly"] is True
    assert cookies["__Host-session"]["max-age"] == ""  # gone when the browser closes


@pytest.mark.usefixtures("https")
def test_http_becomes_https():
    plain, secure = Client().get(LOGIN), Client().get("/werkt-niet/", secure=True)

    assert (plain.status_code, plain.headers["Location"]) == (301, f"https://testserver{LOGIN}")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_session_ends_when_nobody_uses_it_and_after_a_working_day(load):
    found = load(**GIVEN)

    assert (found["SESSION_COOKIE_AGE"], found["SESSION_IDLE_SECONDS"]) == (8 * 3600, 15 * 60)
    assert found["SESSION_EXPIRE_AT_BROWSER_CLOSE"] is True


def test_passwords_are_kept_as_argon2(load, settings, db):
    settings.PASSWORD_HASHERS = load(**GIVEN)["PASSWORD_HASHERS"]

    assert make_user().password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("password", ["elf-tekens-", "administrator"])
def test_passwords_that_are_short_or_common_are_refused(password):
    validate_password("twaalf-teken")

    with pytest.raises(ValidationError):
        validate_password(password)


def test_rate_limits_are_shared_by_all_workers(load):
    assert load(**GIVEN)["CACHES"]["default"]["BACKEND"].endswith(".db.DatabaseCache")


def test_migrations_are_complete(db, capsys):
    call_command("makemigrations", check=True, dry_run=True)

    assert capsys.readouterr().out == "No changes detected\n"


@pytest.fixture
def database(load, tmp_path, db):
    """Two connections to one SQLite file, as two workers have them; the second one does not wait."""
    found = load(**GIVEN, DATABASE_URL=f"sqlite:///{tmp_path}/db.sqlite3")["DATABASES"]["default"]
    second = found | {"OPTIONS": found["OPTIONS"] | {"timeout": 0}}
    connections = ConnectionHandler({"default": found, "second": second})
    yield connections
    connections.close_all()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)],
)
def test_sqlite_keeps_what_it_acknowledged(database, pragma, value):
    with database["default"].cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_sqlite_writers_queue_before_they_read(database):
    """Without IMMEDIATE both would read first, and the second one to write would fail at the end."""
    first, second = database["default"], database["second"]
    second.ensure_connection()
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    with pytest.raises(OperationalError, match="locked"):
        second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
