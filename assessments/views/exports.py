"""What leaves a round as a sheet, once it is written down that it was given."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Round
from assessments.score_export import score_table, work_point_table
from schools.login_log import record_export
from schools.permissions import Permission, requires
from schools.sheets import Table, sheet_response


@require_safe
@requires(Permission.ASSESSMENT_READ)
def score_export(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    return _export(request, pk, score_table, name="scores", kind=kind)


@require_safe
@requires(Permission.ASSESSMENT_READ)
def work_point_export(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    return _export(request, pk, work_point_table, name="werkpunten", kind=kind)


def _export(
    request: HttpRequest, pk: UUID, table: Callable[[Round], Table], *, name: str, kind: str
) -> HttpResponse:
    rounds = Round.objects.visible_to(request.member).select_related("criteria_set")
    round = get_object_or_404(rounds, pk=pk)
    record_export("scores.exported", by=request.member, at=timezone.now())
    year = round.name.replace("–", "-")
    return sheet_response(table(round), name=f"{name}-{year}", kind=kind)
