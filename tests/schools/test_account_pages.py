"""Every page of the account is ours: our frame, our words, nothing in English, nothing inline."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from schools import account_urls
from tests.factories import PASSWORD
from tests.schools.helpers import SECRET, add_app, texts

ENGLISH = re.compile(
    r"\b(the|your|you|please|password|sign|log ?in|keys?|invalid|required|must|this|name|email)\b",
    re.IGNORECASE,
)
NAMES_OF_THINGS = re.compile(r"Google Authenticator|Microsoft Authenticator|[\w.]+@[\w.]+")
NAMES = {pattern.name for pattern in account_urls.urlpatterns} - {
    "mfa_login_webauthn"
}  # a form without a page
OPEN = {"account_login", "account_reset_password", "account_reset_password_from_key"}
NEEDS_APP = {"mfa_deactivate_totp", "mfa_reauthenticate", "mfa_authenticate", "mfa_view_recovery_codes"}
NEEDS_KEY = {"mfa_list_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn"}
WITHOUT_FORM = {
    "account_inactive",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_reset_password_from_key",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
}
ONLY_A_BUTTON = {
    "account_logout",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
}


@pytest.fixture
def path_to(client, team_member, monkeypatch):
    """Bring this person in the state in which a page can be reached, and return its path."""

    def arrange(name):
        arguments = []
        if name == "account_reset_password_from_key":
            arguments = ["1", "kapot"]
        if name not in OPEN | {"mfa_authenticate"}:
            log_in(client, team_member)
        if name in NEEDS_APP | {"mfa_generate_recovery_codes"}:
            add_app(team_member.user)
        if name == "mfa_view_recovery_codes":
            client.post(reverse("mfa_generate_recovery_codes"))
        if name == "mfa_authenticate":
            log_in(client, team_member)
        if name in NEEDS_KEY:
            key = add_key(team_member, monkeypatch)
            arguments = [key.pk] if name in {"mfa_edit_webauthn", "mfa_remove_webauthn"} else []
        return reverse(name, args=arguments)

    return arrange


def log_in(client, member):
    client.post("/account/aanmelden/", {"login": member.user.email, "password": PASSWORD})


def add_key(member, monkeypatch):
    """Add a passkey that no device holds; its credential is therefore never read."""
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    data = {"name": "Laptop thuis", "credential": {}}
    return Authenticator.objects.create(user=member.user, type=Authenticator.Type.WEBAUTHN, data=data)


def check(response):
    page = response.content.decode()
    words = NAMES_OF_THINGS.sub("", texts(response).replace(SECRET, ""))
    assert response.status_code == 200
    assert page.count("<h1>") == 1
    assert 'class="brand"' in page
    assert ENGLISH.findall(words) == []
    assert " style=" not in page
    assert "placeholder=" not in page
    assert [
        s for s in re.findall(r"<script\b[^>]*>", page) if "src=" not in s and "application/json" not in s
    ] == []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_page_is_in_our_words(client, path_to, name):
    check(client.get(path_to(name)))


@pytest.mark.parametrize("name", sorted(NAMES - WITHOUT_FORM - ONLY_A_BUTTON))
def test_page_explains_an_empty_form_in_our_words(client, path_to, name):
    response = client.post(path_to(name), {"code": ""})

    check(response)
    assert "Dit veld is verplicht." in texts(response)
