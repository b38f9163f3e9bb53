"""Passkeys, with an authenticator that exists in software only."""

import pytest
from playwright.sync_api import expect

from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

LOGIN = "/account/aanmelden/"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def passkey_device(page):
    """Plug a passkey device into the browser."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def log_in(page, member):
    page.goto(LOGIN)
    page.get_by_label("E-mailadres").fill(member.user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Meld je aan", exact=True).click()


def add_passkey(page, *, passwordless=False):
    page.get_by_role("link", name="Voeg een toegangssleutel toe").click()
    page.get_by_label("Naam").fill("Laptop thuis")
    page.get_by_label("Ook gebruiken om zonder wachtwoord").set_checked(passwordless)
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("heading", name="Je herstelcodes")).to_be_visible()


def log_out(page):
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()


def test_a_passkey_is_set_up_after_the_first_login_and_asked_for_at_the_next(page, passkey_device, contact):
    log_in(page, contact)
    expect(page.get_by_text("Dit stel je eerst in")).to_be_visible()
    add_passkey(page)
    log_out(page)

    log_in(page, contact)
    page.get_by_role("button", name="Gebruik je toegangssleutel").click()

    expect(page.get_by_role("link", name=contact.user.name)).to_be_visible()


def test_a_passkey_alone_logs_in_when_that_was_chosen(page, passkey_device, contact):
    log_in(page, contact)
    add_passkey(page, passwordless=True)
    log_out(page)

    page.get_by_role("button", name="Meld je aan met een toegangssleutel").click()

    expect(page.get_by_role("link", name=contact.user.name)).to_be_visible()
    [session] = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    assert session["expires"] == -1  # gone when the browser closes


def test_a_passkey_that_is_not_there_is_said_in_words(page, passkey_device):
    page.goto(LOGIN)
    message = page.get_by_text("Het lukte niet met de toegangssleutel.")
    expect(message).not_to_be_visible()

    page.get_by_role("button", name="Meld je aan met een toegangssleutel").click()

    expect(message).to_be_visible()


def test_without_javascript_a_page_about_passkeys_says_so(new_context, contact):
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, contact)

    page.get_by_role("link", name="Voeg een toegangssleutel toe").click()

    expect(page.get_by_text("Gebruik een andere browser of een app.")).to_be_visible()
    expect(page.get_by_role("button", name="Voeg toe")).not_to_be_visible()
