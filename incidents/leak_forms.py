"""The sheet of a data leak: what a notification must hold (GDPR art. 33, 3) and what became of it."""

from datetime import UTC, datetime

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, localtime, make_aware

from incidents.case_forms import LINE_LENGTH, MomentField
from incidents.leak import AUTHORITIES, LOOK_UP, Notified, Told, known_at
from incidents.sheet_forms import SheetForm, lines

CHOOSE = [("", "Kies …")]


def line(label: str, *, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=LINE_LENGTH, required=False, help_text=help_text)


class KnownField(MomentField):
    """A moment that also takes the hour that comes twice, when the clocks go back: the first of the two.

    A sheet of a leak in that hour could not be saved otherwise, and the clock that ends sooner is safe.
    """

    def to_python(self, value) -> datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            naive = _parsed(value)
            first = make_aware(naive) if naive else None
            if first is None or _as_typed(first.astimezone(UTC)) != naive:
                raise
            return first


class LeakForm(SheetForm):
    """All that the authority asks, when the school knew of it, and whether it was notified."""

    known_at = KnownField(
        label="Wanneer wist de school ervan?",
        help_text="Vanaf dan lopen de 72 uur. Het telt ook als één medewerker het wist.",
    )
    nature = lines("Wat ging er mis, en met welke gegevens?", rows=3)
    people = lines(
        "Over wie gaan de gegevens?", rows=1, help_text="Bijvoorbeeld leerlingen van 3A en ouders."
    )
    people_count = line("Over hoeveel mensen ongeveer?", help_text="Een schatting is genoeg.")
    records = lines("Welke soorten gegevens?", rows=1, help_text="Bijvoorbeeld adressen, punten of foto’s.")
    records_count = line("Hoeveel gegevens ongeveer?", help_text="Bijvoorbeeld “een lijst met 120 regels”.")
    contact = line("Bij wie kan de toezichthouder terecht?", help_text="Meestal jullie DPO, met telefoon.")
    consequences = lines("Wat kan dit betekenen voor die mensen?", rows=3)
    measures = lines("Wat deden jullie al, en wat doen jullie nog?", rows=3)
    risk = lines("Hoe schatten jullie het risico in, en waarom?", rows=3)
    notified = forms.ChoiceField(label="Gemeld?", choices=CHOOSE + Notified.choices, required=False)
    notified_at = MomentField(label="Wanneer gemeld?", required=False)
    reference = line("Kenmerk van de melding", help_text="Het nummer dat je van de toezichthouder kreeg.")
    why_not = lines(
        "Waarom hoeft melden niet?",
        help_text="Het hoeft alleen niet als er geen risico is voor de mensen over wie het gaat.",
    )
    told = forms.ChoiceField(
        label="Zijn die mensen zelf ingelicht?", choices=CHOOSE + Told.choices, required=False,
        help_text="Bij een groot risico moet dat, zo snel als het kan.",
    )  # fmt: skip
    told_how = lines("Wie kreeg bericht, wanneer en hoe? Of waarom niet?")

    def __init__(self, *args, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("known_at", "notified_at"):
            self.fields[name].latest = now
            self.initial[name] = _moment(self.initial.get(name))
        self.initial["known_at"] = self.initial["known_at"] or known_at(self.head)
        notified = self.fields["notified"]
        notified.label = f"Gemeld bij de {AUTHORITIES[self.country]}?"
        notified.help_text = LOOK_UP[self.country]

    def clean_known_at(self) -> datetime:
        """The browser's field has no seconds: who leaves the moment as it was does not move the clock."""
        sent, known = self.cleaned_data["known_at"], known_at(self.head)
        return known if _as_typed(sent) == _as_typed(known) else sent

    def clean(self) -> dict:
        data = super().clean()
        notified, at = data.get("notified"), data.get("notified_at")
        if notified == Notified.YES and "notified_at" in data and not at:
            self.add_error("notified_at", "Schrijf wanneer jullie het gemeld hebben.")
        if at and "known_at" in data and at < data["known_at"].replace(second=0, microsecond=0):
            self.add_error("notified_at", "Dit is vroeger dan het moment waarop jullie het wisten.")
        if notified == Notified.NO and "why_not" in data and not data["why_not"]:
            self.add_error("why_not", "Schrijf waarom melden niet hoeft. Ook dat moet je kunnen tonen.")
        return data


def _as_typed(moment: datetime) -> datetime:
    """Return a moment as the browser's field shows it: local, to the minute."""
    return localtime(moment).replace(second=0, microsecond=0, tzinfo=None, fold=0)


def _parsed(value: str) -> datetime | None:
    try:
        found = parse_datetime(value)
    except (TypeError, ValueError):
        return None
    return found if found and is_naive(found) else None


def _moment(value: str | datetime | None) -> datetime | None:
    """Return a moment as it was saved on a sheet; the field shows it in local time."""
    return localtime(datetime.fromisoformat(value)) if isinstance(value, str) and value else value or None
