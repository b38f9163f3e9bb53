"""What is added to an incident in words: a note, and a correction of one."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.access import rights_of
from incidents.case_forms import CorrectionForm, NoteForm
from incidents.services.cases import open_case
from incidents.services.report import NoSuchNote, add_note, correct_record
from incidents.timeline import note_line
from incidents.views.cases import get_incident, show_case
from schools.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a note. The form stands on the page of the incident."""
    member, now = request.member, timezone.now()
    incident = get_incident(member, pk)
    if not rights_of(member, incident, now).may_note:
        raise PermissionDenied
    if request.method != "POST":
        return redirect("incidents:detail", pk=pk)
    form = NoteForm(request.POST, now=now)
    if not form.is_valid():
        return show_case(request, incident, form)
    add_note(incident, by=member, at=now, **form.cleaned_data)
    messages.success(request, "De notitie is bewaard.")
    return redirect("incidents:detail", pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_correct(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Write what a note should have said, with the note beside it: showing that is reading."""
    member, now = request.member, timezone.now()
    incident = get_incident(member, pk)
    if not rights_of(member, incident, now).may_handle:
        raise PermissionDenied
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            correct_record(incident, number=number, by=member, at=now, **form.cleaned_data)
        except NoSuchNote:
            raise Http404 from None
        messages.success(request, "De verbetering is bewaard. Wat er stond, blijft ernaast staan.")
        return redirect("incidents:detail", pk=pk)
    note = note_line(open_case(incident, by=member, at=now), number, now)
    if note is None:
        raise Http404
    context = {"incident": incident, "note": note, "form": form}
    return render(request, "incidents/correct.html", context, status=422 if form.is_bound else 200)
