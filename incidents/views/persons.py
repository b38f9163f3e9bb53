"""Who is involved in an incident: add somebody, note a name, take it away."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.access import rights_of
from incidents.case_forms import AddPersonForm, NameForm
from incidents.models import Incident
from incidents.services.report import NewPerson, add_person, name_person
from incidents.views.cases import get_incident, show_case
from schools.models import Membership
from schools.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_add_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add somebody. The form stands on the page of the incident."""
    member, now = request.member, timezone.now()
    incident = _get_to_handle(member, pk, now)
    if request.method != "POST":
        return redirect("incidents:detail", pk=pk)
    form = AddPersonForm(request.POST)
    if not form.is_valid():
        return show_case(request, incident, status=422, person_form=form)
    key = form.cleaned_data.pop("key")
    add_person(incident, NewPerson(**form.cleaned_data), key=key, by=member, at=now)
    messages.success(request, "De betrokkene is toegevoegd.")
    return redirect("incidents:detail", pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_name(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Note the name of a person, another one, or none. What was there is not shown."""
    member, now = request.member, timezone.now()
    incident = _get_to_handle(member, pk, now)
    named = get_object_or_404(incident.persons.select_related("incident"), pk=person)
    if request.method != "POST":
        return redirect("incidents:detail", pk=pk)
    is_removed = "wis" in request.POST
    form = NameForm(request.POST, person=person, has_name=named.name is not None)
    if not (is_removed or form.is_valid()):
        return show_case(request, incident, status=422, name_form=form)
    name_person(named, name="" if is_removed else form.cleaned_data["name"], by=member, at=now)
    messages.success(request, "De naam is weggehaald." if is_removed else "De naam is versleuteld bewaard.")
    return redirect("incidents:detail", pk=pk)


def _get_to_handle(member: Membership, pk: UUID, at: datetime) -> Incident:
    """Return an incident that this member follows up; 403 for who may only read it."""
    incident = get_incident(member, pk)
    if not rights_of(member, incident, at).may_handle:
        raise PermissionDenied
    return incident
