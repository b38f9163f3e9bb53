"""Opening an incident in an emergency, and ending that before its time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from incidents.access_forms import BreakGlassForm
from incidents.confirmation import is_confirmed, ways_to_confirm
from incidents.services import break_glass as services
from incidents.views.cases import get_incident
from schools.permissions import Permission, requires

NO_SUCH_INCIDENT = "Met dit nummer kun je geen melding openen. Kijk het nummer na bij een aanspreekpunt."


@sensitive_post_parameters("reason")
@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_BREAK_GLASS)
def break_glass(request: HttpRequest) -> HttpResponse:
    """Ask to confirm first; when that has become too long ago, what was typed stays in the form."""
    confirmed = is_confirmed(request)
    form = BreakGlassForm(request.POST if request.method == "POST" else None)
    if confirmed and form.is_valid():
        try:
            incident = services.break_glass(
                site=request.build_absolute_uri("/"),
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except services.NoSuchIncident:
            form.add_error("number", NO_SUCH_INCIDENT)
        else:
            messages.success(request, "De melding is open. De aanspreekpunten en de DPO kregen bericht.")
            return redirect("incidents:detail", pk=incident.pk)
    ways = [] if confirmed else ways_to_confirm(request)
    return render(request, "incidents/break_glass.html", {"form": form, "ways": ways})


@require_POST
@requires(Permission.INCIDENT_BREAK_GLASS)
def break_glass_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    incident = get_incident(request.member, pk)
    services.end_break_glass(incident, by=request.member, at=timezone.now())
    messages.success(request, "De noodtoegang is gesloten.")
    return redirect("incidents:list")
