"""How a person gets in: through the login form, or by the back door when a test is about something else."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from schools.models import Membership
from tests.factories import PASSWORD
from tests.schools.helpers import add_app, code_now


def sign_in(page: Page, member: Membership) -> None:
    """Log in with the form, and with a code for the roles that need a second step."""
    if member.needs_second_factor:
        add_app(member.user)
    page.goto("/account/aanmelden/")
    fill_in_login(page, member)


def fill_in_login(page: Page, member: Membership) -> None:
    page.get_by_label("E-mailadres").fill(member.user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Meld je aan", exact=True).click()
    if member.needs_second_factor:
        page.get_by_label("Code").fill(code_now())
        page.get_by_role("button", name="Meld je aan", exact=True).click()
    expect(page.get_by_role("button", name="Afmelden")).to_be_visible()


def enter(context: BrowserContext, member: Membership) -> None:
    """Give a window the session of a member who typed their password a moment ago."""
    if member.needs_second_factor:
        add_app(member.user)
    client, request = Client(), HttpRequest()
    client.force_login(member.user)
    request.session = client.session
    record_authentication(request, member.user, method="password")
    request.session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": request.session.session_key}
    context.add_cookies([cookie | {"url": "http://localhost"}])
