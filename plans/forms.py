"""What people send about an action."""

from datetime import date, timedelta
from functools import reduce
from operator import or_
from uuid import UUID, uuid4

from django import forms

from plans.action_rows import member_name
from plans.models import Action
from schools.models import Membership
from schools.permissions import ROLE_PERMISSIONS, Permission

USUAL_TERM = timedelta(weeks=6)


class OwnerField(forms.ModelChoiceField):
    """Choose who does it, by name; somebody who left the school is marked."""

    def label_from_instance(self, member: Membership) -> str:
        return member_name(member)


class ActionForm(forms.ModelForm):
    """A new action. The day may not have passed: an action cannot start late."""

    owner = OwnerField(
        queryset=None,
        label="Wie volgt dit op?",
        empty_label=None,
        error_messages={
            "required": "Kies wie dit opvolgt.",
            "invalid_choice": "Deze collega kan geen acties opvolgen. Kies iemand uit de lijst.",
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Action
        fields = ["what", "due_on"]
        labels = {"what": "Wat gaan jullie doen?", "due_on": "Tegen wanneer?"}
        help_texts = {"what": "Kort en concreet, zonder namen van leerlingen."}
        widgets = {
            "what": forms.Textarea(attrs={"rows": 2}),
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        error_messages = {
            "what": {"required": "Schrijf wat jullie gaan doen."},
            "due_on": {
                "required": "Kies een dag.",
                "invalid": "Deze dag bestaat niet. Schrijf hem zo: 15-01-2027.",
            },
        }

    field_order = ["what", "owner", "due_on", "status"]

    def __init__(self, *args, member: Membership, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["owner"].queryset = _people(member)
        self.fields["owner"].initial = member.pk
        self.fields["due_on"].initial = today + USUAL_TERM

    def clean_what(self) -> str:
        return " ".join(self.cleaned_data["what"].split())

    def clean_due_on(self) -> date:
        due_on = self.cleaned_data["due_on"]
        if due_on < self.today and due_on != self.initial.get("due_on"):
            raise forms.ValidationError("Deze dag is al voorbij. Kies vandaag of later.")
        return due_on


class ChangeActionForm(ActionForm):
    """An action as it is now. A day that passed may stay; a new one may not have passed."""

    key = None
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(ActionForm.Meta):
        fields = ["what", "due_on", "status"]
        labels = ActionForm.Meta.labels | {"status": "Hoe staat het ermee?"}

    def __init__(self, *args, action: Action, member: Membership, **kwargs):
        names = ["what", "due_on", "status", "version"]
        initial = {name: getattr(action, name) for name in names}
        super().__init__(*args, member=member, initial=initial, **kwargs)
        self.fields["owner"].queryset = _people(member, besides=action.owner_id)
        self.fields["owner"].initial = action.owner_id


def _people(member: Membership, *, besides: UUID | None = None):
    """Return the active members who may do actions, and `besides`: who has this action already."""
    members = Membership.objects.visible_to(member)
    roles = [role for role, verbs in ROLE_PERMISSIONS.items() if Permission.ACTION_WRITE in verbs]
    groups = map(members.active().holding, roles)
    people = reduce(or_, groups, members.filter(pk=besides))
    return people.select_related("user").order_by("user__name", "pk")
