"""Rounds: the overview of one, the list of all, open and close."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments import services
from assessments.forms import OpenRoundForm
from assessments.matrix import matrix_rows, progress, work_points
from assessments.models import Round
from assessments.results import round_results
from schools.permissions import Permission, requires
from schoolsafety.dates import school_year
from schoolsafety.prepared import prepared
from themes.models import CriteriaSet

WORK_POINTS_SHOWN = 10


@require_safe
@requires(Permission.ASSESSMENT_READ)
def overview_current(request: HttpRequest) -> HttpResponse:
    """Show the newest round, or what to do when there is none."""
    rounds = _rounds(request.member)
    return _overview(request, rounds, rounds[0] if rounds else None)


@require_safe
@requires(Permission.ASSESSMENT_READ)
def overview(request: HttpRequest, pk: UUID) -> HttpResponse:
    rounds = _rounds(request.member)
    round = next((round for round in rounds if round.pk == pk), None)
    if round is None:
        raise Http404
    return _overview(request, rounds, round)


@prepared
def _rounds(member):
    """Return the school's rounds, newest first: one for each year, so all of them is little."""
    return Round.objects.visible_to(member).select_related("criteria_set").newest_first()


def _overview(request: HttpRequest, rounds: list[Round], round: Round | None) -> HttpResponse:
    context = {"may_manage": request.member.can(Permission.ROUND_MANAGE), "round": round}
    if round:
        previous = next((earlier for earlier in rounds if earlier.is_before(round)), None)
        results = round_results(round, round_results(previous) if previous else None)
        context |= matrix_rows(round, results) | progress(results)
        context |= work_points(round, results, limit=WORK_POINTS_SHOWN) | {"previous": previous}
    return render(request, "assessments/overview.html", context)


@require_safe
@requires(Permission.ASSESSMENT_READ)
def work_point_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show all work points of a round; the overview shows the lowest."""
    rounds = Round.objects.visible_to(request.member).select_related("criteria_set")
    round = get_object_or_404(rounds, pk=pk)
    context = {"round": round} | work_points(round, round_results(round))
    return render(request, "assessments/work_points.html", context)


@require_safe
@requires(Permission.ASSESSMENT_READ)
def round_list(request: HttpRequest) -> HttpResponse:
    rounds = Round.objects.visible_to(request.member).newest_first()
    may_manage = request.member.can(Permission.ROUND_MANAGE)
    context = {"rounds": rounds, "may_manage": may_manage}
    return render(request, "assessments/rounds.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def round_open(request: HttpRequest) -> HttpResponse:
    criteria_set = CriteriaSet.objects.order_by("pk").first()
    now = timezone.now()
    form = OpenRoundForm(
        request.POST if request.method == "POST" else None,
        criteria_set=criteria_set,
        this_year=school_year(timezone.localdate(now)),
    )
    if form.is_valid():
        try:
            round = services.open_round(
                request.member.school,
                criteria_set=criteria_set,
                by=request.member,
                at=now,
                **form.cleaned_data,
            )
        except services.RoundExists:
            form.add_error("school_year", "Er loopt al een ronde, of dit schooljaar heeft er al een.")
        else:
            messages.success(request, f"De ronde {round.name} is geopend.")
            return redirect("assessments:themes")
    return render(request, "assessments/open.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def round_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    round = get_object_or_404(Round.objects.visible_to(request.member), pk=pk)
    if request.method == "POST":
        try:
            services.close_round(round, by=request.member, at=timezone.now())
        except services.RoundClosed:
            messages.warning(request, "Een collega sloot deze ronde al.")
        else:
            messages.success(request, f"De ronde {round.name} is gesloten.")
        return redirect("assessments:overview", pk=pk)
    context = {"round": round} | progress(round_results(round))
    return render(request, "assessments/close.html", context)
