"""What people send about who reads an incident: an invitation, a day, a person, an emergency."""

from datetime import date
from uuid import uuid4

from django import forms

from incidents.contacts import contacts_of
from incidents.models import Incident
from incidents.services.access import LONGEST_TERM, USUAL_TERM
from incidents.services.break_glass import NUMBER, SHORTEST_REASON
from incidents.words import day
from schools.models import Membership

SHORT_REASON = f"Schrijf iets meer: minstens {SHORTEST_REASON} tekens."


class MemberField(forms.ModelChoiceField):
    """Choose a colleague, by name and roles."""

    def __init__(self, label: str, **kwargs):
        messages = {
            "required": "Kies een collega.",
            "invalid_choice": "Deze collega kan dit niet (meer). Kies iemand uit de lijst.",
        }
        super().__init__(
            None, label=label, empty_label="Kies een collega …", error_messages=messages, **kwargs
        )

    def label_from_instance(self, member: Membership) -> str:
        return f"{member.user.name} ({member.role_names})"


class LastDayField(forms.DateField):
    """The last day that somebody may read: today or later, at most a year from now."""

    def __init__(self, label: str, **kwargs):
        messages = {
            "required": "Kies een dag.",
            "invalid": "Deze dag bestaat niet. Schrijf hem zo: 15-01-2027.",
        }
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label=label, widget=widget, error_messages=messages, **kwargs)

    def start_from(self, today: date) -> None:
        self.today, self.last = today, today + LONGEST_TERM
        self.widget.attrs |= {"min": self.today.isoformat(), "max": self.last.isoformat()}

    def clean(self, value) -> date:
        chosen = super().clean(value)
        if chosen < self.today:
            raise forms.ValidationError("Deze dag is voorbij. Kies vandaag of later.")
        if chosen > self.last:
            raise forms.ValidationError(f"Dit is te ver weg. Kies een dag tot en met {day(self.last)}.")
        return chosen


class InviteColleagueForm(forms.Form):
    """Invite a colleague to one incident: nobody who reads it anyway, or who is party to it."""

    colleague = MemberField("Wie mag meelezen?")
    may_note = forms.BooleanField(label="Mag ook notities schrijven", required=False)
    may_see_names = forms.BooleanField(
        label="Mag ook de namen zien",
        help_text="Alleen als het nodig is om te helpen. Wie de namen bekijkt, staat in het logboek.",
        required=False,
    )
    until_day = LastDayField("Tot en met welke dag?", help_text="Daarna stopt de toegang vanzelf.")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, incident: Incident, member: Membership, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        others = colleagues_of(member).exclude(pk__in=contacts_of(member).order_by().values("pk"))
        self.fields["colleague"].queryset = others.exclude(pk__in=incident.exclusions.values("member"))
        self.fields["until_day"].start_from(today)
        self.fields["until_day"].initial = today + USUAL_TERM


class ExtendForm(forms.Form):
    """Another last day for an invitation."""

    until_day = LastDayField("Tot en met welke dag?")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until_day"].start_from(today)


class ExcludeForm(forms.Form):
    """Choose who is party to an incident: any member, oneself too."""

    party = MemberField("Wie is betrokken?")

    def __init__(self, *args, incident: Incident, member: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        members = Membership.objects.visible_to(member).active().select_related("user")
        known = incident.exclusions.values("member")
        self.fields["party"].queryset = members.exclude(pk__in=known).order_by("user__name", "pk")


class SuccessorForm(forms.Form):
    """Choose which other contact is asked to take incidents over."""

    successor = MemberField("Wie kan ze overnemen?")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, member: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = contacts_of(member).exclude(pk=member.pk)


class BreakGlassForm(forms.Form):
    """The number of an incident, and why it must be opened now."""

    number = forms.RegexField(
        NUMBER,
        label="Nummer van de melding",
        help_text="Zoals 2026-014. Vraag het aan een aanspreekpunt.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={
            "required": "Schrijf het nummer van de melding.",
            "invalid": "Een nummer ziet er zo uit: 2026-014.",
        },
    )
    reason = forms.CharField(
        label="Waarom is dit nodig?",
        help_text="De aanspreekpunten lezen dit mee in de melding. Schrijf geen namen van leerlingen.",
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf waarom dit nodig is.", "min_length": SHORT_REASON},
    )


def colleagues_of(member: Membership):
    others = Membership.objects.visible_to(member).active().exclude(pk=member.pk)
    return others.select_related("user").order_by("user__name", "pk")
