"""Logging in with a second step, and setting one up, has no barrier either."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.people import enter
from tests.factories import PASSWORD
from tests.schools.helpers import add_app

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def log_in(page, member):
    page.goto("/account/aanmelden/")
    page.get_by_label("E-mailadres").fill(member.user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Meld je aan", exact=True).click()


def test_setting_up_an_app(page, look, contact):
    log_in(page, contact)
    expect(page.get_by_text("Dit stel je eerst in")).to_be_visible()
    look("asked for")
    page.get_by_role("link", name="Koppel een app").click()
    page.get_by_text("Scannen lukt niet").click()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Koppel de app").click()
    look("wrong code")


def test_pages_of_who_has_an_app(page, look, contact):
    enter(page.context, contact)
    RecoveryCodes.activate(contact.user)
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
    ):
        look.at(reverse(name))


def test_logging_in_with_a_code(page, look, contact):
    add_app(contact.user)
    log_in(page, contact)
    look("mfa_authenticate")

    page.get_by_role("button", name="Meld je aan", exact=True).click()
    look("nothing filled in")


def test_pages_of_who_has_a_passkey(page, look, contact):
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    log_in(page, contact)
    look.at(reverse("mfa_add_webauthn"))
    page.get_by_label("Naam").fill("Laptop thuis")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("heading", name="Je herstelcodes")).to_be_visible()
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
    look.at(reverse("mfa_list_webauthn"))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        look.at(reverse(name, args=[passkey]))
    look.at(reverse("mfa_reauthenticate_webauthn"))
