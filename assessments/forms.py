"""What people send about a round. Answers are checked here and drawn by hand in the template:
a form object per question costs more than the whole page."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.core.validators import URLValidator

from assessments.merging import FIELDS, Entry
from schoolsafety.dates import school_year_name
from themes.models import Question, Theme
from themes.steps import VALUES, choices

MAX_TEXT = 5000
MAX_NOTE = 500


class Text(forms.CharField):
    """A text of at most so many characters; a new line counts as one, as it does in the browser."""

    def __init__(self, *, max_length=MAX_TEXT, **kwargs):
        messages = {
            "max_length": "Deze tekst is te lang: er passen %(limit_value)d tekens in, en het zijn er nu"
            " %(show_value)d.",
            "null_characters_not_allowed": "In deze tekst staat een teken dat we niet kunnen bewaren."
            " Wis het, of typ de tekst opnieuw in plaats van te plakken.",
        }
        super().__init__(required=False, max_length=max_length, error_messages=messages, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class Choice(forms.TypedChoiceField):
    """One of the answers that a question can have, or None."""

    def __init__(self, **kwargs):
        messages = {"invalid_choice": "Dit antwoord bestaat niet. Kies een van de antwoorden."}
        super().__init__(required=False, coerce=int, empty_value=None, error_messages=messages, **kwargs)


class AnswerForm(forms.Form):
    """One question of a card; the fields that were not sent stay out of `entry()`."""

    version = forms.IntegerField(required=False, min_value=0)
    value = Choice(choices=[(value, value) for value in VALUES])
    text = Text(label="afspraak")
    remark = Text(label="opmerking")
    resolve = forms.ChoiceField(
        required=False, choices=[(choice, choice) for choice in ("mine", "theirs", "both")]
    )

    def __init__(self, data, *, question: Question):
        super().__init__(data, prefix=prefix(question.pk))
        self.question = question

    def entry(self) -> Entry:
        """Return what was sent; only for a valid form."""
        sent = [name for name in FIELDS if self.add_prefix(name) in self.data]
        return Entry(
            question=self.question,
            version=self.cleaned_data["version"],
            fields={name: self.cleaned_data[name] for name in sent},
            resolve=self.cleaned_data["resolve"],
        )

    def typed(self) -> dict:
        """Return what was sent, to be shown again; for a form that is not valid."""
        names = [name for name in ("version", "text", "remark") if self.add_prefix(name) in self.data]
        typed = {name: self.data[self.add_prefix(name)] for name in names}
        if self.cleaned_data.get("value") is not None:
            typed["value"] = self.cleaned_data["value"]
        return typed

    @property
    def was_sent(self) -> bool:
        return any(self.add_prefix(name) in self.data for name in FIELDS)

    @property
    def message(self) -> str:
        """Return the first thing that is wrong, as one sentence."""
        return next(iter(self.errors.values()))[0] if self.errors else ""


class VoteForm(forms.Form):
    """What one member chose on a card; a question that is left open stays as it was."""

    def __init__(self, data, *, questions: list[Question]):
        super().__init__(data)
        self.names = {question: f"{prefix(question.pk)}-value" for question in questions}
        for question, name in self.names.items():
            self.fields[name] = Choice(choices=choices(question.kind))

    def clean(self):
        if not self.errors and not self.votes():
            raise forms.ValidationError("Kies bij minstens één vraag een antwoord.")

    def votes(self) -> dict[Question, int]:
        """Return what was chosen, without what is wrong."""
        chosen = {question: self.cleaned_data.get(name) for question, name in self.names.items()}
        return {question: value for question, value in chosen.items() if value is not None}

    def message(self, question: Question) -> str:
        """Return what is wrong with one question, as one sentence."""
        return next(iter(self.errors.get(self.names[question], ())), "")


def prefix(question_id: int) -> str:
    return f"q{question_id}"


class Target(forms.DecimalField):
    """The score that a theme aims for; with a comma, as people write it."""

    def __init__(self, **kwargs):
        limits = {"min_value": 0, "max_value": 3, "max_digits": 2, "decimal_places": 1}
        super().__init__(**limits, initial=Decimal("2.0"), localize=True, **kwargs)


class OpenRoundForm(forms.Form):
    """Choose the school year and the themes of a new round."""

    school_year = forms.TypedChoiceField(label="Schooljaar", coerce=int)
    themes = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Thema’s",
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies waar jullie dit jaar aan willen werken. Twee of drie is genoeg om te beginnen.",
        error_messages={"required": "Kies minstens één thema."},
    )
    target = Target(
        label="Streefscore", help_text="Van 0 tot 3. Een kaart met een lagere score wordt een werkpunt."
    )

    def __init__(self, *args, criteria_set, this_year: int, **kwargs):
        super().__init__(*args, **kwargs)
        years = [this_year, this_year + 1]
        self.fields["school_year"].choices = [(y, school_year_name(y)) for y in years]
        themes = Theme.objects.current().filter(criteria_set=criteria_set)
        self.fields["themes"].queryset = themes.order_by("order", "pk")


# Whatever is wrong with a number, the help is the same.
WRONG_NUMBER = (
    "required",
    "invalid",
    "min_value",
    "max_value",
    "max_digits",
    "max_decimal_places",
    "max_whole_digits",
)


class ThemesForm(forms.Form):
    """The themes of a running round: each one in or out, with its target."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, themes: list[Theme], targets: Mapping[int, Decimal], **kwargs):
        super().__init__(*args, **kwargs)
        self.themes, self.saved = themes, targets
        for theme in themes:
            self.fields[f"t{theme.pk}"] = forms.BooleanField(
                required=False,
                initial=theme.pk in targets,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            target = Target(
                widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal"}),
                error_messages=dict.fromkeys(WRONG_NUMBER, "Vul een getal van 0 tot 3 in, zoals 2 of 2,5."),
            )
            target.initial = targets.get(theme.pk, target.initial)
            self.fields[f"t{theme.pk}-target"] = target

    def clean(self):
        chosen = self._chosen()
        if not chosen:
            raise forms.ValidationError("Kies minstens één thema.")
        for theme in self.themes:  # the target of a theme that is out says nothing
            if theme not in chosen:
                self.errors.pop(f"t{theme.pk}-target", None)

    def targets(self) -> dict[int, Decimal]:
        """Return the target of each chosen theme; only for a valid form."""
        return {theme.pk: self.cleaned_data[f"t{theme.pk}-target"] for theme in self._chosen()}

    def _chosen(self) -> list[Theme]:
        return [theme for theme in self.themes if self.cleaned_data[f"t{theme.pk}"]]


class Link(forms.URLField):
    """A link that opens a page and can do nothing else: http or https."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        messages = {"invalid": "Dit is geen link die we kunnen openen. Begin met https://."}
        super().__init__(assume_scheme="https", max_length=MAX_NOTE, error_messages=messages, **kwargs)

    def to_python(self, value):
        scheme, separator, rest = super().to_python(value).partition("://")
        return f"{scheme.lower()}{separator}{rest}"


class EvidenceForm(forms.Form):
    """Evidence for a card: a link, a note, or both."""

    url = Link(
        label="Link",
        required=False,
        help_text="Naar de plaats waar het staat. Bestanden bewaren we hier niet.",
    )
    note = Text(
        label="Notitie",
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Waar of waaraan je het ziet. Noem geen namen van leerlingen.",
    )
    valid_until = forms.DateField(
        label="Geldig tot",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Laat leeg als het niet vervalt.",
        error_messages={"invalid": "Deze dag bestaat niet. Schrijf hem zo: 15-01-2027."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_until(self) -> date | None:
        day = self.cleaned_data["valid_until"]
        if day and day < self.today:
            raise forms.ValidationError("Deze dag is al voorbij. Kies vandaag of later, of laat leeg.")
        return day

    def clean(self):
        if not (self.errors or self.cleaned_data["url"] or self.cleaned_data["note"]):
            self.add_error("url", "Vul een link of een notitie in.")
