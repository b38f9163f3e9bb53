"""The calendar: what is due, by term of the school year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Evidence
from plans.action_calendar import make_calendar
from plans.action_filter import list_actions
from plans.action_rows import board_paths
from plans.models import Composition
from schools.permissions import Permission, requires
from schoolsafety.paths import path_to


@require_safe
@requires(Permission.ACTION_READ)
def calendar(request: HttpRequest) -> HttpResponse:
    member = request.member
    actions, boards = list_actions(member), board_paths(member)
    kept = Evidence.objects.visible_to(member).kept().exclude(valid_until=None)
    evidence = list(kept.select_related("card__theme"))
    composition = Composition.objects.visible_to(member).first()
    paths = {action.pk: path_to("plans:action", action.pk) for action in actions}
    paths |= {
        one.pk: f"{boards[one.card.theme_id]}{one.card.code}/bewijs/"
        for one in evidence
        if one.card.theme_id in boards  # a theme that the newest round leaves out has no pages
    }
    found = make_calendar(
        actions,
        evidence,
        review_on=composition and composition.review_on,
        country=member.school.country,
        on=timezone.localdate(),
        paths=paths,
        plan_path=reverse("plans:plan"),
    )
    context = {"calendar": found, "may_write": member.can(Permission.ACTION_WRITE)}
    return render(request, "plans/calendar.html", context)
