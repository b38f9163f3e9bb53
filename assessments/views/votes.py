"""Blind scoring: each member votes alone, then the votes are shown to all at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments import services
from assessments.forms import VoteForm
from assessments.results import questions_of
from assessments.views.cards import round_and_card
from assessments.vote_page import vote_page
from schools.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.ASSESSMENT_WRITE)
def votes(request: HttpRequest, pk: UUID, theme: str, card: str) -> HttpResponse:
    """Choose for oneself, or read how was voted once that is shown."""
    round, found = round_and_card(request, pk, theme, card)
    if request.method != "POST":
        return _page(request, round, found)
    form = VoteForm(request.POST, questions=questions_of(round, found))
    if not form.is_valid():
        return _page(request, round, found, form, status=422)
    try:
        services.save_votes(round, found, form.votes(), by=request.member, at=timezone.now())
    except services.VotesRevealed:
        return _page(request, round, found, form, status=409)
    except services.RoundClosed:
        round.refresh_from_db(fields=["closed_at"])  # it may be closed only since it was read
        return _page(request, round, found, form, status=409)
    messages.success(request, "Je keuzes zijn bewaard. Alleen jij ziet ze.")
    return redirect("assessments:votes", pk, theme, card)


@require_http_methods(["GET", "POST"])
@requires(Permission.ASSESSMENT_WRITE)
def reveal_votes(request: HttpRequest, pk: UUID, theme: str, card: str) -> HttpResponse:
    """Ask whether everybody is ready, then show the votes."""
    round, found = round_and_card(request, pk, theme, card)
    if request.method != "POST":
        return _page(request, round, found, template="assessments/reveal_votes.html")
    try:
        services.reveal_votes(round, found, by=request.member, at=timezone.now())
    except services.VotesRevealed:
        messages.warning(request, "Een collega toonde de stemmen al.")
    except services.NoVotes:
        messages.warning(request, "Nog niemand stemde op deze kaart: er is niets om te tonen.")
    except services.RoundClosed:
        messages.warning(request, "De ronde is gesloten: de stemmen blijven zoals ze zijn.")
    else:
        messages.success(request, "De stemmen zijn getoond.")
    return redirect("assessments:votes", pk, theme, card)


def _page(
    request, round, card, form=None, *, status=200, template="assessments/votes.html"
) -> HttpResponse:
    context = {"round": round, "card": card} | vote_page(round, card, request.member, form)
    return render(request, template, context, status=status)
