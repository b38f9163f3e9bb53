"""What the pages share on which a contact person follows an incident up."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from incidents.access import rights_of
from incidents.models import Incident
from incidents.views.cases import get_incident
from schools.models import Membership


def get_handled(member: Membership, pk: UUID, at: datetime) -> Incident:
    """Return an incident that this member follows up: 404 for who may not read it, else 403."""
    incident = get_incident(member, pk)
    if not rights_of(member, incident, at).may_handle:
        raise PermissionDenied
    return incident


def send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer who opens a form of an incident that is closed."""
    messages.warning(request, "Deze melding is afgesloten. Open ze opnieuw om er nog iets in te schrijven.")
    return redirect("incidents:detail", pk=pk)


def to_part(pk: UUID, part: str) -> HttpResponse:
    """Go back to the page of an incident, where the person was in it."""
    return HttpResponseRedirect(f"{reverse('incidents:detail', args=[pk])}#{part}")
