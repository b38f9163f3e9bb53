"""Where we differ from allauth: no open sign-up, our own words, sealed secrets, a record of logins."""

from time import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from schools import login_log, services
from schools.sealing import seal, unseal

TOO_OFTEN = "Er is te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar.",
        "enter_current_password": "Dit is niet je huidige wachtwoord.",
        "incorrect_password": "Dit is niet je wachtwoord.",
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request) -> bool:
        """Accounts arise from an invitation only."""
        return False

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("schools:profile")

    def login(self, request, user) -> None:
        """Log in, after the second step when there is one, and write it down."""
        super().login(request, user)
        services.record_login(user, at=timezone.now())

    def logout(self, request) -> None:
        login_log.log_out(request)

    def authentication_failed(self, request, **credentials) -> None:
        """Write a wrong password down; allauth calls this only when its rate limits let the attempt by."""
        login_log.record_failed_login(credentials.get("email", ""), at=timezone.now())

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Do not ask again for a password that was typed a moment ago, to log in."""
        return super().is_reauthentication_required(app=app, **kwargs) and not self._has_just_logged_in()

    def _has_just_logged_in(self) -> bool:
        since = time() - app_settings.REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(self.request, self.request.user)
        return any(record["at"] > since for record in records)

    def get_reauthentication_methods(self, user) -> list[dict]:
        words = {
            "reauthenticate": "Met je wachtwoord",
            "mfa_reauthenticate": "Met een code uit je app, of een herstelcode",
            "mfa_reauthenticate:webauthn": "Met je toegangssleutel",
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": words[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        # said of a code and of a passkey alike
        "incorrect_code": "Dit klopt niet, of is niet meer geldig. Probeer het opnieuw.",
        "cannot_generate_recovery_codes": "Stel eerst een app of een toegangssleutel in.",
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user, type) -> str:
        n = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Toegangssleutel {n}"
