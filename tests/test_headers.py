"""What every answer tells the browser, whoever asks and whatever comes of it; files may be kept."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import get_script_name
from django.db import transaction
from django.test import Client, override_settings
from django.urls import path

from schoolsafety.urls import urlpatterns as pages
from tests.access_tables import POLICIES
from tests.two_schools import Site

ON_EVERY_PAGE = {
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    "Content-Security-Policy": {
        "default-src 'none'",
        "base-uri 'none'",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "manifest-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
    },
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ON_FILES = ["Cross-Origin-Opener-Policy", "Referrer-Policy", "X-Content-Type-Options"]


@login_not_required
def broken(request):
    raise ZeroDivisionError


urlpatterns = [path("stuk/", broken), *pages]


def told(response) -> dict:
    """Return what an answer says of the headers in the table."""
    found = {name: response.headers.get(name) for name in ON_EVERY_PAGE}
    rules = (found["Content-Security-Policy"] or "").split(";")
    return found | {"Content-Security-Policy": {rule.strip() for rule in rules}}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), transaction.atomic(), quick:
        yield Site()
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("persona", ["anonymous", "team"])
def test_every_route_tells_the_browser_the_same(site, persona, method):
    answers = {name: site.visit(persona, method, site.path(name)) for name in POLICIES}

    assert {name: told(answer) for name, answer in answers.items()} == dict.fromkeys(answers, ON_EVERY_PAGE)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [("/stuk/", 500), ("/bestaat-niet/", 404)])
def test_error_tells_it_too(db, address, status):
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code == status
    assert told(response) == ON_EVERY_PAGE


@pytest.mark.parametrize("name", ["schoolsafety.css", "schoolsafety.js", "icon.svg"])
def test_file_may_be_kept_and_is_guarded_too(client, name):
    response = client.get(f"/static/{name}")

    assert response.getvalue()
    assert response.headers["Cache-Control"] == "max-age=60, public"
    assert {key: told(response)[key] for key in ON_FILES} == {key: ON_EVERY_PAGE[key] for key in ON_FILES}


def test_header_that_says_where_the_site_stands_moves_no_link():
    """The first paths that are worked out are kept for everybody: {% once %}, and path_to()."""
    assert get_script_name({"SCRIPT_NAME": "/elders", "PATH_INFO": "/elders/aanmelden/"}) == ""
