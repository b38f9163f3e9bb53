"""The themes of a round, the board of one theme, one card, and saving its answers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.board import board_columns, neighbours
from assessments.card_page import QuestionRow, question_rows, save_rows
from assessments.matrix import matrix_page
from assessments.models import Round
from assessments.results import asked_questions, round_results
from assessments.services import RoundClosed
from schools.permissions import Permission, requires
from schoolsafety.web import keep_typed
from themes.models import Card


@require_safe
@requires(Permission.ASSESSMENT_READ)
def theme_list(request: HttpRequest) -> HttpResponse:
    """Show the themes of the newest round, or what to do when there is none."""
    round = Round.objects.visible_to(request.member).newest_first().first()
    context = {"round": round, "may_manage": request.member.can(Permission.ROUND_MANAGE)}
    if round:
        context |= matrix_page(round, round_results(round))
    return render(request, "assessments/themes.html", context)


@require_safe
@requires(Permission.ASSESSMENT_READ)
def board(request: HttpRequest, pk: UUID, theme: str) -> HttpResponse:
    round = _round(request, pk)
    chosen = get_object_or_404(round.themes.select_related("theme"), theme__code=theme)
    context = {"round": round, "theme": chosen.theme} | board_columns(round, chosen)
    return render(request, "assessments/board.html", context)


@require_safe
@requires(Permission.ASSESSMENT_READ)
def card(request: HttpRequest, pk: UUID, theme: str, card: str) -> HttpResponse:
    round = _round(request, pk)
    found = _card(round, theme, card)
    return _card_page(request, round, found, question_rows(round, found))


@require_POST
@requires(Permission.ASSESSMENT_WRITE)
def save_card(request: HttpRequest, pk: UUID, theme: str, card: str) -> HttpResponse:
    """Save a whole card: the plain form, and the way to the next card."""
    round = _round(request, pk)
    found = _card(round, theme, card)
    rows = question_rows(round, found)
    try:
        is_saved = save_rows(round, rows, request.POST, by=request.member, at=timezone.now())
    except RoundClosed:
        return keep_typed(request, "closed", status=409)
    if not is_saved:
        return _card_page(request, round, found, rows, status=422)
    links = neighbours(round, found)
    return redirect(links.get(request.POST.get("go"), links["here"]))


@require_POST
@requires(Permission.ASSESSMENT_WRITE)
def save_answer(request: HttpRequest, pk: UUID, theme: str, card: str, question: int):
    """Save one question by itself and answer with what its status line says now."""
    round = _round(request, pk)
    questions = asked_questions(round).filter(
        card__code=card, card__theme__code=theme, card__theme__in=round.themes.values("theme")
    )
    row = QuestionRow(get_object_or_404(questions, pk=question))
    try:
        save_rows(round, [row], request.POST, by=request.member, at=timezone.now())
    except RoundClosed:
        return keep_typed(request, "closed", status=409)
    if row.error:
        return render(request, "assessments/_status.html", {"row": row}, status=422)
    if not (row.clashes or row.prefix + "-resolve" in request.POST):
        return render(request, "assessments/_status.html", {"row": row})
    context = {
        "row": row,
        "card_path": request.path.removesuffix(f"{question}/"),
        "action_path": reverse("plans:add"),
    }
    response = render(request, "assessments/_question.html", context | {"may_write": True})
    response["HX-Retarget"], response["HX-Reswap"] = f"#{row.prefix}", "outerHTML"
    return response


def _round(request: HttpRequest, pk: UUID) -> Round:
    return get_object_or_404(Round.objects.visible_to(request.member), pk=pk)


def _card(round: Round, theme: str, card: str) -> Card:
    cards = Card.objects.select_related("theme").filter(theme__in=round.themes.values("theme"))
    return get_object_or_404(cards, theme__code=theme, code=card)


def _card_page(request, round, card, rows, status=200) -> HttpResponse:
    links = neighbours(round, card)
    context = {
        "round": round,
        "card": card,
        "rows": rows,
        "links": links,
        "card_path": links["here"],
        "action_path": reverse("plans:add"),
        "actions_path": reverse("plans:actions"),
        "has_open_question": any(row.is_open_question for row in rows),
        "may_write": round.is_open and request.member.can(Permission.ASSESSMENT_WRITE),
    }
    return render(request, "assessments/card.html", context, status=status)
