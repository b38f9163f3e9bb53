"""The themes of a round, the board of one theme, one card, and saving its answers."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.board import board_columns, neighbours
from assessments.card_page import QuestionRow, question_rows, save_rows
from assessments.contradictions import contradicted
from assessments.matrix import matrix_rows
from assessments.models import Round, RoundTheme
from assessments.results import questions_of, round_results
from assessments.services import RoundClosed
from incidents.lessons import CardCode, marks
from schools.permissions import Permission, requires
from schoolsafety.prepared import prepared
from schoolsafety.web import keep_typed
from themes.catalogue import themes_of
from themes.models import Card


@require_safe
@requires(Permission.ASSESSMENT_READ)
def theme_list(request: HttpRequest) -> HttpResponse:
    """Show the themes of the newest round, or what to do when there is none."""
    rounds = Round.objects.visible_to(request.member).select_related("criteria_set")
    round = rounds.newest_first().first()
    context = {"round": round, "may_manage": request.member.can(Permission.ROUND_MANAGE)}
    if round:
        context |= matrix_rows(round, round_results(round))
    return render(request, "assessments/themes.html", context)


@require_safe
@requires(Permission.ASSESSMENT_READ)
def board(request: HttpRequest, pk: UUID, theme: str) -> HttpResponse:
    chosen = _chosen_theme(request, pk, theme)
    context = {"round": chosen.round} | board_columns(chosen, _marks(request, chosen.round))
    return render(request, "assessments/board.html", context)


@require_safe
@requires(Permission.ASSESSMENT_READ)
def card(request: HttpRequest, pk: UUID, theme: str, card: str) -> HttpResponse:
    round, found = round_and_card(request, pk, theme, card)
    is_contradicted = bool(contradicted(round, [found], _marks(request, round)))
    return _card_page(request, round, found, question_rows(round, found), is_contradicted=is_contradicted)


@require_POST
@requires(Permission.ASSESSMENT_WRITE)
def save_card(request: HttpRequest, pk: UUID, theme: str, card: str) -> HttpResponse:
    """Save a whole card: the plain form, and the way to the next card."""
    round, found = round_and_card(request, pk, theme, card)
    rows = question_rows(round, found)
    try:
        is_saved = save_rows(round, rows, request.POST, by=request.member, at=timezone.now())
    except RoundClosed:
        return keep_typed(request, "closed", status=409)
    if not is_saved:
        return _card_page(request, round, found, rows, status=422)
    here = reverse("assessments:card", args=[pk, theme, card])
    direction = request.POST.get("go")
    return redirect(neighbours(round, found).get(direction, here) if direction else here)


@require_POST
@requires(Permission.ASSESSMENT_WRITE)
def save_answer(request: HttpRequest, pk: UUID, theme: str, card: str, question: int):
    """Save one question by itself and answer with what its status line says now."""
    round, found = round_and_card(request, pk, theme, card)
    row = next((QuestionRow(q) for q in questions_of(round, found) if q.pk == question), None)
    if row is None:
        raise Http404
    try:
        save_rows(round, [row], request.POST, by=request.member, at=timezone.now())
    except RoundClosed:
        return keep_typed(request, "closed", status=409)
    if row.error:
        return render(request, "assessments/_status.html", {"row": row}, status=422)
    if not (row.clashes or row.has_news or row.prefix + "-resolve" in request.POST):
        return render(request, "assessments/_status.html", {"row": row})
    card_path = request.path.removesuffix(f"{question}/")
    context = {"row": row, "card_path": card_path, "action_path": reverse("plans:add")}
    response = render(request, "assessments/_question.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{row.prefix}", "outerHTML"
    return response


def _chosen_theme(request: HttpRequest, pk: UUID, theme: str) -> RoundTheme:
    chosen = next(iter(_theme_of_round(request.member, pk, theme)), None)
    if chosen is None:
        raise Http404
    return chosen


@prepared
def _theme_of_round(member, round_id, code):
    chosen = RoundTheme.objects.visible_to(member).select_related("round__criteria_set")
    return chosen.filter(round=round_id, theme__code=code)


def _marks(request: HttpRequest, round: Round) -> dict[CardCode, datetime]:
    """Return which cards are contradicted, and since when. One query where there are no lessons."""
    return marks(request.member) if round.is_open else {}


def round_and_card(request: HttpRequest, pk: UUID, theme: str, code: str) -> tuple[Round, Card]:
    """Return the round and the card of the catalogue; 404 when the round does not ask it."""
    chosen = _chosen_theme(request, pk, theme)
    cards = themes_of(chosen.round.criteria_set)[chosen.theme_id].card_list
    found = next((card for card in cards if card.code == code), None)
    if found is None or not questions_of(chosen.round, found):
        raise Http404
    return chosen.round, found


def _card_page(request, round, card, rows, *, is_contradicted=False, status=200) -> HttpResponse:
    context = {
        "round": round,
        "card": card,
        "rows": rows,
        "card_path": reverse("assessments:card", args=[round.pk, card.theme.code, card.code]),
        "board_path": reverse("assessments:board", args=[round.pk, card.theme.code]),
        "action_path": reverse("plans:add"),
        "is_contradicted": is_contradicted,
        "has_open_question": any(row.is_open_question for row in rows),
        "may_write": round.is_open and request.member.can(Permission.ASSESSMENT_WRITE),
        "may_vote": request.member.can(Permission.ASSESSMENT_WRITE),  # or read back what was voted
    }
    return render(request, "assessments/card.html", context, status=status)
