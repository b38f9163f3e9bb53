"""What the working group learns of incidents: per card, never per incident."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.contradictions import contradicted
from assessments.models import Round
from incidents.lessons import CardLessons, answer_lesson, lesson_of, lessons_for
from schools.permissions import Permission, requires
from schoolsafety.paths import path_to
from themes.catalogue import themes_of
from themes.models import Card, CriteriaSet

NO_CARD = "Geen enkele kaart"


@dataclass(frozen=True)
class LessonRow:
    """One card with its lessons as text; `path` is "" when the round does not have it."""

    lessons: CardLessons
    title: str
    where: str
    theme_code: str
    path: str
    action_path: str
    is_contradicted: bool


@require_safe
@requires(Permission.ASSESSMENT_READ)
def lessons(request: HttpRequest) -> HttpResponse:
    member = request.member
    found = lessons_for(member)
    round = Round.objects.visible_to(member).select_related("criteria_set").newest_first().first()
    context = {
        "rows": _rows(found, round) if found else [],
        "may_act": member.can(Permission.ACTION_WRITE),
        "may_decide": member.can(Permission.ASSESSMENT_WRITE),
    }
    return render(request, "assessments/lessons.html", context)


@require_POST
@requires(Permission.ASSESSMENT_WRITE)
def keep_score(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that the score of a card stays, whatever the lessons about it."""
    lesson = lesson_of(request.member, pk)
    if lesson is None:
        raise Http404
    answer_lesson(lesson, by=request.member, at=timezone.now())
    messages.success(request, "Jullie houden de score van deze kaart.")
    return redirect("assessments:lessons")


def _rows(found: Iterable[CardLessons], round: Round | None) -> list[LessonRow]:
    """Return a row for each card. Two queries at most, whatever the number of cards."""
    criteria_set = round.criteria_set if round else CriteriaSet.objects.order_by("pk").first()
    themes = themes_of(criteria_set).values() if criteria_set else []
    names = {theme.code: theme.name for theme in themes}
    cards = {(theme.code, card.code): card for theme in themes for card in theme.card_list}
    in_round = set(round.themes.values_list("theme", flat=True)) if round else set()
    since = {(one.theme, one.card): one.contradicted_at for one in found if one.contradicted_at}
    marked = contradicted(round, cards.values(), since) if round else set()

    def row(one: CardLessons) -> LessonRow:
        card = cards.get((one.theme, one.card))
        theme = names.get(one.theme, one.theme)
        return LessonRow(
            lessons=one,
            title=card.title if card else one.card or NO_CARD,
            where=f"{theme} · {card.get_pillar_display()}" if card else theme,
            theme_code=one.theme,
            path=_card_path(round, card) if card and card.theme_id in in_round else "",
            action_path=_action_path(one),
            is_contradicted=bool(card and card.pk in marked),
        )

    return [row(one) for one in found]


def _card_path(round: Round, card: Card) -> str:
    return path_to("assessments:card", round.pk, card.theme.code, card.code)


def _action_path(one: CardLessons) -> str:
    """Return where an action is made of what was learned; without a card, that page asks for one."""
    query = {"les": one.newest, "next": reverse("assessments:lessons")}
    return f"{reverse('plans:add')}?{urlencode(query)}"
