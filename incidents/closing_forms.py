"""The three questions of closing an incident, and why one is opened again."""

from uuid import uuid4

from django import forms

from incidents.closing import NO_CARD, NO_CARD_LABEL, PILLARS, Followed
from themes.models import Card

NONE = "geen"  # in the form; a select takes "" for not chosen
HELPED_LENGTH, REASON_LENGTH = 2000, 2000


class ClosingForm(forms.Form):
    """Which card should have covered this, was it followed, and what would have helped."""

    card = forms.ChoiceField(
        label="Welke kaart had dit moeten opvangen?",
        help_text="Kies de kaart van dit thema die er het dichtst bij ligt.",
        error_messages={"required": "Kies een kaart, of “Geen enkele kaart”."},
    )
    followed = forms.ChoiceField(
        label="Volgden jullie wat op die kaart staat?",
        choices=Followed.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een van de vier antwoorden."},
    )
    helped = forms.CharField(
        label="Wat had geholpen?",
        required=False,
        max_length=HELPED_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Schrijf dit zonder namen: de werkgroep leest het. Je ziet het eerst nog eens na.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, cards: list[Card], **kwargs):
        super().__init__(*args, **kwargs)
        groups = [(p.label, [(c.code, c.title) for c in cards if c.pillar == p]) for p in PILLARS]
        self.fields["card"].choices = [
            ("", "Kies …"),
            *((label, choices) for label, choices in groups if choices),
            (NONE, NO_CARD_LABEL),
        ]

    def clean(self) -> dict:
        without_card = self.cleaned_data.get("card") == NONE
        if without_card and self.cleaned_data.get("followed") not in (None, Followed.NONE):
            self.add_error("followed", "Zonder kaart valt er niets te volgen: kies “We hadden er geen”.")
        return self.cleaned_data

    def answers(self) -> dict:
        """Return the card by its code ("" for none), if it was followed, and what would have helped."""
        data = self.cleaned_data
        return {
            "card": NO_CARD if data["card"] == NONE else data["card"],
            "followed": Followed(data["followed"]),
            "helped": data["helped"],
        }


class ReopenForm(forms.Form):
    """Why an incident is opened again."""

    reason = forms.CharField(
        label="Waarom open je deze melding opnieuw?",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dit komt in het verloop van de melding te staan.",
        error_messages={"required": "Schrijf waarom de melding weer opengaat."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
