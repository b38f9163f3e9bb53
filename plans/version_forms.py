"""Forms about a version of the plan: put it forward, adopt it, withdraw it, and check a file."""

from datetime import date, timedelta

from django import forms

from plans.checking import MOST_BYTES, HashedFile
from plans.models import Version
from plans.services.versions import DAYS_BACK

CHOOSE = f"Kies een bestand van hoogstens {MOST_BYTES // 1024**2} MB."
REASON_LENGTH = Version._meta.get_field("reason").max_length


class ProposeForm(forms.Form):
    """The number that the person was told that the version gets."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class AdoptForm(forms.Form):
    """On which day a version was adopted, and which one the principal saw."""

    adopted_on = forms.DateField(
        label="Op welke dag is het plan vastgesteld?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=f"De dag van de vergadering: vandaag, of hoogstens {DAYS_BACK} dagen geleden.",
        error_messages={"required": "Kies de dag.", "invalid": "Schrijf een dag die bestaat."},
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.first = today, today - timedelta(days=DAYS_BACK)
        limits = {"min": self.first.isoformat(), "max": today.isoformat()}
        self.fields["adopted_on"].widget.attrs |= limits

    def clean_adopted_on(self) -> date:
        day = self.cleaned_data["adopted_on"]
        if day > self.today:
            raise forms.ValidationError("Deze dag moet nog komen. Stel het plan vast op de dag zelf.")
        if day < self.first:
            raise forms.ValidationError(f"Deze dag is langer dan {DAYS_BACK} dagen geleden.")
        return day


class WithdrawForm(forms.Form):
    """Why a version is withdrawn; that of an adopted one is asked for."""

    reason = forms.CharField(
        label="Waarom trekken jullie deze versie in?",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dit staat voortaan bij de versie. Iedereen die het plan leest, kan het lezen.",
        error_messages={"required": "Schrijf waarom deze versie niet meer geldt."},
    )

    def __init__(self, *args, is_adopted: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_adopted:
            self.fields["reason"].required = False
            self.fields["reason"].label = "Waarom trekken jullie deze versie in? (mag leeg blijven)"


class CheckForm(forms.Form):
    """A file of which somebody wants to know whether it is one of a version."""

    file = forms.FileField(
        label="Welk bestand wil je nakijken?",
        help_text=f"PDF of Word, hoogstens {MOST_BYTES // 1024**2} MB. We bewaren het niet.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
        error_messages={
            "required": CHOOSE,  # also when what was sent is so large that it was cut off
            "invalid": CHOOSE,
            "missing": CHOOSE,
            "empty": "Dit bestand is leeg.",
        },
    )

    def clean_file(self) -> HashedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"Dit bestand is groter dan {MOST_BYTES // 1024**2} MB. De bestanden van een plan zijn "
                "kleiner: dit is er geen van."
            )
        return file
