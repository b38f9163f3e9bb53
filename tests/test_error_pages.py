"""What people see when something is not there, not theirs, or broken; and what the watchman sees."""

import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.test import Client
from django.urls import path, reverse

from schoolsafety.urls import handler403, handler404, handler500
from schoolsafety.urls import urlpatterns as site
from tests.schools.helpers import add_app, texts

TYPED = "We spreken af & <b>schrijven op</b>"
OWN, FOREIGN = "http://testserver", "https://elders.example"
TEXT_BACK = "We spreken af &amp; &lt;b&gt;schrijven op&lt;/b&gt;</textarea>"


@login_not_required
def broken(request):
    raise ZeroDivisionError


# The routes of the site and one more, for @pytest.mark.urls(__name__).
urlpatterns = [path("stuk/", broken), *site]
__all__ = ["handler403", "handler404", "handler500"]


def heading(response) -> list[str]:
    return re.findall(r"<h1>(.*?)</h1>", response.content.decode())


@pytest.fixture
def browser():
    """A client like a browser: its POSTs need a token, and an error is answered, not raised."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def invite(admin, browser):
    """Return a function that posts an invitation with an old token, as sent by a page of this origin."""
    add_app(admin.user)
    browser.force_login(admin.user)

    def post(**headers):
        data = {"email": TYPED, "csrfmiddlewaretoken": "x" * 64}
        return browser.post(reverse("schools:invite"), data, headers=headers)

    return post


def test_too_much_text_is_refused_in_words(db):
    visitor = Client(raise_request_exception=False)

    response = visitor.post(reverse("account_login"), {"login": "x" * 3 * 1024**2})

    assert (response.status_code, heading(response)) == (400, ["Dit kwam niet goed aan"])
    assert "kopieer wat je typte" in texts(response)


def test_another_host_is_refused_without_naming_it(browser):
    """Without the database mark: no session is looked for."""
    response = browser.get("/", headers={"Host": "elders.example"})

    assert (response.status_code, heading(response)) == (400, ["Dit kwam niet goed aan"])
    assert "elders" not in response.content.decode()


def test_forbidden_page_says_whom_to_ask(login, team_member):
    response = login(team_member).get(reverse("schools:members"))

    assert (response.status_code, heading(response)) == (403, ["Dit hoort niet bij jouw rol"])
    assert "Vraag aan de beheerder van je school" in texts(response)
    assert team_member.user.name in texts(response)  # inside the frame: the menu shows the way on


@pytest.mark.parametrize("address", ["/bestaat-niet/", "/overzicht/geen-nummer/", "/acties/nieuw/x/"])
def test_missing_page_says_so_to_a_visitor_too(browser, db, address):
    response = browser.get(address)

    assert (response.status_code, heading(response)) == (404, ["Deze pagina is er niet"])
    assert address not in response.content.decode()


@pytest.mark.urls(__name__)
def test_broken_page_needs_no_database_and_no_frame(browser, settings):
    """Without the database mark, looking up who this is would fail: so much may be broken."""
    browser.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32

    response = browser.get("/stuk/")

    assert (response.status_code, heading(response)) == (500, ["Er ging iets mis bij ons"])
    assert "kopieer wat je typte" in texts(response)


@pytest.mark.urls(__name__)
def test_broken_page_says_nothing_of_what_broke(browser):
    assert "ZeroDivisionError" not in browser.get("/stuk/").content.decode()


@pytest.mark.parametrize(
    ("method", "route", "allowed"),
    [
        ("get", "schools:switch", "POST"),
        ("put", "schools:invite", "GET, POST"),
        ("post", "home", "GET, HEAD"),
    ],
)
def test_other_methods_are_refused_before_anything_happens(login, admin, method, route, allowed):
    address = reverse(route, args=[admin.pk] if route == "schools:switch" else [])

    response = getattr(login(admin), method)(address)

    assert (response.status_code, response.headers["Allow"]) == (405, allowed)
    assert response.content == b""


def test_old_page_of_this_site_gives_the_text_back(invite):
    response = invite(Origin=OWN)

    assert (response.status_code, heading(response)) == (403, ["Nog niet bewaard"])
    assert TEXT_BACK in response.content.decode()
    assert "ouder dan je aanmelding" in texts(response)


def test_text_that_came_back_can_be_sent_again(invite, browser):
    again = dict(invite(Origin=OWN).context["fields"])
    again["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value

    response = browser.post(reverse("schools:invite"), again, headers={"Origin": OWN})

    assert (response.status_code, heading(response)) == (200, ["Iemand uitnodigen"])


@pytest.mark.parametrize("origin", [FOREIGN, "http://testserver.elders.example", "null", ""])
def test_page_of_another_site_is_plainly_refused(invite, origin):
    response = invite(Origin=origin)

    assert (response.status_code, heading(response)) == (403, ["Dit hoort niet bij jouw rol"])
    assert "schrijven op" not in response.content.decode()


def test_form_without_origin_is_plainly_refused(invite):
    assert heading(invite()) == ["Dit hoort niet bij jouw rol"]


def test_too_many_requests_say_how_long_to_wait(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    address = {"email": "lid@school.example"}

    first, second = (Client().post(reverse("account_reset_password"), address) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 429)
    assert heading(second) == ["Dat ging te snel"]


def test_health_is_ok_when_the_database_answers(browser, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = browser.get("/werkt/")

    assert (response.status_code, response.content) == (200, b"ok")
    assert response.headers["Content-Type"] == "text/plain"


def test_health_is_not_ok_without_a_database(browser):
    """Without the database mark every query fails."""
    assert browser.get("/werkt/").status_code == 500
