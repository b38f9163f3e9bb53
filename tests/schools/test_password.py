"""Changing a password, and choosing a new one through a mail."""

import re

import pytest
from django.contrib.auth import get_user
from django.test import Client

from tests.factories import NOW, PASSWORD, make_user
from tests.schools.helpers import add_app, texts

CHANGE = "/account/wachtwoord/"
RESET = "/account/wachtwoord-vergeten/"
NEW = "weer een ander wachtwoord"


def change(client, **data):
    values = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return client.post(CHANGE, values | data)


@pytest.fixture
def reset_link(db, client, mailoutbox):
    """Ask for a link for this address, and return its path."""

    def ask(email):
        client.post(RESET, {"email": email})
        return re.search(r"https?://[^/\s]+(/\S+)", mailoutbox[-1].body)[1]

    return ask


def test_change_keeps_this_session_and_ends_the_others(login, team_member):
    client, phone = login(team_member), Client()
    phone.force_login(team_member.user)

    response = change(client)

    assert response.url == "/profiel/"
    assert get_user(client) == team_member.user
    assert get_user(phone).is_anonymous


def test_change_is_told_by_mail(login, team_member, mailoutbox):
    change(login(team_member))

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([team_member.user.email], "Je wachtwoord is gewijzigd")
    assert NEW not in mail.body


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"oldpassword": "fout"}, {"oldpassword": ["Dit is niet je huidige wachtwoord."]}),
        (
            {"password1": "elf tekens.", "password2": "elf tekens."},
            {"password1": ["Dit wachtwoord is te kort: neem minstens 12 tekens."]},
        ),
        (
            {"password2": "iets anders dus"},
            {"password2": ["Je moet hetzelfde wachtwoord twee keer intoetsen."]},
        ),
    ],
)
def test_change_explains_bad_input_at_the_field(login, team_member, data, errors):
    response = change(login(team_member), **data)

    assert response.context["form"].errors == errors
    team_member.user.refresh_from_db()
    assert team_member.user.check_password(PASSWORD)


def test_reset_looks_the_same_for_every_address(client, team_member):
    answers = [client.post(RESET, {"email": e}) for e in (team_member.user.email, "niemand@school.example")]

    assert [(a.status_code, a.url) for a in answers] == [(302, f"{RESET}verstuurd/")] * 2


def test_reset_mails_an_unknown_address_too_without_a_link(client, db, mailoutbox):
    client.post(RESET, {"email": "niemand@school.example"})

    [mail] = mailoutbox
    assert mail.to == ["niemand@school.example"]
    assert "Er is hier geen account met dat adres." in mail.body
    assert RESET not in mail.body


def test_reset_link_lets_you_choose_a_password(client, team_member, reset_link):
    response = client.get(reset_link(team_member.user.email), follow=True)
    path = response.request["PATH_INFO"]

    response = client.post(path, {"password1": NEW, "password2": NEW}, follow=True)

    team_member.user.refresh_from_db()
    assert team_member.user.check_password(NEW)
    assert "Je wachtwoord is gewijzigd" in texts(response)
    assert get_user(client).is_anonymous  # the second step still comes


def test_reset_link_works_once(client, team_member, reset_link):
    link = reset_link(team_member.user.email)
    path = client.get(link, follow=True).request["PATH_INFO"]
    client.post(path, {"password1": NEW, "password2": NEW})

    assert "Deze link werkt niet meer" in texts(Client().get(link))


def test_reset_link_works_an_hour(client, team_member, reset_link, time_machine):
    time_machine.move_to(NOW)
    link = reset_link(team_member.user.email)

    time_machine.shift(3601)

    assert "Deze link werkt niet meer" in texts(client.get(link))


def test_reset_does_not_go_around_the_second_factor(client, reset_link):
    user = make_user()
    add_app(user)
    path = client.get(reset_link(user.email), follow=True).request["PATH_INFO"]
    client.post(path, {"password1": NEW, "password2": NEW})

    response = client.post("/account/aanmelden/", {"login": user.email, "password": NEW})

    assert response.url == "/account/aanmelden/tweede-stap/"
    assert get_user(client).is_anonymous


def test_reset_of_a_closed_account_sends_no_link(client, team_member, mailoutbox):
    team_member.user.is_active = False
    team_member.user.save()

    client.post(RESET, {"email": team_member.user.email})

    assert RESET not in mailoutbox[0].body
