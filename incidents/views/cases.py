"""The register: the list of incidents, and one incident."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.access import rights_of
from incidents.models import Incident
from incidents.services.cases import open_case, read_heads
from schools.models import Membership
from schools.permissions import Permission, requires

PAGE = 50


@require_safe
@requires(Permission.INCIDENT_READ)
def incident_list(request: HttpRequest) -> HttpResponse:
    incidents = Incident.objects.visible_to(request.member).select_related("key").newest_first()
    heads = read_heads(incidents[:PAGE], request.member)
    return render(request, "incidents/list.html", {"heads": heads})


@require_safe
@requires(Permission.INCIDENT_READ)
def incident_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one incident; that it was read is recorded first."""
    now, incident = timezone.now(), get_incident(request.member, pk)
    case = open_case(incident, by=request.member, at=now)
    rights = rights_of(request.member, incident, now)
    return render(request, "incidents/detail.html", {"case": case, "rights": rights})


def get_incident(member: Membership, pk: UUID) -> Incident:
    """Return an incident that this member may read, with its key; 404 otherwise."""
    return get_object_or_404(Incident.objects.visible_to(member).select_related("key"), pk=pk)
