"""The forms of a request for access: opening it, finding the person, the draft, reading it, closing it."""

from datetime import date
from uuid import uuid4

from django import forms

from incidents.access_requests import words_of
from incidents.case_forms import NAME_LENGTH, STORY_LENGTH
from incidents.request_content import Piece

LINE, TEXT, SHORTEST_REASON = 200, 2000, 10


def private_line(label: str, **kwargs) -> forms.CharField:
    """Return a field that no browser fills in or remembers."""
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, widget=widget, **{"max_length": LINE} | kwargs)


def text_field(label: str, *, rows: int = 3, **kwargs) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, **{"max_length": TEXT} | kwargs)


class OpenRequestForm(forms.Form):
    """Who asks, for whom, how that was checked, and since when."""

    asked_by = private_line(
        "Wie vraagt inzage?",
        max_length=NAME_LENGTH,
        error_messages={"required": "Schrijf wie de inzage vraagt."},
    )
    on_behalf = private_line(
        "Voor wie?",
        required=False,
        help_text="Alleen als iemand het voor een ander vraagt, zoals een ouder.",
    )
    checked = text_field(
        "Hoe keek je na wie dit is?",
        rows=2,
        help_text="Bijvoorbeeld “kwam zelf langs, ik ken de leerling”. Noteer geen nummer van een kaart.",
        error_messages={"required": "Schrijf hoe je nakeek wie dit is."},
    )
    received_on = forms.DateField(
        label="Wanneer kwam de vraag binnen?",
        help_text="Vanaf dan heb je één maand om te antwoorden.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Kies een dag.",
            "invalid": "Deze dag bestaat niet. Schrijf hem zo: 20-11-2026.",
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["received_on"].initial = today

    def clean_received_on(self) -> date:
        day = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError("Deze dag moet nog komen. Kies vandaag of vroeger.")
        if day.year < self.today.year - 1:
            raise forms.ValidationError("Dit is te lang geleden. Kijk het jaar na.")
        return day


class SearchForm(forms.Form):
    """A name to look for among all names of the register. It is sent in a POST: no address holds it."""

    name = private_line(
        "Welke naam zoek je?",
        max_length=NAME_LENGTH,
        help_text="Een voornaam alleen mag ook. Hoofdletters, accenten en volgorde maken niet uit.",
        error_messages={"required": "Schrijf een naam."},
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not any(len(word) > 1 for word in words_of(name)):
            raise forms.ValidationError("Schrijf minstens twee letters van de naam.")
        return name


class DraftForm(forms.Form):
    """What the answer says beside its pieces, and the version of the draft that this started from."""

    origin = text_field(
        "Waar komen de gegevens vandaan?", error_messages={"required": "Schrijf waar ze vandaan komen."}
    )
    shared = text_field(
        "Met wie werden ze buiten de school gedeeld?",
        error_messages={"required": "Schrijf met wie. Met niemand? Schrijf dat."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PieceForm(forms.Form):
    """One piece of the draft: it goes into the answer as it stands here, or stays out with a reason."""

    choice = forms.ChoiceField(
        label="In het antwoord?",
        choices=[("keep", "Opnemen"), ("leave", "Weglaten")],
        widget=forms.RadioSelect,
    )
    text = text_field("Tekst", rows=5, max_length=STORY_LENGTH, required=False)
    reason = private_line(
        "Waarom laat je dit weg?",
        required=False,
        help_text="Wie de inzage vraagt, leest dit. Bijvoorbeeld “gaat alleen over een ander”.",
    )
    saved: str | None = None  # what is kept now, where that is something else

    def __init__(self, *args, piece: Piece, **kwargs):
        initial = {"text": piece.text, "reason": piece.reason, "choice": "keep" if piece.keep else "leave"}
        super().__init__(*args, prefix=piece.id, initial=initial, **kwargs)
        self.piece = piece
        self.fields["text"].widget.attrs["rows"] = _rows(piece.text)

    def clean(self) -> dict:
        choice, data = self.cleaned_data.get("choice"), self.cleaned_data
        if choice == "leave" and not data.get("reason"):
            self.add_error("reason", "Schrijf waarom dit niet in het antwoord komt.")
        if choice == "keep" and not data.get("text"):
            self.add_error("text", "Hier staat geen tekst. Laat dit stuk weg, met een reden.")
        return data

    def edited(self) -> Piece:
        """Return the piece as it was sent; only for a form that is valid."""
        data = self.cleaned_data
        fields = {"text": data["text"], "reason": data["reason"], "keep": data["choice"] == "keep"}
        return Piece(**vars(self.piece) | fields)


def _rows(text: str) -> int:
    """Return how high a field must be to show about all of a text."""
    lines = sum(1 + len(line) // 80 for line in text.splitlines())
    return min(max(lines + 1, 3), 16)


class ReviewForm(forms.Form):
    """What the second person says to the first one when something must change."""

    remark = text_field(
        "Wat moet er nog anders?", required=False, help_text="Alleen nodig als je het terugstuurt."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean(self) -> dict:
        if "terug" in self.data and not self.cleaned_data.get("remark"):
            self.add_error("remark", "Schrijf wat er nog anders moet.")
        return self.cleaned_data


class CloseRequestForm(forms.Form):
    """How a request ended: it was answered, or not, with the reason."""

    outcome = forms.ChoiceField(
        label="Hoe liep het af?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe het afliep."},
    )
    reason = text_field(
        "Toelichting",
        required=False,
        help_text="Wanneer en hoe gaf je het antwoord? Of waarom kreeg de persoon geen inzage?",
    )

    def __init__(self, *args, may_answer: bool, **kwargs):
        super().__init__(*args, **kwargs)
        answered = [("answered", "De persoon kreeg het antwoord")] if may_answer else []
        self.fields["outcome"].choices = [*answered, ("refused", "De persoon kreeg geen inzage")]

    def clean(self) -> dict:
        is_refused = self.cleaned_data.get("outcome") == "refused"
        if is_refused and len(self.cleaned_data.get("reason", "").strip()) < SHORTEST_REASON:
            self.add_error("reason", "Schrijf de reden. De persoon heeft er recht op die te kennen.")
        return self.cleaned_data
