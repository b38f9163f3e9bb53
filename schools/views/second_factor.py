"""allauth's pages that change a second factor; what changed is written down in the same transaction.

These are classes because allauth's are: a function around them could not tell that a form was valid.
"""

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.http import HttpResponse
from django.utils import timezone

from schools import walls
from schools.login_log import record_for_user


class Recorded:
    action: str

    @walls.committed
    def form_valid(self, form) -> HttpResponse:
        """Committed at once, because allauth only then says what happened, on the page and by mail."""
        response = super().form_valid(form)
        record_for_user(self.action, self.request.user, at=timezone.now())
        return response


class AddApp(Recorded, ActivateTOTPView):
    action = "member.second_factor_added"


class AddPasskey(Recorded, AddWebAuthnView):
    action = "member.second_factor_added"


class RemoveApp(Recorded, DeactivateTOTPView):
    action = "member.second_factor_removed"


class RemovePasskey(Recorded, RemoveWebAuthnView):
    action = "member.second_factor_removed"


class MakeCodes(Recorded, GenerateRecoveryCodesView):
    action = "member.recovery_codes_made"
