"""Closing an incident with what there is to learn from it, and opening it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.closing import cards_of, in_words
from incidents.closing_forms import ClosingForm, ReopenForm
from incidents.leak import open_leak_duties
from incidents.models import Incident
from incidents.retention_words import example
from incidents.services.cases import open_case, read_heads
from incidents.services.closing import DutiesOpen, NotClosed, close_incident, reopen_incident
from incidents.services.report import dates_of
from incidents.steps import open_duties
from incidents.views.handling import get_handled, send_back
from schools.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask three questions, show the answers as the working group will read them, and only then close."""
    member, now = request.member, timezone.now()
    incident = get_handled(member, pk, now)
    if request.method == "GET" and incident.is_closed:
        return send_back(request, pk)
    ((_, head),) = read_heads([incident], member)
    form = ClosingForm(request.POST if request.method == "POST" else None, cards=cards_of(head.theme))
    is_valid, go = form.is_valid(), request.POST.get("go")
    if not is_valid or go != "close":
        status = 422 if form.is_bound and not is_valid else 200
        return _page(request, incident, form, is_preview=is_valid and go != "edit", status=status)
    try:
        close_incident(incident, **form.answers(), key=form.cleaned_data["key"], by=member, at=now)
    except DutiesOpen:
        return _page(request, incident, form, status=409)
    messages.success(request, f"Melding {incident.name} is afgesloten.")
    return redirect("incidents:detail", pk=pk)


def _page(
    request: HttpRequest,
    incident: Incident,
    form: ClosingForm,
    *,
    is_preview: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Show the questions, what stands in the way of closing, or the answers to look over."""
    member, now = request.member, timezone.now()
    case = open_case(incident, by=member, at=now)
    duties = open_duties(case, incident.school.country)
    leak_duties = open_leak_duties(case, incident.school.country)
    context = {
        "incident": incident,
        "form": form,
        "duties": duties,
        "leak_duties": leak_duties,
        "kept": example(dates_of(incident.school, timezone.localdate(now))),
    }
    if is_preview and not (duties or leak_duties):
        context["answers"] = in_words(cards_of(case.head.theme), **form.answers())
    return render(request, "incidents/close.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a closed incident again. The page shows nothing of it but its number."""
    member, now = request.member, timezone.now()
    incident = get_handled(member, pk, now)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"incident": incident, "form": form}
        return render(request, "incidents/reopen.html", context, status=422 if form.is_bound else 200)
    try:
        reopen_incident(incident, by=member, at=now, **form.cleaned_data)
    except NotClosed:
        messages.warning(request, "Deze melding was al open. Je reden staat niet in het verloop.")
    else:
        messages.success(request, f"Melding {incident.name} is opnieuw geopend.")
    return redirect("incidents:detail", pk=pk)
