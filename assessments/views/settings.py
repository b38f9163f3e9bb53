"""The themes and targets of a running round."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments import scoring, services
from assessments.answers import targets_of
from assessments.forms import ThemesForm
from assessments.models import Round
from schools.permissions import Permission, requires
from themes.catalogue import themes_of
from themes.models import Theme


@dataclass(frozen=True)
class ThemeRow:
    """One theme to choose. `saved` says what a colleague made of it, when that is something else."""

    theme: Theme
    chosen: BoundField
    target: BoundField
    answered: int
    saved: str


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def round_settings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the themes and targets. When somebody was first, show what is saved now, and ask again."""
    round = _round(request, pk)
    form = _form(round, request.POST if request.method == "POST" else None)
    if not round.is_open:
        return _too_late(request, pk)
    if not form.is_valid():
        return _page(request, round, form, status=422 if form.is_bound else 200)
    version = form.cleaned_data["version"]
    try:
        services.change_themes(round, form.targets(), version=version, by=request.member, at=timezone.now())
    except services.RoundClosed:
        return _too_late(request, pk)
    except services.ThemesChanged:
        return _ask_again(request, pk)
    messages.success(request, "De thema’s en streefscores zijn bewaard.")
    return redirect("assessments:overview", pk=pk)


def _round(request: HttpRequest, pk: UUID) -> Round:
    return get_object_or_404(Round.objects.visible_to(request.member).select_related("criteria_set"), pk=pk)


def _form(round: Round, data: QueryDict | None) -> ThemesForm:
    """Offer the themes that still ask something, and those that the round has."""
    targets = dict(targets_of(round.pk))
    themes = [
        theme
        for theme in themes_of(round.criteria_set).values()
        if theme.pk in targets or any(card.current_question_list for card in theme.card_list)
    ]
    return ThemesForm(data, themes=themes, targets=targets, initial={"version": round.version})


def _too_late(request: HttpRequest, pk: UUID) -> HttpResponse:
    messages.warning(request, "Deze ronde is gesloten: haar thema’s en streefscores liggen vast.")
    return redirect("assessments:overview", pk=pk)


def _ask_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what was sent beside what is saved now; sending it again means it."""
    round, data = _round(request, pk), request.POST.copy()
    data["version"] = round.version
    form = _form(round, data)
    form.full_clean()
    return _page(request, round, form, is_stale=True, status=409)


def _page(
    request: HttpRequest, round: Round, form: ThemesForm, *, status: int, is_stale: bool = False
) -> HttpResponse:
    answered = set(round.answers.exclude(value=None).values_list("question", flat=True))
    rows = [_row(theme, form, answered, is_stale) for theme in form.themes]
    context = {"round": round, "form": form, "rows": rows, "is_stale": is_stale}
    return render(request, "assessments/settings.html", context, status=status)


def _row(theme: Theme, form: ThemesForm, answered: set[int], is_stale: bool) -> ThemeRow:
    questions = [question for card in theme.card_list for question in card.question_list]
    saved, sent = form.saved.get(theme.pk), form.targets().get(theme.pk) if is_stale else None
    return ThemeRow(
        theme=theme,
        chosen=form[f"t{theme.pk}"],
        target=form[f"t{theme.pk}-target"],
        answered=sum(question.pk in answered for question in questions),
        saved=_in_words(saved) if is_stale and saved != sent else "",
    )


def _in_words(target: Decimal | None) -> str:
    return "niet in de ronde" if target is None else f"streefscore {scoring.number(target)}"
