"""The sheets of an incident: where images are, what is done afterwards, how it went.

The questions of the evaluation are those of the cards "Evaluatie van het proces" (fixtures/criteria),
in plainer words and about one incident: what went well, what could be better, what to avoid next
time, how those involved feel about it, and what the policy plan needs.
"""

from datetime import date

from django import forms

from incidents.content import Head
from incidents.images import Online

LENGTH = 5000
# Where a school can turn to get an image removed: the name, and how to reach them.
HOTLINES = {
    "BE": (
        "Gemeld bij Child Focus",
        "Gratis op 116 000, dag en nacht. Zij helpen om een beeld te laten weghalen.",
    ),
    "NL": ("Gemeld bij Helpwanted", "Via helpwanted.nl. Zij helpen om een beeld te laten weghalen."),
}


def lines(label: str, *, rows: int = 2, help_text: str = "") -> forms.CharField:
    """Return a field for a text that may be left out."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(
        label=label, max_length=LENGTH, required=False, help_text=help_text, widget=widget
    )


def coming_day(label: str, *, help_text: str) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    invalid = "Deze dag bestaat niet. Schrijf hem zo: 15-01-2027."
    return forms.DateField(
        label=label, required=False, help_text=help_text, widget=widget, error_messages={"invalid": invalid}
    )


class SheetForm(forms.Form):
    """A sheet. `seen` is the number of the record that it started from, 0 when there was none.

    `coming` names the field with a day that may not have passed, unless it stood in the head already.
    """

    coming = ""
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args, head: Head, country: str, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.head, self.country, self.today = head, country, today
        if self.coming:
            self.initial.setdefault(self.coming, getattr(head, self.coming))

    def clean(self) -> dict:
        day = self.cleaned_data.get(self.coming)
        if day and day < self.today and day != getattr(self.head, self.coming):
            self.add_error(self.coming, "Deze dag is al voorbij. Kies vandaag of later.")
        return self.cleaned_data


class ImagesForm(SheetForm):
    """Where images are, what they show in general words, who has them, and what was reported where."""

    coming = "check_again_on"
    platform = lines("Op welk platform of in welke app?", rows=1)
    group = lines("In welke groep of bij welk account?", rows=1)
    address = lines("Adres van de pagina", help_text="Als gewone tekst. Open de pagina zelf liever niet.")
    shows = lines(
        "Wat is er te zien, in algemene woorden?",
        help_text="Bijvoorbeeld “naaktbeeld van een leerling”. Beschrijf een minderjarige nooit in detail.",
    )
    holder = lines(
        "Wie heeft het toestel of de beelden?", help_text="Zonder namen, bijvoorbeeld “Leerling B”."
    )
    reported_platform = lines("Gemeld bij het platform", help_text="Wanneer, en wat kwam eruit?")
    reported_police = lines("Gemeld bij de politie", help_text="Wanneer, bij wie, en met welk advies?")
    reported_hotline = lines("Gemeld bij een hulplijn")
    still_online = forms.ChoiceField(
        label="Staat het nog online?", choices=[("", "Kies …"), *Online.choices], required=False
    )
    check_again_on = coming_day(
        "Wanneer kijken jullie opnieuw of het weg is?",
        help_text="Die dag krijgt wie dit opvolgt een mail, zonder inhoud.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hotline = self.fields["reported_hotline"]
        hotline.label, hotline.help_text = HOTLINES[self.country]


class AftercareForm(SheetForm):
    """What is done for those involved once it is quiet again, and when to look how they are."""

    coming = "aftercare_on"
    what = lines(
        "Wat doen jullie nog, en voor wie?",
        rows=4,
        help_text="Bijvoorbeeld een gesprek met Leerling A, of een kringgesprek in de klas.",
    )
    who = lines("Wie doet dat?", rows=1)
    aftercare_on = coming_day(
        "Wanneer kijken jullie opnieuw hoe het gaat?",
        help_text="Die dag krijgt wie dit opvolgt een mail, zonder inhoud. "
        "De dag staat los van hoelang de melding bewaard blijft.",
    )


class EvaluationForm(SheetForm):
    """Looking back with those involved."""

    went_well = lines("Wat liep goed?", rows=3)
    was_hard = lines("Wat liep moeilijk, en wat willen jullie een volgende keer vermijden?", rows=3)
    was_known = lines("Wist iedereen wat hij of zij moest doen?", rows=3)
    how_they_feel = lines("Hoe kijken de leerlingen en hun ouders erop terug?", rows=3)
    to_change = lines("Wat veranderen jullie: in de aanpak, in de afspraken, in het beleidsplan?", rows=3)
