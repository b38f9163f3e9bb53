"""What is printed for use at a table: the cards, and the sheet for the first half hour."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.models import Round
from plans.models import PRINTED, File, State
from plans.print_forms import CardsForm, ThemeForm
from plans.printing.cards import card_sheets
from plans.printing.first_steps import missing, people_to_call
from plans.services.printing import Incomplete, ask_for_cards, ask_for_first_steps
from plans.views.plan_shared import chosen_round, themes_in
from schools.models import Membership
from schools.permissions import Permission, requires
from schoolsafety import pdf

SHOWN = 8  # files


@require_safe
@requires(Permission.PLAN_READ)
def printing(request: HttpRequest) -> HttpResponse:
    return _page(request, chosen_round(request))


@require_POST
@requires(Permission.PLAN_READ)
def print_cards(request: HttpRequest) -> HttpResponse:
    round = _round(request)
    form = CardsForm(request.POST, themes=themes_in(round))
    if form.is_valid():
        cards = card_sheets(round, **form.cleaned_data)
        if cards.cards:
            return redirect("plans:file_progress", ask_for_cards(cards, round, at=timezone.now()).pk)
        form.add_error(
            None, "Er is geen kaart die nog te bespreken is. Kies een ander thema, of alle kaarten."
        )
    return _page(request, round, cards_form=form, status=422)


@require_POST
@requires(Permission.PLAN_READ)
def print_first_steps(request: HttpRequest) -> HttpResponse:
    """Ask for the sheet of a theme; refuse it while somebody on it cannot be reached."""
    round = _round(request)
    themes = themes_in(round)
    form = ThemeForm(request.POST, themes=themes)
    if not form.is_valid():
        return _page(request, round, steps_form=form, status=422)
    [theme] = [theme for theme in themes if theme.code == form.cleaned_data["theme"]]
    try:
        file = ask_for_first_steps(theme, member=request.member, at=timezone.now())
    except Incomplete:
        return _page(request, round, steps_form=form, status=409)
    return redirect("plans:file_progress", file.pk)


def _round(request: HttpRequest) -> Round:
    """Return the round that is asked for, or the newest one; 404 without any."""
    if round := chosen_round(request):
        return round
    raise Http404


def _ready(member: Membership) -> QuerySet[File]:
    """Return the newest sheets that are ready."""
    ready = File.objects.visible_to(member).filter(kind__in=PRINTED, state=State.DONE)
    return ready.light().order_by("-made_at", "pk")[:SHOWN]


def _page(
    request: HttpRequest,
    round: Round | None,
    *,
    cards_form: CardsForm | None = None,
    steps_form: ThemeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    member = request.member
    context = {"round": round, "may_compose": member.can(Permission.PLAN_WRITE)}
    if round:
        themes = themes_in(round)
        context |= {
            "cards_form": cards_form or CardsForm(themes=themes),
            "steps_form": steps_form or ThemeForm(themes=themes),
            "missing": missing(people_to_call(member)),
            "can_make_pdf": pdf.is_available(),
            "files": _ready(member),
        }
    return render(request, "plans/printing.html", context, status=status)
