"""The register: the list of incidents, on the page and as a sheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.handover import list_access
from incidents.list_export import list_table
from incidents.register_list import KINDS, STATES, Choice, export_rows, list_page
from schools.login_log import record_export
from schools.permissions import Permission, requires
from schools.sheets import sheet_response


@require_safe
@requires(Permission.INCIDENT_READ)
def incident_list(request: HttpRequest) -> HttpResponse:
    choice = Choice.of(request.GET)
    context = list_page(request.member, choice, timezone.now())
    context |= {"choice": choice, "states": STATES.items(), "kinds": KINDS.items()}
    context |= list_access(request.member, timezone.now())
    return render(request, "incidents/list.html", context)


@require_safe
@requires(Permission.INCIDENT_HANDLE)
def incident_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Give what the list shows as a sheet, once it is written down that it was given."""
    member, now = request.member, timezone.now()
    record_export("incident.listed_export", by=member, at=now)
    table = list_table(export_rows(member, Choice.of(request.GET), now))
    return sheet_response(table, name=f"meldingen-{timezone.localdate(now).isoformat()}", kind=kind)
