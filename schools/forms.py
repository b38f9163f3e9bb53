"""What people fill in about membership."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.html import format_html
from django.utils.text import capfirst

from schools.account_forms import PASSWORD_HELP
from schools.models import Invitation, User
from schools.permissions import ROLE_HELP, SECOND_FACTOR_ROLES, Role

SECOND_STEP = "Meldt zich aan met een tweede stap."


def _choice(role: Role) -> tuple[str, str]:
    needs = SECOND_STEP if role in SECOND_FACTOR_ROLES else ""
    text = format_html(
        "{} <span class='form-text'>{} {}</span>", capfirst(role.label), ROLE_HELP[role], needs
    )
    return role.value, text


class RolesForm(forms.Form):
    """Choose one or more roles."""

    roles = forms.MultipleChoiceField(
        label="Rollen",
        choices=[_choice(role) for role in Role],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één rol."},
    )


class InviteForm(RolesForm):
    """Invite somebody by address."""

    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="De uitnodiging werkt alleen voor dit adres.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["email", "roles"]


class AcceptForm(forms.Form):
    """Who you are, and a password. The address is the one that was invited."""

    email = forms.EmailField(
        label="E-mailadres", disabled=True, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    name = forms.CharField(
        label="Je naam",
        max_length=100,
        help_text="Zo zien je collega’s je: voornaam en naam.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Kies een wachtwoord",
        max_length=128,
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data, *, invitation: Invitation):
        super().__init__(data, initial={"email": invitation.email, "name": invitation.name})

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(
            password, User(email=self.initial["email"], name=self.cleaned_data.get("name", ""))
        )
        return password

    def clean(self) -> dict:
        """Leave the address out: nobody chooses it here."""
        cleaned = super().clean()
        cleaned.pop("email", None)
        return cleaned


class MailsForm(forms.Form):
    """Which mails about actions you want. Both can be off."""

    wants_reminders = forms.BooleanField(
        label="Herinneringen",
        required=False,
        help_text="Een mail 30, 7 en 1 dag voor je actie klaar moet zijn, en één als ze te laat is.",
    )
    wants_digest = forms.BooleanField(
        label="Weekoverzicht",
        required=False,
        help_text="Een mail op de eerste schooldag van de week: wat te laat is en wat dichtbij komt.",
    )
