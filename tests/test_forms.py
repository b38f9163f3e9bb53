"""Every form: it offers no rows of another school, and says in Dutch what it asks."""

import inspect
import re
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django import forms
from django.apps import apps
from django.forms.utils import pretty_name
from django.test import RequestFactory

from assessments.forms import AnswerForm, EvidenceForm, OpenRoundForm, ThemesForm, VoteForm
from incidents import case_forms
from incidents.access_forms import (
    BreakGlassForm,
    ExcludeForm,
    ExtendForm,
    InviteColleagueForm,
    SuccessorForm,
)
from incidents.closing_forms import ClosingForm, ReopenForm
from incidents.content import Head
from incidents.leak_forms import LeakForm
from incidents.models import Incident
from incidents.report_forms import ReportForm
from incidents.request_content import Piece
from incidents.request_forms import (
    CloseRequestForm,
    DraftForm,
    OpenRequestForm,
    PieceForm,
    ReviewForm,
    SearchForm,
)
from incidents.retention_forms import HoldForm, TermsForm
from incidents.sheet_forms import AftercareForm, EvaluationForm, ImagesForm, SheetForm
from incidents.steps import Step
from incidents.steps_forms import StepForm
from plans.action_forms import ActionForm, ChangeActionForm, EvaluateForm, FilterForm, HandOverForm
from plans.compose_forms import (
    ChangeResponsibilityForm,
    ComposeForm,
    LogoForm,
    RemarksForm,
    ResponsibilityForm,
)
from plans.models import Action, Composition, Responsibility
from plans.print_forms import CardsForm, ThemeForm
from plans.version_forms import AdoptForm, CheckForm, ProposeForm, WithdrawForm
from schools import account_forms as account
from schools.forms import AcceptForm, InviteForm, MailsForm, RolesForm
from schools.log_forms import LogForm
from schools.models import Invitation, Membership
from schools.permissions import Role
from tests.factories import NOW, make_card, make_member, make_school, make_theme
from tests.source_files import APPS
from tests.two_schools import make_school_rows

TODAY = date(2026, 11, 20)
HEAD = Head(theme="sexting", kind="klacht", happened_at=NOW, logged_at=NOW)
SHEET = {"head": HEAD, "country": "BE", "today": TODAY}


def _on_incident(rows) -> dict:
    return {"incident": rows[Incident], "member": rows[Membership]}


# How each form of ours is made for a member, from the rows of their school.
MAKE = {
    AnswerForm: lambda rows: AnswerForm(None, question=rows[Action].card.questions.get()),
    OpenRoundForm: lambda rows: OpenRoundForm(
        criteria_set=rows[Action].card.theme.criteria_set, this_year=2026
    ),
    ThemesForm: lambda rows: ThemesForm(themes=[rows[Action].card.theme], targets={}),
    VoteForm: lambda rows: VoteForm(None, questions=list(rows[Action].card.questions.all())),
    EvidenceForm: lambda rows: EvidenceForm(today=TODAY),
    ActionForm: lambda rows: ActionForm(member=rows[Membership], today=TODAY),
    ChangeActionForm: lambda rows: ChangeActionForm(
        action=rows[Action], member=rows[Membership], today=TODAY
    ),
    HandOverForm: lambda rows: HandOverForm(action=rows[Action], member=rows[Membership]),
    EvaluateForm: lambda rows: EvaluateForm(action=rows[Action]),
    FilterForm: lambda rows: FilterForm(actions=[rows[Action]]),
    ComposeForm: lambda rows: ComposeForm(
        composition=rows[Composition], themes=[rows[Action].card.theme], today=TODAY
    ),
    ThemeForm: lambda rows: ThemeForm(themes=[rows[Action].card.theme]),
    CardsForm: lambda rows: CardsForm(themes=[rows[Action].card.theme]),
    ProposeForm: lambda rows: ProposeForm(),
    AdoptForm: lambda rows: AdoptForm(today=TODAY),
    WithdrawForm: lambda rows: WithdrawForm(is_adopted=True),
    CheckForm: lambda rows: CheckForm(),
    RemarksForm: lambda rows: RemarksForm(keys=["1-a"]),
    LogoForm: lambda rows: LogoForm(),
    ResponsibilityForm: lambda rows: ResponsibilityForm(),
    ChangeResponsibilityForm: lambda rows: ChangeResponsibilityForm(person=rows[Responsibility]),
    ReportForm: lambda rows: ReportForm(themes={"sexting": "Sexting"}, now=NOW),
    case_forms.NoteForm: lambda rows: case_forms.NoteForm(now=NOW),
    case_forms.CorrectionForm: lambda rows: case_forms.CorrectionForm(),
    case_forms.PersonForm: lambda rows: case_forms.PersonForm(),
    case_forms.AddPersonForm: lambda rows: case_forms.AddPersonForm(),
    case_forms.NameForm: lambda rows: case_forms.NameForm(),
    ClosingForm: lambda rows: ClosingForm(cards=[rows[Action].card]),
    ReopenForm: lambda rows: ReopenForm(),
    StepForm: lambda rows: StepForm(None, step=Step("klas", "aanpak", "Praat in de klas.")),
    SheetForm: lambda rows: SheetForm(**SHEET),
    ImagesForm: lambda rows: ImagesForm(**SHEET),
    AftercareForm: lambda rows: AftercareForm(**SHEET),
    EvaluationForm: lambda rows: EvaluationForm(**SHEET),
    LeakForm: lambda rows: LeakForm(**SHEET, now=NOW),
    OpenRequestForm: lambda rows: OpenRequestForm(today=TODAY),
    SearchForm: lambda rows: SearchForm(),
    DraftForm: lambda rows: DraftForm(),
    PieceForm: lambda rows: PieceForm(piece=Piece(id="1-1", case="2026-001", heading="Notitie", text="")),
    ReviewForm: lambda rows: ReviewForm(),
    CloseRequestForm: lambda rows: CloseRequestForm(may_answer=True),
    HoldForm: lambda rows: HoldForm(),
    TermsForm: lambda rows: TermsForm(country=rows[Membership].school.country),
    RolesForm: lambda rows: RolesForm(),
    InviteForm: lambda rows: InviteForm(),
    MailsForm: lambda rows: MailsForm(),
    LogForm: lambda rows: LogForm(member=make_member(rows[Membership].school, Role.LOG_READER)),
    InviteColleagueForm: lambda rows: InviteColleagueForm(**_on_incident(rows), today=TODAY),
    ExtendForm: lambda rows: ExtendForm(today=TODAY),
    ExcludeForm: lambda rows: ExcludeForm(**_on_incident(rows)),
    SuccessorForm: lambda rows: SuccessorForm(member=rows[Membership]),
    BreakGlassForm: lambda rows: BreakGlassForm(),
    AcceptForm: lambda rows: AcceptForm(None, invitation=rows[Invitation]),
    account.LoginForm: lambda rows: account.LoginForm(),
    account.ReauthenticateForm: lambda rows: account.ReauthenticateForm(user=rows[Membership].user),
    account.ChangePasswordForm: lambda rows: account.ChangePasswordForm(user=rows[Membership].user),
    account.ResetPasswordForm: lambda rows: account.ResetPasswordForm(),
    account.ResetPasswordKeyForm: lambda rows: account.ResetPasswordKeyForm(),
    account.AuthenticateForm: lambda rows: account.AuthenticateForm(user=rows[Membership].user),
    account.ReauthenticateCodeForm: lambda rows: account.ReauthenticateCodeForm(user=rows[Membership].user),
    account.ActivateAppForm: lambda rows: account.ActivateAppForm(user=rows[Membership].user),
    account.AddPasskeyForm: lambda rows: account.AddPasskeyForm(user=rows[Membership].user),
    account.EditPasskeyForm: lambda rows: account.EditPasskeyForm(
        instance=Authenticator(type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop"})
    ),
}
# These check what is sent; a template draws the fields and their labels, and axe looks at the page.
DRAWN_BY_HAND = {AnswerForm, ThemesForm, VoteForm, StepForm}
SAME_IN_BOTH_LANGUAGES = {"Code"}
ENGLISH = re.compile(r"\b(the|your|please|password|email|e-mail address|remember|name|by|date)\b", re.I)


def our_forms() -> set[type[forms.BaseForm]]:
    """Return every form class that our apps define; a mixin without fields of its own is none."""
    labels = [label for label in APPS if label in apps.app_configs]
    modules = [
        import_module(f"{label}.{found.name}")
        for label in labels
        for found in iter_modules(import_module(label).__path__)
        if found.name.endswith("forms")
    ]
    members = [value for module in modules for _, value in inspect.getmembers(module, inspect.isclass)]
    return {
        v for v in members if issubclass(v, forms.BaseForm) and v.__module__.partition(".")[0] in labels
    }


@pytest.fixture
def two_schools(db):
    """The rows of a member and of a stranger, each by model. Both schools have several members."""
    card, schools = make_card(make_theme()), [make_school(), make_school()]
    members = [make_member(school, Role.TEAM) for school in schools]
    for school in schools:
        make_member(school, Role.CONTACT)
    return [make_school_rows(member, card) for member in members]


@pytest.fixture
def rows(two_schools):
    """The rows of a member; the forms of allauth look for the request."""
    request = RequestFactory().get("/")
    request.session = {}
    with request_context(request):
        yield two_schools[0]


def foreign_choices(form: forms.BaseForm, member: Membership) -> list:
    """Return what the form offers that is of another school."""
    querysets = [f.queryset for f in form.fields.values() if isinstance(f, forms.ModelChoiceField)]
    of_a_school = [q for q in querysets if "school" in {field.name for field in q.model._meta.fields}]
    return [row for queryset in of_a_school for row in queryset if row.school_id != member.school_id]


def scoped_keys(form: type[forms.BaseForm]) -> list[str]:
    """Return the foreign keys that Django would fill with the rows of every school."""
    names = form._meta.fields or []
    keys = {f.name: f.related_model for f in form._meta.model._meta.get_fields() if f.is_relation}
    return [name for name in names if name in keys and keys[name]._meta.app_label != "themes"]


def weak_labels(form: forms.BaseForm) -> dict[str, str]:
    """Return the labels that are missing, made by Django from the field's name, or English."""
    shown = {field.name: str(field.label) for field in form.visible_fields()}
    return {
        name: label
        for name, label in shown.items()
        if not label.strip()
        or ENGLISH.search(label)
        or (label == pretty_name(name) and label not in SAME_IN_BOTH_LANGUAGES)
    }


def test_every_form_is_looked_at():
    assert our_forms() == set(MAKE)


def test_no_form_offers_rows_of_another_school(two_schools):
    for own in two_schools:
        member = own[Membership]
        takers = [form for form in MAKE if "member" in inspect.signature(form).parameters]

        assert {form.__name__: foreign_choices(MAKE[form](own), member) for form in takers} == {
            "ActionForm": [],
            "ChangeActionForm": [],
            "ExcludeForm": [],
            "HandOverForm": [],
            "InviteColleagueForm": [],
            "LogForm": [],
            "SuccessorForm": [],
        }


def test_forms_do_offer_rows_of_the_own_school(rows):
    owners = MAKE[ActionForm](rows).fields["owner"].queryset

    assert len(owners) == 3
    assert rows[Membership] in owners


def test_choices_of_rows_wait_for_the_member():
    """A queryset on the class would be the same for every school."""
    fields = [(form, name, f) for form in our_forms() for name, f in form.base_fields.items()]
    choices = [(form, name, f) for form, name, f in fields if isinstance(f, forms.ModelChoiceField)]

    assert [(form, name) for form, name, f in choices if f.queryset is not None] == []
    assert choices


def test_model_forms_name_their_fields_and_no_key_to_rows_of_a_school():
    model_forms = [form for form in our_forms() if issubclass(form, forms.ModelForm)]

    assert [form for form in model_forms if not isinstance(form._meta.fields, list | tuple)] == []
    assert {form: found for form in model_forms if (found := scoped_keys(form))} == {}


@pytest.mark.parametrize("form", sorted(set(MAKE) - DRAWN_BY_HAND, key=lambda form: form.__name__))
def test_fields_have_a_dutch_label(rows, form):
    assert weak_labels(MAKE[form](rows)) == {}


class CarelessForm(forms.ModelForm):
    password = forms.CharField()

    class Meta:
        model = Action
        fields = ["what", "owner", "card"]
        labels = {"what": "Your action"}


def test_careless_form_is_seen(two_schools):
    ours, theirs = [rows[Membership] for rows in two_schools]

    assert scoped_keys(CarelessForm) == ["owner"]
    assert theirs in foreign_choices(CarelessForm(), ours)
    assert set(weak_labels(CarelessForm())) == {"what", "card", "password"}
