"""Browse the criteria as they are, outside any round. They hold nothing of a school."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from themes.models import Card, CriteriaSet, Kind, Pillar, Question, Theme


@require_safe
@login_not_required
def theme_list(request: HttpRequest) -> HttpResponse:
    themes = Prefetch("themes", Theme.objects.current().order_by("order", "pk"))
    context = {"sets": CriteriaSet.objects.order_by("pk").prefetch_related(themes)}
    return render(request, "themes/list.html", context)


@require_safe
@login_not_required
def theme_detail(request: HttpRequest, criteria_set: str, theme: str) -> HttpResponse:
    found = get_object_or_404(Theme, criteria_set__code=criteria_set, code=theme)
    questions = Question.objects.current().exclude(kind=Kind.STATEMENT).order_by("order", "pk")
    cards = (
        Card.objects.current()
        .filter(theme=found)
        .order_by("order", "pk")
        .prefetch_related(Prefetch("questions", questions))
    )
    columns = [(p.label, [card for card in cards if card.pillar == p]) for p in Pillar]
    return render(request, "themes/detail.html", {"theme": found, "columns": columns})
