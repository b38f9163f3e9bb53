"""What part of the audit log somebody wants to see. The names of the fields stand in the address."""

from datetime import date

from django import forms
from django.utils.text import capfirst

from schools.log import reads_others
from schools.log_words import KINDS
from schools.models import Membership


class MemberField(forms.ModelChoiceField):
    def to_python(self, value):
        """Refuse what is no id in the same words as an id that is not there."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from None

    def label_from_instance(self, member: Membership) -> str:
        return member.user.name if member.left_at is None else f"{member.user.name} (vertrokken)"


class DayField(forms.DateField):
    def __init__(self, label: str):
        errors = {"invalid": "Deze dag bestaat niet. Schrijf hem zo: 15-01-2027."}
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label=label, required=False, widget=widget, error_messages=errors)


class LogForm(forms.Form):
    """Choose whose acts, of which kind, between which days. All of it may stay open."""

    lid = MemberField(
        queryset=None,
        label="Wie",
        required=False,
        empty_label="Iedereen",
        error_messages={"invalid_choice": "Dit lid is er niet. Kies iemand uit de lijst."},
    )
    soort = forms.ChoiceField(
        label="Wat",
        required=False,
        choices=[("", "Alles"), *((kind, capfirst(label)) for kind, label in KINDS.items())],
        error_messages={"invalid_choice": "Deze soort is er niet. Kies er een uit de lijst."},
    )
    van = DayField("Vanaf")
    tot = DayField("Tot en met")

    def __init__(self, *args, member: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        if reads_others(member):
            members = Membership.objects.visible_to(member).select_related("user")
            self.fields["lid"].queryset = members.order_by("user__name", "pk")
        else:  # there is only one to choose
            del self.fields["lid"]

    def clean_tot(self) -> date | None:
        last_day, first_day = self.cleaned_data["tot"], self.cleaned_data.get("van")
        if first_day and last_day and last_day < first_day:
            raise forms.ValidationError("Deze dag valt voor de dag bij “Vanaf”. Kies een latere dag.")
        return last_day

    def choices(self) -> dict:
        """Return what was chosen, as `log.choose` takes it."""
        chosen = self.cleaned_data
        return {
            "member": chosen.get("lid"),
            "kind": chosen["soort"],
            "first_day": chosen["van"],
            "last_day": chosen["tot"],
        }
