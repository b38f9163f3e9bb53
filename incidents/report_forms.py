"""The quick form: what happened, in under a minute. The required fields come first."""

from datetime import datetime
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.html import format_html

from incidents.case_forms import CHOOSE, LINE_LENGTH, MomentField, PersonForm, story_field
from incidents.content import Head
from incidents.kinds import Kind
from incidents.services.report import NewPerson

ROWS, MOST_ROWS = 3, 30
# What each kind is, after the examples of its protocol.
KIND_HELP = {
    Kind.PUPIL_UNWANTED: "Pesten, ruzie, roddels, iemand buitensluiten, een account kraken.",
    Kind.PUPIL_CRIMINAL: "Een naaktbeeld verspreiden, stiekem filmen, chanteren, bedreigen.",
    Kind.STAFF_UNWANTED: "Contact met leerlingen dat over de grens gaat, ongepaste uitspraken online.",
    Kind.STAFF_CRIMINAL: "Grooming, of contact met een minderjarige dat seksueel getint is.",
    Kind.COMPLAINT: "Iemand is niet tevreden over wat de school deed of niet deed.",
    Kind.DATA_LEAK: "Gegevens van leerlingen of personeel kwamen bij wie ze niet mag hebben, of zijn weg.",
}


def _choice(kind: Kind) -> tuple[str, str]:
    return kind.value, format_html("{} <span class='form-text'>{}</span>", kind.label, KIND_HELP[kind])


class ReportForm(forms.Form):
    """What happened. Who is involved is asked in forms of their own, `person_forms`."""

    theme = forms.ChoiceField(
        label="Thema",
        widget=forms.Select(attrs={"autofocus": True}),
        error_messages={"required": "Kies een thema."},
    )
    kind = forms.ChoiceField(
        label="Soort melding",
        choices=[_choice(kind) for kind in Kind],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat het best past."},
    )
    happened_at = MomentField(label="Wanneer gebeurde het?")
    story = story_field(
        "Wat gebeurde er?",
        rows=5,
        required="Schrijf in een paar woorden wat er gebeurde.",
        help_text="Schrijf “leerling A” in plaats van een naam.",
    )
    title = forms.CharField(
        label="Korte titel",
        max_length=LINE_LENGTH,
        required=False,
        help_text="Zonder namen, bijvoorbeeld “Beeld gedeeld in een klaschat”.",
    )
    place = forms.CharField(
        label="Waar?",
        max_length=LINE_LENGTH,
        required=False,
        help_text="Bijvoorbeeld “WhatsApp” of “kleedkamer”.",
    )
    group = forms.CharField(label="Klas of groep", max_length=LINE_LENGTH, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, themes: dict[str, str], now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["theme"].choices = [*CHOOSE, *themes.items()]
        self.fields["happened_at"].initial = now
        self.fields["happened_at"].latest = now

    def head(self) -> Head:
        """Return what was sent as the head of an incident. The clock of a data leak starts at once."""
        sent = self.cleaned_data
        names = ("title", "theme", "happened_at", "place", "group")
        known_at = self.now if sent["kind"] == Kind.DATA_LEAK else None
        fields = {name: sent[name] for name in names}
        return Head(**fields, kind=Kind(sent["kind"]), logged_at=self.now, leak_known_at=known_at)


def person_forms(data: QueryDict | None = None, *, add: bool = False) -> list[PersonForm]:
    """Return the rows for who is involved; an empty one counts for nothing.

    With `add` there is one more, and nothing that was typed is looked at yet.
    """
    prefixes = [f"persoon-{n}" for n in range(row_count(data) + add)]
    options = {"empty_permitted": True, "use_required_attribute": False}
    if add:
        return [PersonForm(prefix=p, initial=_typed(p, data), **options) for p in prefixes]
    return [PersonForm(data, prefix=p, **options) for p in prefixes]


def row_count(data: QueryDict | None) -> int:
    """Return how many rows for persons were sent: those with a role, which each of them has."""
    if data is None:
        return ROWS
    return sum(f"persoon-{n}-role" in data for n in range(MOST_ROWS))


def _typed(prefix: str, data: QueryDict) -> dict[str, str]:
    names = {name: f"{prefix}-{name}" for name in PersonForm.base_fields}
    return {name: data[key] for name, key in names.items() if key in data}


def new_persons(forms: list[PersonForm]) -> list[NewPerson]:
    """Return who was filled in."""
    return [NewPerson(**form.cleaned_data) for form in forms if form.has_changed()]
