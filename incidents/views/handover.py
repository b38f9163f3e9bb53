"""Taking incidents over from a contact who leaves, and asking a colleague to do so."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.access_forms import SuccessorForm
from incidents.contacts import contacts_of
from incidents.handover import Waiting, followed_by, waiting, without_handler
from incidents.models import Incident
from incidents.services import handover as services
from incidents.services.cases import CaseClosed, read_heads
from incidents.views.handling import get_handled
from schools.models import Membership
from schools.permissions import Permission, requires


@require_safe
@requires(Permission.INCIDENT_HANDLE)
def handover(request: HttpRequest) -> HttpResponse:
    """List what nobody follows up, and what the colleague follows up who asked ("van")."""
    member = request.member
    asking = _asking(member, request.GET.get("van", ""))
    context = {
        "waiting": _rows(without_handler(member), member),
        "asking": asking,
        "asked": _rows(followed_by(asking, seen_by=member), member) if asking else [],
        "own_count": followed_by(member, seen_by=member).count(),
    }
    return render(request, "incidents/handover.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_HANDLE)
def handover_ask(request: HttpRequest) -> HttpResponse:
    member = request.member
    form = SuccessorForm(request.POST if request.method == "POST" else None, member=member)
    if form.is_valid():
        site = request.build_absolute_uri("/")
        services.ask_successor(site=site, by=member, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "De vraag is verstuurd. Tot je collega overneemt, blijf jij opvolgen.")
        return redirect("incidents:handover")
    own_count = followed_by(member, seen_by=member).count()
    return render(request, "incidents/ask.html", {"form": form, "own_count": own_count})


@require_POST
@requires(Permission.INCIDENT_READ)
def handover_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    incident = get_handled(request.member, pk, timezone.now())
    try:
        services.accept_handover(
            incident, seen=_uuid(request.POST.get("seen", "")), by=request.member, at=timezone.now()
        )
    except services.TakenMeanwhile:
        messages.warning(request, "Een collega nam deze melding intussen al over.")
    except CaseClosed:
        messages.warning(
            request, "Deze melding is intussen afgesloten. Ze heeft geen opvolging meer nodig."
        )
    else:
        messages.success(request, f"Jij volgt melding {incident.name} nu op.")
    is_from_case = request.POST.get("go") == "case"
    return redirect("incidents:detail", pk=pk) if is_from_case else redirect("incidents:handover")


def _rows(incidents: QuerySet[Incident], member: Membership) -> list[Waiting]:
    rows = incidents.select_related("key").prefetch_related("accesses__member__user").newest_first()
    return [waiting(incident, head) for incident, head in read_heads(rows, member)]


def _asking(member: Membership, text: str) -> Membership | None:
    pk = _uuid(text)
    return contacts_of(member).exclude(pk=member.pk).filter(pk=pk).first() if pk else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
