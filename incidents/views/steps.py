"""The steps of the protocol, and the phase that an incident is in."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents import steps
from incidents.models import Incident
from incidents.services.cases import ChangedMeanwhile, open_case, read_heads
from incidents.services.steps import save_steps, set_phase
from incidents.step_rows import by_phase, step_row
from incidents.steps import State
from incidents.steps_forms import StepForm
from incidents.views.handling import get_handled, send_back, to_part
from schools.permissions import Permission, requires
from themes.models import Phase


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def steps_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the steps and save what was said of them: of all, or of the one that was sent alone."""
    now = timezone.now()
    incident = get_handled(request.member, pk, now)
    if request.method == "GET":
        return send_back(request, pk) if incident.is_closed else _steps_page(request, incident, {})
    forms = _sent_forms(request, incident)
    valid = [form.is_valid() for form in forms.values()]  # of all: each shows its own error
    if not all(valid):
        return _steps_page(request, incident, forms, status=422)
    sent = {form.step: form.said() for form in forms.values()}
    try:
        count = save_steps(incident, sent=sent, by=request.member, at=now)
    except ChangedMeanwhile:
        return _steps_page(request, incident, forms, status=409)
    if count:
        messages.success(request, "Het draaiboek is bijgewerkt.")
    return to_part(pk, "draaiboek")


def _sent_forms(request: HttpRequest, incident: Incident) -> dict[str, StepForm]:
    """Return the form of each step that was sent, by its code."""
    ((_, head),) = read_heads([incident], request.member)
    found = steps.steps_of(head.kind, incident.school.country)
    forms = [StepForm(_sent(request), step=step) for step in found]
    return {form.step.code: form for form in forms if form.was_sent}


def _sent(request: HttpRequest) -> Mapping[str, str]:
    """Return what was sent. The button of a single step says in one word that it is done."""
    code, _, seen = request.POST.get("done", "").rpartition(":")
    return {f"{code}-seen": seen, f"{code}-state": State.DONE} if code else request.POST


def _steps_page(
    request: HttpRequest, incident: Incident, forms: dict[str, StepForm], *, status: int = 200
) -> HttpResponse:
    now, country = timezone.now(), incident.school.country
    case = open_case(incident, by=request.member, at=now)
    rows = []
    for step, said in steps.standing(case, country):
        form = forms.get(step.code)
        unsaved = form.unsaved(said, case.written) if form else {}
        rows.append(step_row(step, said, country, now, **unsaved))
    context = {
        "incident": incident,
        "groups": by_phase(rows),
        "faults": [row for row in rows if row.is_faulty],
    }
    return render(request, "incidents/steps.html", context, status=status)


@require_POST
@requires(Permission.INCIDENT_READ)
def phase_set(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the incident in the phase whose button was pressed."""
    now, code = timezone.now(), request.POST.get("phase")
    incident = get_handled(request.member, pk, now)
    if code not in Phase.values:
        messages.warning(request, "Kies een van de fasen.")
        return to_part(pk, "fasen")
    set_phase(incident, phase=Phase(code), by=request.member, at=now)
    return to_part(pk, "fasen")
