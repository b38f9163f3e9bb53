"""The sheet of a data leak: filling it in, and on paper for the form of the authority."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from incidents.kinds import Kind
from incidents.leak import leak_part
from incidents.leak_forms import LeakForm
from incidents.models import Incident
from incidents.services.cases import open_case, read_heads
from incidents.services.leak import save_leak
from incidents.sheets import LEAK
from incidents.views.handling import get_handled
from incidents.views.sheets import edit_sheet
from schools.models import Membership
from schools.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def leak_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    _get_leak(request.member, pk)
    return edit_sheet(request, pk, LEAK, partial(LeakForm, now=timezone.now()), save_leak)


@require_safe
@requires(Permission.INCIDENT_READ)
def leak_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the sheet alone, with what it lacks: to copy from into the form of the authority."""
    incident, now = _get_leak(request.member, pk), timezone.now()
    case = open_case(incident, by=request.member, at=now, action="incident.printed")
    asked = {"head": case.head, "country": incident.school.country, "today": timezone.localdate(now)}
    form = partial(LeakForm, **asked, now=now)
    part = leak_part(case, form, now, may_change=False, may_print=False)
    return render(request, "incidents/leak_print.html", {"incident": incident} | part)


def _get_leak(member: Membership, pk: UUID) -> Incident:
    """Return a data leak that this member follows up; other incidents have no such page: 404."""
    incident = get_handled(member, pk, timezone.now())
    ((_, head),) = read_heads([incident], member)
    if head.kind != Kind.DATA_LEAK:
        raise Http404
    return incident
