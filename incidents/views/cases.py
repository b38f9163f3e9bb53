"""One incident: the page that puts its parts together, and the same page with the names."""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from incidents.access import Rights, rights_of
from incidents.access_part import access_part
from incidents.case_forms import NoteForm
from incidents.case_page import head_part
from incidents.closing import closing_part
from incidents.follow_up import follow_up_part
from incidents.models import Incident
from incidents.persons import may_show_names, persons_part
from incidents.readers import readers_part
from incidents.retention_words import retention_part
from incidents.services.cases import Case, find_incident, open_case, open_with_names, record_refusal
from incidents.services.readers import readers_of
from incidents.timeline import timeline_part
from schools.models import Membership
from schools.permissions import Permission, requires
from schoolsafety.paths import path_to
from themes.catalogue import editions, theme_names

NEW_NOTE = {"text": "", "happened_at": "", "no_text": None, "no_moment": None}


@require_safe
@requires(Permission.INCIDENT_READ)
def incident_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one incident; that it was read is recorded first."""
    return show_case(request, get_incident(request.member, pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_names(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an incident with the names in it, which only a POST asks for; recorded as one act."""
    member, now = request.member, timezone.now()
    incident = get_incident(member, pk)
    if request.method != "POST":
        return redirect("incidents:detail", pk=pk)
    rights = rights_of(member, incident, now)
    if not may_show_names(rights):
        raise PermissionDenied
    case, names = open_with_names(incident, by=member, at=now)
    context = case_context(case, rights, member, now, names=names)
    return render(request, "incidents/detail.html", context)


def show_case(request: HttpRequest, incident: Incident, note_form: NoteForm | None = None) -> HttpResponse:
    """Answer with the page of an incident; a `note_form` was sent with a fault in it."""
    member, now = request.member, timezone.now()
    case = open_case(incident, by=member, at=now)
    context = case_context(case, rights_of(member, incident, now), member, now, note_form=note_form)
    return render(request, "incidents/detail.html", context, status=422 if note_form else 200)


def case_context(
    case: Case,
    rights: Rights,
    member: Membership,
    at: datetime,
    *,
    names: dict[UUID, str] | None = None,
    note_form: NoteForm | None = None,
) -> dict:
    """Return what the page shows: one line for each part, which returns a dict of its own."""
    readers, sets = readers_of(case.incident), editions()
    return (
        {"case": case, "rights": rights}
        | head_part(case, theme_names(sets), at)
        | readers_part(readers, member, at)
        | timeline_part(case, rights, at)
        | note_part(case, rights, note_form)
        | persons_part(case, rights, names)
        | follow_up_part(case, rights, member, at, sets)
        | access_part(case, rights, readers, member, at)
        | retention_part(case, rights, at)
        | closing_part(case, rights)
    )


def note_part(case: Case, rights: Rights, faulty: NoteForm | None) -> dict:
    """Return `note`, what the form for a note shows; None for who may not write one."""
    if case.incident.is_closed or not rights.may_note:
        return {"note": None}
    shown = faulty.shown() if faulty else NEW_NOTE | {"key": str(uuid4())}
    return {"note": shown | {"path": path_to("incidents:note", case.incident.pk)}}


def get_incident(member: Membership, pk: UUID) -> Incident:
    """Return an incident that this member may read, with its keys and school; 404 otherwise."""
    now = timezone.now()
    incident = find_incident(member, pk, now)
    if incident is None:
        record_refusal(by=member, at=now)
        raise Http404
    return incident
