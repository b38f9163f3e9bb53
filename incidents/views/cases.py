"""One incident: the page that puts its parts together, and the same page with the names."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from incidents.access import Rights, rights_of
from incidents.access_part import access_part
from incidents.case_forms import AddPersonForm, NameForm, NoteForm
from incidents.case_page import head_part
from incidents.closing import closing_part
from incidents.follow_up import follow_up_part
from incidents.models import Incident
from incidents.persons import may_show_names, persons_part
from incidents.readers import readers_part
from incidents.retention_words import retention_part
from incidents.services.cases import Case, open_case, open_with_names, record_refusal
from incidents.timeline import timeline_part
from schools.models import Membership
from schools.permissions import Permission, requires


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


def show_case(request: HttpRequest, incident: Incident, *, status: int = 200, **forms) -> HttpResponse:
    """Answer with the page of an incident; `forms` are those that were sent with a fault in them."""
    member, now = request.member, timezone.now()
    case = open_case(incident, by=member, at=now)
    context = case_context(case, rights_of(member, incident, now), member, now, **forms)
    return render(request, "incidents/detail.html", context, status=status)


def case_context(
    case: Case,
    rights: Rights,
    member: Membership,
    at: datetime,
    *,
    names: dict[UUID, str] | None = None,
    note_form: NoteForm | None = None,
    person_form: AddPersonForm | None = None,
    name_form: NameForm | None = None,
) -> dict:
    """Return what the page shows: one line for each part, which returns a dict of its own."""
    may_note = rights.may_note and not case.incident.is_closed
    return (
        {"case": case, "rights": rights, "note_form": (note_form or NoteForm(now=at)) if may_note else None}
        | head_part(case, at)
        | readers_part(case, member, at)
        | timeline_part(case, rights, at)
        | persons_part(case, rights, names=names, person_form=person_form, name_form=name_form)
        | follow_up_part(case, rights, member, at)
        | access_part(case, rights, member, at)
        | retention_part(case, rights, at)
        | closing_part(case, rights)
    )


def get_incident(member: Membership, pk: UUID) -> Incident:
    """Return an incident that this member may read, with its key and school; 404 otherwise."""
    incident = Incident.objects.visible_to(member).select_related("key", "school").filter(pk=pk).first()
    if incident is None:
        record_refusal(by=member, at=timezone.now())
        raise Http404
    return incident
