"""Coming, going and failing to come in are written down, without filling the log."""

from time import monotonic

import pytest
from django.db import DatabaseError
from django.test import Client

from schools import login_log
from schools.models import AuditEntry
from tests.factories import NOW, PASSWORD, make_member, make_school, make_user
from tests.schools.helpers import acts, add_app, code_now
from tests.schools.test_second_factor import APP, CODES, STEP, set_up_app

LOGIN, LOGOUT, LEAVE = "/account/aanmelden/", "/account/afmelden/", "/weg/"
CONFIRM = "/account/bevestigen/"
FAILED = ("member.login_failed", None)


def try_login(client, email, password="fout wachtwoord"):
    return client.post(LOGIN, {"login": email, "password": password})


def names(member) -> list[str]:
    return [action for action, _ in acts(member.school)]


def test_wrong_password_is_written_down_in_each_school(client, team_member):
    other = make_member(make_school(), user=team_member.user)

    try_login(client, team_member.user.email.upper())

    assert acts(team_member.school) == [FAILED]
    assert acts(other.school) == [FAILED]
    entry = AuditEntry.unscoped.get(school=team_member.school)
    assert entry.target == f"schools.membership:{team_member.pk}"


@pytest.mark.parametrize("email", ["niemand@school.example", "x", ""])
def test_unknown_address_leaves_no_trace(client, team_member, email):
    try_login(client, email)

    assert not AuditEntry.unscoped.exists()


def test_former_member_leaves_no_trace(client, school):
    try_login(client, make_member(school, left_at=NOW).user.email)

    assert not AuditEntry.unscoped.exists()


def test_attempts_that_are_refused_for_their_number_are_not_written_down(client, team_member):
    for _ in range(8):
        try_login(client, team_member.user.email)

    assert names(team_member) == ["member.login_failed"] * 5  # what allauth's limit lets by


def test_one_day_holds_no_more_than_twenty(team_member, contact, monkeypatch):
    monkeypatch.setattr(login_log, "FAILURE_SECONDS", 0)
    for _ in range(25):
        login_log.record_failed_login(team_member.user.email, at=NOW)
    login_log.record_failed_login(contact.user.email.upper(), at=NOW)
    login_log.record_failed_login(team_member.user.email, at=NOW.replace(day=21))

    entries = AuditEntry.unscoped.order_by("number").values_list("target", flat=True)
    first, second = (f"schools.membership:{m.pk}" for m in (team_member, contact))
    assert list(entries) == [*[first] * 20, second, first]


def test_unknown_address_takes_as_long(team_member):
    """A clock is all that could tell it apart from one that is ours."""
    for email in (team_member.user.email, "niemand@school.example"):
        start = monotonic()

        login_log.record_failed_login(email, at=NOW)

        assert 0.03 <= monotonic() - start < 0.06, email


def test_wrong_code_is_written_down(client, team_member):
    add_app(team_member.user)
    try_login(client, team_member.user.email, PASSWORD)

    client.post(STEP, {"code": "geen code"})
    client.post(STEP, {"code": code_now()})

    assert acts(team_member.school) == [FAILED, ("member.logged_in", team_member)]


def test_codes_that_are_refused_for_their_number_are_not_written_down(client, team_member):
    add_app(team_member.user)
    try_login(client, team_member.user.email, PASSWORD)

    for _ in range(8):
        client.post(STEP, {"code": "geen code"})

    assert names(team_member) == ["member.login_failed"] * 5


def test_wrong_code_while_setting_up_is_no_failed_login(client, team_member):
    try_login(client, team_member.user.email, PASSWORD)
    client.get(APP)

    client.post(APP, {"code": "000000"})

    assert names(team_member) == ["member.logged_in"]


def test_wrong_password_to_confirm_is_written_down(login, team_member):
    login(team_member).post(CONFIRM, {"password": "fout wachtwoord"})

    assert acts(team_member.school) == [FAILED]


@pytest.mark.parametrize("path", [LOGOUT, LEAVE])
def test_logging_out_is_written_down_in_each_school(login, team_member, path):
    other = make_member(make_school(), user=team_member.user)

    login(team_member).post(path)

    assert acts(team_member.school) == [("member.logged_out", team_member)]
    assert acts(other.school) == [("member.logged_out", other)]


@pytest.mark.parametrize("path", [LOGOUT, LEAVE])
def test_visitor_who_leaves_is_not_written_down(db, path):
    Client().post(path)

    assert not AuditEntry.unscoped.exists()


def test_leaving_twice_is_written_down_once(login, team_member):
    client = login(team_member)

    for _ in range(2):
        client.post(LEAVE)

    assert names(team_member) == ["member.logged_out"]


def test_session_ends_also_when_that_cannot_be_written_down(login, team_member, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("schools.login_log.record_for_user", fail)
    client = login(team_member)

    assert client.post(LEAVE).status_code == 303
    assert client.get("/profiel/").status_code == 302


def test_second_factors_are_written_down_as_they_change(client, team_member):
    try_login(client, team_member.user.email, PASSWORD)

    set_up_app(client)
    client.post(f"{CODES}nieuw/")
    client.post(f"{APP}uitzetten/")

    changes = ["second_factor_added", "recovery_codes_made", "second_factor_removed"]
    assert names(team_member) == ["member.logged_in", *(f"member.{change}" for change in changes)]
    assert {by for _, by in acts(team_member.school)} == {team_member}


def test_second_factor_of_who_is_no_member_is_not_written_down(client, db):
    user = make_user()
    try_login(client, user.email, PASSWORD)

    set_up_app(client)

    assert not AuditEntry.unscoped.exists()
