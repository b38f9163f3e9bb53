"""The sheets of an incident: a page with a form for each."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.content import Head
from incidents.models import Incident
from incidents.records import Written, sheet
from incidents.services import sheets as services
from incidents.services.cases import ChangedMeanwhile, open_case, read_heads
from incidents.sheet_forms import AftercareForm, EvaluationForm, ImagesForm, SheetForm
from incidents.sheets import AFTERCARE, EVALUATION, IMAGES, LEAK, differences, filled_in
from incidents.views.handling import get_handled, send_back, to_part
from schools.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def images_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return edit_sheet(request, pk, IMAGES, ImagesForm, services.save_images)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def aftercare_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return edit_sheet(request, pk, AFTERCARE, AftercareForm, services.save_aftercare)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def evaluation_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return edit_sheet(request, pk, EVALUATION, EvaluationForm, services.save_evaluation)


TEMPLATES = {
    IMAGES: "incidents/images.html",
    AFTERCARE: "incidents/aftercare.html",
    EVALUATION: "incidents/evaluation.html",
    LEAK: "incidents/leak.html",
}
PARTS = {IMAGES: "beelden", AFTERCARE: "nazorg", EVALUATION: "evaluatie", LEAK: "datalek"}


def edit_sheet(
    request: HttpRequest, pk: UUID, name: str, form_class: Callable[..., SheetForm], save: Callable
) -> HttpResponse:
    """Show a sheet and save it. When a colleague was first, show both and let the person choose."""
    incident = get_handled(request.member, pk, timezone.now())
    if request.method == "GET":
        return send_back(request, pk) if incident.is_closed else _page(request, incident, name, form_class)
    ((_, head),) = read_heads([incident], request.member)
    form = _form(form_class, incident, head, data=request.POST)
    if not form.is_valid():
        return render(request, TEMPLATES[name], {"incident": incident, "form": form}, status=422)
    try:
        save(incident, by=request.member, at=timezone.now(), **form.cleaned_data)
    except ChangedMeanwhile:
        return _page(request, incident, name, form_class, sent=form)
    messages.success(request, "Dat is bewaard.")
    return to_part(pk, PARTS[name])


def _page(
    request: HttpRequest,
    incident: Incident,
    name: str,
    form_class: Callable[..., SheetForm],
    *,
    sent: SheetForm | None = None,
) -> HttpResponse:
    """Show the sheet as it is now, or beside it what was `sent`: sending that again means it."""
    case = open_case(incident, by=request.member, at=timezone.now())
    newest = sheet(case.written, name)
    clashes = differences(sent, filled_in(newest)) if sent else []
    options = {"data": _resend(sent, newest)} if sent else {"initial": _initial(newest)}
    context = {
        "incident": incident,
        "form": _form(form_class, incident, case.head, **options),
        "clashes": clashes,
        "changed_by": newest.by if clashes else "",
    }
    return render(request, TEMPLATES[name], context, status=409 if sent else 200)


def _form(form_class: Callable[..., SheetForm], incident: Incident, head: Head, **options) -> SheetForm:
    country = incident.school.country
    return form_class(head=head, country=country, today=timezone.localdate(), **options)


def _initial(newest: Written | None) -> dict:
    return filled_in(newest) | {"seen": newest.number if newest else 0}


def _resend(sent: SheetForm, newest: Written):
    data = sent.data.copy()
    data["seen"] = newest.number
    return data
