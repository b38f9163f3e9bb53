"""What people add to an incident in words: notes, corrections, persons, names."""

from datetime import datetime
from uuid import uuid4

from django import forms

from incidents.kinds import PersonRole, Relation

CHOOSE = [("", "Kies …")]
STORY_LENGTH, NAME_LENGTH, LINE_LENGTH = 20_000, 100, 200


class MomentField(forms.DateTimeField):
    """A day and a time, with the browser's own field; not after `latest`, which the form sets."""

    latest: datetime | None = None

    def __init__(self, **kwargs):
        options = {"format": "%Y-%m-%dT%H:%M", "attrs": {"type": "datetime-local"}}
        invalid = "Deze dag of dit uur bestaat niet. Schrijf het zo: 20-11-2026 14:30."
        errors = {"invalid": invalid, "required": "Kies een dag en een uur."}
        super().__init__(widget=forms.DateTimeInput(**options), error_messages=errors, **kwargs)

    def clean(self, value) -> datetime | None:
        moment = super().clean(value)
        if moment and moment > self.latest:
            raise forms.ValidationError("Dit moment moet nog komen. Kies nu of vroeger.")
        return moment


def story_field(label: str, *, rows: int, required: str, help_text: str = "") -> forms.CharField:
    """Return a field for a text of any length that a person would write."""
    return forms.CharField(
        label=label,
        max_length=STORY_LENGTH,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
    )


def name_field(**kwargs) -> forms.CharField:
    """Return a field for the name of somebody: nothing may remember it."""
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label="Naam", max_length=NAME_LENGTH, widget=widget, **kwargs)


class NoteForm(forms.Form):
    """A note, and when it happened if that is not now. A template draws it, on each page of an incident."""

    text = story_field("Notitie", rows=4, required="Schrijf wat er gebeurde of wat er is afgesproken.")
    happened_at = MomentField(label="Wanneer gebeurde dit?", required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened_at"].latest = now

    def shown(self) -> dict:
        """Return what was typed, and what is wrong with it."""
        typed = {name: self[name].value() or "" for name in self.fields}
        return typed | {"no_text": self.errors.get("text"), "no_moment": self.errors.get("happened_at")}


class CorrectionForm(forms.Form):
    """What an earlier note should have said."""

    text = story_field("Wat er had moeten staan", rows=6, required="Schrijf wat er had moeten staan.")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class PersonForm(forms.Form):
    """How somebody is involved, and perhaps the name."""

    role = forms.TypedChoiceField(
        label="Hoe betrokken?",
        choices=CHOOSE + PersonRole.choices,
        coerce=PersonRole,
        error_messages={"required": "Kies hoe deze persoon betrokken is."},
    )
    relation = forms.TypedChoiceField(
        label="Wie is dit?", choices=Relation.choices, coerce=Relation, initial=Relation.PUPIL
    )
    name = name_field(required=False)


class AddPersonForm(PersonForm):
    """Somebody who turned out to be involved."""

    note = forms.CharField(
        label="Korte nota",
        max_length=LINE_LENGTH,
        required=False,
        help_text="Zonder namen, bijvoorbeeld “zit in dezelfde klas”.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    field_order = ["role", "relation", "name", "note"]


class NameForm(forms.Form):
    """The name of one person. Taking it away is another button, so that an empty field does nothing."""

    name = name_field(error_messages={"required": "Schrijf de naam."})
