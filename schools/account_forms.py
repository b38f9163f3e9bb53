"""allauth's forms in our words: its own repeat the label inside the field, or speak formally."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.utils import timezone

from schools import login_log

PASSWORD_HELP = "Minstens 12 tekens. Vier woorden achter elkaar zijn sterk en makkelijk te onthouden."
CODE_HELP = "De zes cijfers die nu in je app staan."
PASSWORDLESS_HELP = (
    "Dan vraagt het toestel je vinger, je gezicht of je pincode, en hoef je je wachtwoord niet te typen."
)


class WithoutPlaceholders:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(WithoutPlaceholders, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mailadres"


class ReauthenticateForm(WithoutPlaceholders, account.ReauthenticateForm):
    pass


class ChangePasswordForm(WithoutPlaceholders, account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["password2"].label = "Nieuw wachtwoord, nog eens"


class ResetPasswordForm(WithoutPlaceholders, account.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mailadres"

    def save(self, request, **kwargs) -> str:
        """Mail unknown addresses too: neither the page nor its speed tells who has an account."""
        if self.users:
            return super().save(request, **kwargs)
        email = self.cleaned_data["email"]
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class ResetPasswordKeyForm(WithoutPlaceholders, account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["password2"].label = "Nieuw wachtwoord, nog eens"


class CodeForm(WithoutPlaceholders):
    """A code from the app, or a recovery code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        self.fields["code"].help_text = f"{CODE_HELP} Een herstelcode mag ook."


class SecondStepForm(CodeForm):
    """The code of who logs in, or does something that asks for it again."""

    def clean_code(self) -> str:
        """Write a wrong code down, but not one that was refused for trying too often."""
        try:
            return super().clean_code()
        except forms.ValidationError as error:
            if error.code == "incorrect_code":
                login_log.record_failed_login(self.user.email, at=timezone.now())
            raise


class AuthenticateForm(SecondStepForm, second.AuthenticateForm):
    pass


class ReauthenticateCodeForm(SecondStepForm, second.ReauthenticateForm):
    pass


class ActivateAppForm(CodeForm, app.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"
        self.fields["code"].help_text = CODE_HELP


class AddPasskeyForm(passkey.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Naam"
        self.fields["name"].help_text = "Zo herken je hem later: “Laptop thuis”, “Telefoon”."
        passwordless = self.fields["passwordless"]
        passwordless.label = "Ook gebruiken om zonder wachtwoord aan te melden"
        passwordless.help_text = PASSWORDLESS_HELP


class EditPasskeyForm(passkey.EditWebAuthnForm):
    name = forms.CharField(label="Naam", max_length=100)
