"""Evidence for a card: the list, add to it, take away and put back."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments import services
from assessments.forms import EvidenceForm
from assessments.models import Evidence, Round
from assessments.views.cards import round_and_card
from schools.permissions import Permission, requires
from themes.models import Card


@require_safe
@requires(Permission.ASSESSMENT_READ)
def evidence(request: HttpRequest, pk: UUID, theme: str, card: str) -> HttpResponse:
    round, found = round_and_card(request, pk, theme, card)
    now = timezone.now()
    form = EvidenceForm(today=timezone.localdate(now))
    return _page(request, round, found, form, at=now)


@require_POST
@requires(Permission.ASSESSMENT_WRITE)
def add_evidence(request: HttpRequest, pk: UUID, theme: str, card: str) -> HttpResponse:
    round, found = round_and_card(request, pk, theme, card)
    now = timezone.now()
    form = EvidenceForm(request.POST, today=timezone.localdate(now))
    if not form.is_valid():
        return _page(request, round, found, form, at=now, status=422)
    services.add_evidence(found, by=request.member, at=now, **form.cleaned_data)
    messages.success(request, "Het bewijs is bewaard.")
    return redirect("assessments:evidence", pk, theme, card)


@require_POST
@requires(Permission.ASSESSMENT_WRITE)
def remove_evidence(request: HttpRequest, pk: UUID, theme: str, card: str, evidence: UUID):
    """Take evidence away; the list then offers to put it back."""
    _, found = round_and_card(request, pk, theme, card)
    removed = _evidence_of(request, found, evidence)
    back = reverse("assessments:evidence", args=[pk, theme, card])
    try:
        services.remove_evidence(removed, by=request.member, at=timezone.now())
    except services.EvidenceChanged:
        messages.warning(request, "Een collega haalde dit bewijs al weg.")
        return redirect(back)
    return redirect(f"{back}?weg={evidence}")


@require_POST
@requires(Permission.ASSESSMENT_WRITE)
def restore_evidence(request: HttpRequest, pk: UUID, theme: str, card: str, evidence: UUID):
    _, found = round_and_card(request, pk, theme, card)
    restored = _evidence_of(request, found, evidence)
    try:
        services.restore_evidence(restored, by=request.member, at=timezone.now())
    except services.EvidenceChanged:
        messages.warning(request, "Een collega zette dit bewijs al terug.")
    else:
        messages.success(request, "Het bewijs staat er weer.")
    return redirect("assessments:evidence", pk, theme, card)


def _evidence_of(request: HttpRequest, card: Card, pk: UUID) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(request.member), card=card, pk=pk)


def _page(
    request: HttpRequest, round: Round, card: Card, form: EvidenceForm, *, at: datetime, status: int = 200
) -> HttpResponse:
    """Show the list. The removed rows of a card are few: they are read along, for the one to put back."""
    found = Evidence.objects.visible_to(request.member).filter(card=card)
    rows = list(found.select_related("added_by__user").order_by("-added_at", "pk"))
    today = timezone.localdate(at)
    context = {
        "round": round,
        "card": card,
        "form": form,
        "rows": [(row, row.is_expired(today)) for row in rows if row.removed_at is None],
        "removed": next((r for r in rows if r.removed_at and str(r.pk) == request.GET.get("weg")), None),
        "may_write": request.member.can(Permission.ASSESSMENT_WRITE),
    }
    return render(request, "assessments/evidence.html", context, status=status)
