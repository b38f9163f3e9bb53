"""The forms of keeping: the terms of a school, and holding one incident."""

from datetime import datetime

from django import forms
from django.core.validators import MinLengthValidator

from incidents.retention import DEFAULTS, REASON_LENGTH, Terms, may_be_chosen
from incidents.retention_words import choices

LONG_ENOUGH = MinLengthValidator(
    REASON_LENGTH, f"Schrijf een reden van minstens {REASON_LENGTH} tekens, zodat een ander ze begrijpt."
)


class TermsForm(forms.Form):
    """How long the school keeps names and stories. Longer than the default needs a reason."""

    names_years = forms.TypedChoiceField(coerce=int, label="De namen blijven", widget=forms.RadioSelect)
    story_years = forms.TypedChoiceField(coerce=int, label="Het verhaal blijft", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Waarom langer dan de standaard?",
        help_text="Alleen nodig als je iets langer bewaart. Wie de termijnen leest, leest ook deze reden.",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, country: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.default = DEFAULTS[country]
        for part in ("names_years", "story_years"):
            self.fields[part].choices = choices(part, self.default)

    def clean(self) -> dict:
        data = self.cleaned_data
        try:
            data["seen"] = datetime.fromisoformat(data["seen"]) if data["seen"] else None
        except ValueError:
            self.add_error(None, "Open deze pagina opnieuw en kies dan nog eens.")
        if not {"names_years", "story_years"} <= data.keys():
            return data
        terms = Terms(data["names_years"], data["story_years"])
        if terms.names_years > terms.story_years:
            self.add_error("names_years", "De namen kunnen niet langer blijven dan het verhaal.")
        elif "reason" in data and not may_be_chosen(terms, self.default, data["reason"]):
            self.add_error("reason", LONG_ENOUGH.message)
        return data

    @property
    def terms(self) -> Terms:
        return Terms(self.cleaned_data["names_years"], self.cleaned_data["story_years"])


class HoldForm(forms.Form):
    """Why an incident must not be forgotten yet."""

    reason = forms.CharField(
        label="Waarom mag deze melding nog niet vergeten worden?",
        help_text="Bijvoorbeeld omdat er een onderzoek of een procedure loopt. Schrijf geen namen: deze "
        "reden staat op de pagina van de melding.",
        max_length=1000,
        validators=[LONG_ENOUGH],
        widget=forms.Textarea({"rows": 4}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
