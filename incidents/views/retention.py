"""Until when things are kept: the terms of the school, what goes soon, and holding one incident."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.forget_preview import by_day, going
from incidents.models import Incident, RetentionTerms
from incidents.records import sheet
from incidents.retention import DEFAULTS, Terms, forget_dates
from incidents.retention_forms import HoldForm, TermsForm
from incidents.retention_words import example, term
from incidents.services.cases import ChangedMeanwhile, open_case
from incidents.services.forgetting import last_run
from incidents.services.retention import HOLD, change_terms, hold_incident, own_terms, release_incident
from incidents.views.cases import get_incident
from incidents.views.handling import get_handled
from schools.models import Membership
from schools.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.RETENTION_READ)
def retention_terms(request: HttpRequest) -> HttpResponse:
    """Show the terms; who may change them gets the form. Two editors at once: the second sees both."""
    member, own, saved = request.member, own_terms(request.member), None
    may_manage = member.can(Permission.RETENTION_MANAGE)
    if request.method == "POST" and not may_manage:
        raise PermissionDenied
    form = TermsForm(request.POST or None, country=member.school.country, initial=_initial(member, own))
    if request.method == "POST" and form.is_valid():
        try:
            _change(form, member)
        except ChangedMeanwhile:
            own = saved = own_terms(member)
            form = TermsForm(_resend(request.POST, own), country=member.school.country)
        else:
            messages.success(request, "De bewaartermijnen zijn bewaard.")
            return redirect("incidents:terms")
    context = _terms_context(member, own) | {"form": form if may_manage else None, "saved": _said(saved)}
    return render(request, "incidents/terms.html", context, status=_status(form, saved))


def _change(form: TermsForm, member: Membership) -> None:
    data, now = form.cleaned_data, timezone.now()
    change_terms(form.terms, reason=data["reason"], seen=data["seen"], by=member, at=now)


def _initial(member: Membership, own: RetentionTerms | None) -> dict:
    terms = _terms(member, own)
    seen = own.changed_at.isoformat() if own else ""
    reason = own.reason if own else ""
    return {"names_years": terms.names_years, "story_years": terms.story_years} | {
        "reason": reason,
        "seen": seen,
    }


def _terms(member: Membership, own: RetentionTerms | None) -> Terms:
    return Terms(own.names_years, own.story_years) if own else DEFAULTS[member.school.country]


def _terms_context(member: Membership, own: RetentionTerms | None) -> dict:
    terms, country = _terms(member, own), member.school.country
    return {
        "own": own,
        "terms": {"names": term(terms.names_years), "story": term(terms.story_years)},
        "example": example(forget_dates(timezone.localdate(), country, terms)),
        "country": member.school.get_country_display(),
        "last_run": last_run(member),
    }


def _said(own: RetentionTerms | None) -> dict | None:
    if own is None:
        return None
    names, story = term(own.names_years), term(own.story_years)
    return {"names": names, "story": story, "reason": own.reason, "by": own.changed_by.user.name}


def _resend(data: QueryDict, own: RetentionTerms) -> QueryDict:
    """Return what was sent as if it started from what is saved now: sending it again means it."""
    data = data.copy()
    data["seen"] = own.changed_at.isoformat()
    return data


@require_safe
@requires(Permission.INCIDENT_HANDLE)
def forget_preview(request: HttpRequest) -> HttpResponse:
    """Show which incidents lose their names or story in the coming 60 days."""
    member, on = request.member, timezone.localdate()
    closed = Incident.objects.visible_to(member).filter(is_closed=True, is_held=False)
    context = {"days": by_day(going(closed, on), on), "last_run": last_run(member)}
    return render(request, "incidents/forget_preview.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask why an incident must not be forgotten yet. When a colleague was first, show both reasons."""
    now, saved = timezone.now(), None
    incident = get_handled(request.member, pk, now)
    form = HoldForm(request.POST or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            hold_incident(incident, by=request.member, at=now, **form.cleaned_data)
        except ChangedMeanwhile:
            case = open_case(get_incident(request.member, pk), by=request.member, at=now)
            saved = sheet(case.written, HOLD)
        else:
            messages.success(request, "Deze melding wordt voorlopig niet vergeten.")
            return redirect("incidents:detail", pk=pk)
    context = {"incident": incident, "form": form, "saved": saved}
    return render(request, "incidents/hold.html", context, status=_status(form, saved))


def _status(form: Form, saved: object) -> int:
    """Return 409 when a colleague was first, 422 when something that was sent is wrong."""
    if saved:
        return 409
    return 422 if form.errors else 200


@require_POST
@requires(Permission.INCIDENT_READ)
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    now = timezone.now()
    if release_incident(get_handled(request.member, pk, now), by=request.member, at=now):
        messages.success(request, "Deze melding wordt weer vergeten op de dagen die op de pagina staan.")
    return redirect("incidents:detail", pk=pk)
