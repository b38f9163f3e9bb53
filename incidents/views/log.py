"""The log of one incident: who read it, wrote in it, saw names, and when."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.views.handling import get_handled
from schools.log import newest_first
from schools.models import AuditEntry
from schools.permissions import Permission, requires


@require_safe
@requires(Permission.INCIDENT_READ)
def incident_log(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the newest acts first; "voor" is the number that a page starts before.

    It holds verbs and names of members, nothing of the incident: so looking at it is no reading.
    """
    incident = get_handled(request.member, pk, timezone.now())
    target = f"{incident._meta.label_lower}:{incident.pk}"
    entries = AuditEntry.objects.visible_to(request.member).filter(target=target)
    before = request.GET.get("voor", "")
    is_older = before.isascii() and before.isdigit() and len(before) < 19
    rows, older = newest_first(entries, before=int(before) if is_older else None)
    context = {"incident": incident, "rows": rows, "older": older, "is_older": is_older}
    return render(request, "incidents/log.html", context)
