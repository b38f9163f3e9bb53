"""What people send to put the plan together: their texts, remarks, logo, and who does what."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import uuid4

from django import forms

from assessments.forms import Text
from plans.document.sections import ALWAYS, TITLES, Section
from plans.logo import MOST_BYTES, Picture, Refused, make_logo
from plans.models import Composition, Responsibility, Task
from themes.models import Theme

HOLDS = {
    Section.VISION: "De tekst die je hierboven schrijft.",
    Section.PEOPLE: "Bij wie je terechtkunt en wie wat doet, met naam en nummer.",
    Section.ACTIONS: "De open acties, met wie en tegen wanneer.",
    Section.PLAYBOOK: "De stappen die jullie zetten als er iets gebeurt.",
    Section.FIGURES: "Hoeveel meldingen er waren, zonder namen en zonder kleine getallen.",
    Section.CALENDAR: "Wanneer een bewijs afloopt en wanneer jullie het plan herbekijken.",
    Section.SCORES: "De bijlage met elke kaart, elke vraag en jullie antwoord.",
}
MOST_VISION, MOST_INTRO = 8000, 2000


class ComposeForm(forms.Form):
    """The school's own texts, and what it leaves out. `themes` are those of the newest round."""

    vision = Text(
        label="Onze visie en waarden",
        max_length=MOST_VISION,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Een witregel begint een nieuwe alinea. Schrijf geen namen van leerlingen.",
    )
    hidden = forms.MultipleChoiceField(
        label="Wat laten jullie weg?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Dit deel bestaat niet, of hoort altijd bij het plan."},
    )
    review_on = forms.DateField(
        label="Wanneer herbekijken jullie dit plan?",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Deze dag bestaat niet. Schrijf hem zo: 15-01-2027."},
        help_text="Deze dag komt in de kalender van het plan. Mag leeg blijven.",
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args, composition: Composition | None, themes: Sequence[Theme], today: date, **kwargs
    ):
        saved = composition or Composition(version=0)
        initial = {name: getattr(saved, name) for name in ("vision", "hidden", "review_on", "version")}
        super().__init__(*args, initial=initial, **kwargs)
        self.themes, self.today = themes, today
        self.fields["hidden"].choices = [(s, TITLES[s]) for s in Section if s not in ALWAYS]
        for theme in themes:
            self.fields[_name(theme)] = Text(
                label=f"Inleiding bij {theme.name}",
                max_length=MOST_INTRO,
                widget=forms.Textarea(attrs={"rows": 4}),
                initial=saved.intros.get(theme.code, ""),
            )

    def theme_fields(self) -> list[tuple[Theme, forms.BoundField]]:
        return [(theme, self[_name(theme)]) for theme in self.themes]

    def hidden_choices(self) -> list[tuple]:
        """Return (checkbox, what the section holds)."""
        return [(box, HOLDS[Section(box.data["value"])]) for box in self["hidden"]]

    def clean_review_on(self) -> date | None:
        review_on = self.cleaned_data["review_on"]
        if review_on and review_on < self.today and review_on != self.initial["review_on"]:
            raise forms.ValidationError("Deze dag is al voorbij. Kies vandaag of later.")
        return review_on

    def composed(self) -> dict:
        """Return what was sent, as save_composition takes it; only for a valid form."""
        names = ("vision", "hidden", "review_on", "version")
        sent = {name: self.cleaned_data[name] for name in names}
        return sent | {"intros": {theme.code: self.cleaned_data[_name(theme)] for theme in self.themes}}


def _name(theme: Theme) -> str:
    return f"intro-{theme.code}"


class RemarksForm(forms.Form):
    """Which remarks are printed. Keys tell remarks apart by their words too (plans/remarks.py).

    Besides, the page sends as `before_keys` what was chosen when it was opened.
    """

    chosen_keys = forms.MultipleChoiceField(
        label="Zet in het plan",
        required=False,
        error_messages={
            "invalid_choice": "Intussen is een opmerking gewijzigd of gewist. Er is nog niets bewaard."
            " Kijk na wat er nu staat en bewaar opnieuw."
        },
    )

    def __init__(self, *args, keys: Collection[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = set(keys)
        self.fields["chosen_keys"].choices = [(key, key) for key in keys]

    def ticked(self) -> set[str]:
        """Return what was ticked and is still there, also when the form is not valid."""
        return self.keys.intersection(self.data.getlist("chosen_keys"))

    def changes(self) -> tuple[set[str], set[str]]:
        """Return the keys that were ticked, and those that were not any more."""
        before = self.keys.intersection(self.data.getlist("before_keys"))
        return self.ticked() - before, before - self.ticked()


class LogoForm(forms.Form):
    """A picture from somebody's computer; `picture` is what we made of it."""

    logo = forms.FileField(
        label="Kies een bestand",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.svg,image/png,image/jpeg,image/svg+xml"}),
        help_text="Een PNG, JPEG of SVG van hoogstens 2 MB.",
        error_messages={
            "required": "Kies een bestand van hoogstens 2 MB.",  # also when a far larger one was let go
            "invalid": "Kies een bestand van je computer.",
            "empty": "Dit bestand is leeg. Kies een ander.",
        },
    )

    def clean_logo(self) -> Picture:
        """Turn what was sent into our own picture; of too large a file no more is read than needed."""
        try:
            return make_logo(self.cleaned_data["logo"].read(MOST_BYTES + 1))
        except Refused as refused:
            raise forms.ValidationError(refused.words) from None


class ResponsibilityForm(forms.ModelForm):
    """Who does what, and how one reaches them."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Responsibility
        fields = ["task", "name", "grade", "reach", "does"]
        labels = {
            "task": "Taak",
            "name": "Wie",
            "grade": "Voor welke graad of klas",
            "reach": "Bereikbaar via",
            "does": "Wat ze doen",
        }
        help_texts = {
            "name": "Een naam, een dienst of een team. Dit komt in het plan.",
            "grade": "Laat leeg als het voor de hele school is.",
            "reach": "Een telefoonnummer, een mailadres of een plaats, zoals “lokaal 12, elke middag”.",
            "does": "Kort. Mag leeg blijven.",
        }
        error_messages = {
            "task": {"required": "Kies een taak."},
            "name": {"required": "Schrijf wie dit doet."},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = [("", "Kies een taak …"), *Task.choices]

    def clean(self):
        """Write each text on one line."""
        return {
            name: " ".join(value.split()) if isinstance(value, str) else value
            for name, value in super().clean().items()
        }


class ChangeResponsibilityForm(ResponsibilityForm):
    """Who does what as it is now."""

    key = None
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, person: Responsibility, **kwargs):
        names = [*self.Meta.fields, "version"]
        super().__init__(*args, initial={name: getattr(person, name) for name in names}, **kwargs)
