""" "Snel weg": the session is over at once, the browser forgets, and the page left behind says nothing."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from schoolsafety.sessions import SessionStore
from tests.schools.helpers import texts

LEAVE, LOGOUT, PROFILE = "/weg/", "/account/afmelden/", "/profiel/"
FORGET = '"cache", "cookies", "storage"'
OWN, FOREIGN = {"Origin": "http://testserver"}, {"Origin": "https://elders.example"}
FORM = re.compile(
    r'<form method="post" action="/weg/" data-leave>.*?name="csrfmiddlewaretoken" value="(\w+)"'
)


@pytest.fixture
def member(login, team_member):
    return login(team_member)


def test_leaving_ends_the_session_and_has_the_browser_forget(member):
    response = member.post(LEAVE)

    assert (response.status_code, response.headers["Location"]) == (303, LEAVE)
    assert response.headers["Clear-Site-Data"] == FORGET
    assert not Session.objects.exists()
    assert member.get(PROFILE).status_code == 302


def test_looking_at_the_page_ends_nothing(member):
    response = member.get(LEAVE)

    assert response.status_code == 200
    assert "Clear-Site-Data" not in response.headers
    assert member.get(PROFILE).status_code == 200


def test_page_could_be_of_anybody(member, team_member):
    response = member.get(LEAVE)

    assert (
        texts(response) == "Nieuw tabblad Nieuw tabblad Typ bovenaan een adres om verder te gaan. Aanmelden"
    )
    assert re.findall(r"(?:href|src)=\"(?!/)([^\"]*)", response.content.decode()) == ["data:,"]


def test_page_is_the_same_for_everybody(member, db):
    assert member.get(LEAVE).content == Client().get(LEAVE).content


@pytest.mark.parametrize("path", ["/account/aanmelden/", PROFILE, "/bestaat-niet/", "/school/leden/"])
def test_every_page_has_the_button(member, path):
    assert FORM.search(member.get(path, follow=True).content.decode())


def test_visitor_has_the_button_too_and_may_use_it(db):
    visitor = Client(enforce_csrf_checks=True)
    token = FORM.search(visitor.get("/account/aanmelden/").content.decode())[1]

    response = visitor.post(LEAVE, {"csrfmiddlewaretoken": token})

    assert (response.status_code, response.headers["Clear-Site-Data"]) == (303, FORGET)


@pytest.fixture
def old_page(team_member):
    """Return a function that leaves from a page with a token that is no longer valid."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(team_member.user)
    return lambda headers: browser.post(LEAVE, {"csrfmiddlewaretoken": "x" * 64}, headers=headers)


def test_an_old_page_keeps_nobody(old_page):
    response = old_page(OWN)

    assert (response.status_code, response.headers["Clear-Site-Data"]) == (303, FORGET)
    assert not Session.objects.exists()


@pytest.mark.parametrize("headers", [FOREIGN, {}])
def test_another_site_cannot_send_anybody_away(old_page, headers):
    response = old_page(headers)

    assert response.status_code == 403
    assert "Clear-Site-Data" not in response.headers
    assert Session.objects.count() == 1


def test_leaving_works_without_a_database(member, monkeypatch):
    def fail(store):
        raise OperationalError

    monkeypatch.setattr(SessionStore, "load", fail)

    response = member.post(LEAVE)

    assert (response.status_code, response.headers["Clear-Site-Data"]) == (303, FORGET)


def test_logging_out_forgets_what_is_of_this_site_alone(member):
    """Not "cookies": those would be the ones of the whole domain, of the school's other sites too."""
    response = member.post(LOGOUT)

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.exists()
    assert "Je bent afgemeld." in texts(member.get("/account/aanmelden/"))


def test_asking_whether_to_log_out_forgets_nothing(member):
    assert "Clear-Site-Data" not in member.get(LOGOUT).headers


def test_refused_logout_forgets_nothing(team_member):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(team_member.user)

    response = browser.post(LOGOUT, headers=OWN)

    assert response.status_code == 403
    assert "Clear-Site-Data" not in response.headers


def test_other_pages_forget_nothing(member):
    assert "Clear-Site-Data" not in member.post(reverse("schools:leave")).headers
