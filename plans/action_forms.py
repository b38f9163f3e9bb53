"""What people send about an action, and which ones they want to see."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_
from uuid import UUID, uuid4

from django import forms

from plans.action_words import member_name, partners
from plans.models import Action, Effort, Helped, Source, Status
from schools.models import Membership
from schools.permissions import ROLE_PERMISSIONS, Permission

USUAL_TERM = timedelta(weeks=6)


class OwnerField(forms.ModelChoiceField):
    """Choose who does it, by name; somebody who left the school is marked."""

    def __init__(self, label: str, **kwargs):
        messages = {
            "required": "Kies wie dit opvolgt.",
            "invalid_choice": "Deze collega kan geen acties opvolgen. Kies iemand uit de lijst.",
        }
        super().__init__(None, label=label, error_messages=messages, **kwargs)

    def label_from_instance(self, member: Membership) -> str:
        return member_name(member)


class PartnersField(forms.ModelMultipleChoiceField):
    """Choose who shares the work, by name."""

    def __init__(self, label: str, **kwargs):
        message = "Een van deze collega’s kan niet meewerken. Kies uit de lijst."
        errors = {"invalid_choice": message, "invalid_pk_value": message, "list": message}
        widget = forms.CheckboxSelectMultiple
        super().__init__(None, label=label, required=False, widget=widget, error_messages=errors, **kwargs)

    def label_from_instance(self, member: Membership) -> str:
        return member_name(member)


class ActionForm(forms.ModelForm):
    """A new action. The day may not have passed: an action cannot start late."""

    owner = OwnerField("Wie volgt dit op?", empty_label=None)
    partners = PartnersField("Wie werkt mee?")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Action
        fields = ["what", "due_on", "success_sign", "effort", "source"]
        labels = {
            "what": "Wat gaan jullie doen?",
            "due_on": "Tegen wanneer?",
            "success_sign": "Waaraan zien jullie dat het lukt?",
            "effort": "Hoeveel werk is het?",
            "source": "Waar komt het vandaan?",
        }
        help_texts = {
            "what": "Kort en concreet, zonder namen van leerlingen.",
            "success_sign": "Iets wat je kan zien of tellen. Zo kunnen jullie later zeggen of het hielp.",
        }
        widgets = {
            "what": forms.Textarea(attrs={"rows": 2}),
            "success_sign": forms.Textarea(attrs={"rows": 2}),
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        error_messages = {
            "what": {"required": "Schrijf wat jullie gaan doen."},
            "due_on": {
                "required": "Kies een dag.",
                "invalid": "Deze dag bestaat niet. Schrijf hem zo: 15-01-2027.",
            },
            "source": {"required": "Kies waar het vandaan komt."},
        }

    field_order = ["what", "owner", "due_on", "status"]

    def __init__(self, *args, member: Membership, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["owner"].initial = member.pk
        self.fields["due_on"].initial = today + USUAL_TERM
        self.fields["effort"].choices = [("", "Dat weten we nog niet"), *Effort.choices]
        self.fields["source"].choices = Source.choices
        self.offer_people(member)

    def offer_people(self, member: Membership) -> None:
        _offer(people(member), self.fields["owner"], self.fields["partners"])

    def clean_what(self) -> str:
        return " ".join(self.cleaned_data["what"].split())

    def clean_success_sign(self) -> str:
        return " ".join(self.cleaned_data["success_sign"].split())

    def clean_due_on(self) -> date:
        due_on = self.cleaned_data["due_on"]
        if due_on < self.today and due_on != self.initial.get("due_on"):
            raise forms.ValidationError("Deze dag is al voorbij. Kies vandaag of later.")
        return due_on

    def clean_partners(self) -> list[Membership]:
        """Leave the owner out, who does it anyway."""
        owner = self.cleaned_data.get("owner")
        return [partner for partner in self.cleaned_data["partners"] if partner != owner]


class ChangeActionForm(ActionForm):
    """An action as it is now. A day that passed may stay; a new one may not have passed.

    An action with a look-back stays done: reopening it, on its own page, says what goes then.
    """

    key = None
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(ActionForm.Meta):
        fields = [*ActionForm.Meta.fields, "status"]
        labels = ActionForm.Meta.labels | {"status": "Hoe staat het ermee?"}

    def __init__(self, *args, action: Action, member: Membership, **kwargs):
        initial = {name: getattr(action, name) for name in [*self.Meta.fields, "version"]}
        initial |= {"owner": action.owner_id, "partners": [partner.pk for partner in partners(action)]}
        super().__init__(*args, member=member, initial=initial, **kwargs)
        self.has_look_back = bool(action.helped)

    def offer_people(self, member: Membership) -> None:
        _offer(people(member, self.initial["owner"]), self.fields["owner"])
        _offer(people(member, *self.initial["partners"]), self.fields["partners"])

    def clean_status(self) -> str:
        status = self.cleaned_data["status"]
        if self.has_look_back and status != Status.DONE:
            raise forms.ValidationError(
                "Jullie schreven een terugblik bij deze actie, en die gaat dan weg. Laat de stand op "
                "klaar, of kies “Toch nog bezig” op de pagina van de actie."
            )
        return status


class HandOverForm(forms.Form):
    """Choose who follows an action up from now on: anybody who may, but for who does already."""

    to = OwnerField("Wie volgt dit vanaf nu op?", empty_label="Kies een collega …")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, action: Action, member: Membership, **kwargs):
        super().__init__(*args, initial={"version": action.version}, **kwargs)
        self.fields["to"].queryset = people(member).exclude(pk=action.owner_id)


class EvaluateForm(forms.ModelForm):
    """Look back at a finished action."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Action
        fields = ["helped", "learned"]
        labels = {"helped": "Hielp het?", "learned": "Wat leerden jullie?"}
        help_texts = {"learned": "Mag leeg blijven. Schrijf geen namen van leerlingen."}
        widgets = {"helped": forms.RadioSelect, "learned": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, action: Action, **kwargs):
        names = [*self.Meta.fields, "version"]
        super().__init__(*args, initial={name: getattr(action, name) for name in names}, **kwargs)
        helped = self.fields["helped"]
        helped.required, helped.choices = True, Helped.choices
        helped.error_messages["required"] = "Kies een van de vier."

    def clean_learned(self) -> str:
        return self.cleaned_data["learned"].strip()


class FilterForm(forms.Form):
    """Which of these actions somebody wants to see; it offers what is among them."""

    thema = forms.ChoiceField(label="Welk thema", required=False)
    stand = forms.ChoiceField(
        label="Welke stand", required=False, choices=[("", "Elke stand"), *Status.choices]
    )
    wie = forms.ChoiceField(label="Wie volgt op", required=False)

    def __init__(self, *args, actions: Iterable[Action], **kwargs):
        super().__init__(*args, **kwargs)
        themes = {a.card.theme.code: (a.card.theme.order, a.card.theme.name) for a in actions}
        owners = {str(a.owner_id): member_name(a.owner) for a in actions}
        by_order = sorted(themes.items(), key=lambda item: item[1])
        self.fields["thema"].choices = [("", "Elk thema"), *((code, name) for code, (_, name) in by_order)]
        self.fields["wie"].choices = [("", "Iedereen"), *sorted(owners.items(), key=lambda item: item[1])]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "Dit is er niet bij. Kies iets uit de lijst."

    def given(self) -> dict[str, str]:
        """Return what was chosen; a value that is not there is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def keeps(self, action: Action) -> bool:
        found = {"thema": action.card.theme.code, "stand": action.status, "wie": str(action.owner_id)}
        return all(found[name] == value for name, value in self.given().items())


def people(member: Membership, *besides: UUID):
    """Return the active members who may do actions, and `besides`: who has to do with this one already."""
    members = Membership.objects.visible_to(member)
    roles = [role for role, verbs in ROLE_PERMISSIONS.items() if Permission.ACTION_WRITE in verbs]
    groups = map(members.active().holding, roles)
    found = reduce(or_, groups, members.filter(pk__in=besides))
    return found.select_related("user").order_by("user__name", "pk")


def _offer(members, *fields: forms.ModelChoiceField) -> None:
    """Let these fields choose from the same members, with one query for all that they show."""
    shown = [(member.pk, member_name(member)) for member in members]
    for field in fields:
        field.queryset, field.choices = members, shown
