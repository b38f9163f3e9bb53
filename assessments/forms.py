"""What people send about a round. Answers are checked here and drawn by hand in the template:
a form object per question costs more than the whole page."""

from decimal import Decimal

from django import forms

from assessments.merging import FIELDS, Entry
from schoolsafety.dates import school_year_name
from themes.models import Question, Theme
from themes.steps import choices

MAX_TEXT = 5000


class Text(forms.CharField):
    """A text of at most MAX_TEXT characters; a new line counts as one, as it does in the browser."""

    def __init__(self, **kwargs):
        messages = {
            "max_length": "Deze tekst is te lang: er passen %(limit_value)d tekens in, en het zijn er nu"
            " %(show_value)d.",
            "null_characters_not_allowed": "In deze tekst staat een teken dat we niet kunnen bewaren."
            " Wis het, of typ de tekst opnieuw in plaats van te plakken.",
        }
        super().__init__(required=False, max_length=MAX_TEXT, error_messages=messages, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class AnswerForm(forms.Form):
    """One question of a card; the fields that were not sent stay out of `entry()`."""

    version = forms.IntegerField(required=False, min_value=0)
    value = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "Dit antwoord bestaat niet. Kies een van de antwoorden."},
    )
    text = Text(label="afspraak")
    remark = Text(label="opmerking")
    resolve = forms.ChoiceField(
        required=False, choices=[(choice, choice) for choice in ("mine", "theirs", "both")]
    )

    def __init__(self, data, *, question: Question):
        super().__init__(data, prefix=prefix(question.pk))
        self.question = question
        self.fields["value"].choices = choices(question.kind)

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


def prefix(question_id: int) -> str:
    return f"q{question_id}"


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
    target = forms.DecimalField(
        label="Streefscore",
        min_value=0,
        max_value=3,
        max_digits=2,
        decimal_places=1,
        initial=Decimal(2),
        localize=True,
        help_text="Van 0 tot 3. Een kaart met een lagere score wordt een werkpunt.",
    )

    def __init__(self, *args, criteria_set, this_year: int, **kwargs):
        super().__init__(*args, **kwargs)
        years = [this_year, this_year + 1]
        self.fields["school_year"].choices = [(y, school_year_name(y)) for y in years]
        themes = Theme.objects.current().filter(criteria_set=criteria_set)
        self.fields["themes"].queryset = themes.order_by("order", "pk")
