"""Members of a school, your own profile, and what to do without a school."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.models import Membership
from schools.permissions import Permission, requires


@require_safe
@requires(Permission.MEMBER_READ)
def member_list(request: HttpRequest) -> HttpResponse:
    members = Membership.objects.visible_to(request.member).active().select_related("user")
    context = {"members": members.order_by("user__name", "pk")}
    return render(request, "schools/members.html", context)


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    return render(request, "schools/profile.html")


@require_safe
def no_school(request: HttpRequest) -> HttpResponse:
    return render(request, "schools/none.html")
