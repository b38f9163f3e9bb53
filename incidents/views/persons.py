"""Who is involved in an incident: add somebody, note a name, take it away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.case_forms import AddPersonForm, NameForm
from incidents.services.cases import open_case
from incidents.services.report import NewPerson, add_person, name_person
from incidents.views.handling import get_handled, send_back
from schools.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_add_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    member, now = request.member, timezone.now()
    incident = get_handled(member, pk, now)
    if request.method == "GET" and incident.is_closed:
        return send_back(request, pk)
    form = AddPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        key = form.cleaned_data.pop("key")
        add_person(incident, NewPerson(**form.cleaned_data), key=key, by=member, at=now)
        messages.success(request, "De betrokkene is toegevoegd.")
        return redirect("incidents:detail", pk=pk)
    context = {"incident": incident, "form": form}
    return render(request, "incidents/add_person.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_name(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Note the name of a person, another one, or none. What was there is not shown; who it is, is read."""
    member, now = request.member, timezone.now()
    incident = get_handled(member, pk, now)
    named = get_object_or_404(incident.persons.select_related("incident"), pk=person)
    if request.method == "GET" and incident.is_closed:
        return send_back(request, pk)
    is_removed = "wis" in request.POST
    form = NameForm(request.POST if request.method == "POST" else None)
    if is_removed or form.is_valid():
        name_person(named, name="" if is_removed else form.cleaned_data["name"], by=member, at=now)
        messages.success(
            request, "De naam is weggehaald." if is_removed else "De naam is versleuteld bewaard."
        )
        return redirect("incidents:detail", pk=pk)
    case = open_case(incident, by=member, at=now)
    context = {"incident": incident, "form": form}
    context["person"] = next(involved for involved in case.persons if involved.id == person)
    return render(request, "incidents/name.html", context, status=422 if form.is_bound else 200)
