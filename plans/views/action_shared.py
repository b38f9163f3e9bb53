"""What the views of actions share: the row of one's own school, and the way back."""

from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from plans.models import Action


def own_action(request: HttpRequest, pk: UUID) -> Action:
    actions = Action.objects.visible_to(request.member).with_names().select_related("created_by__user")
    return get_object_or_404(actions, pk=pk)


def way_back(request: HttpRequest, otherwise: str = "") -> str:
    """Return where one came from, when that is a page of this site; else the given path or the list."""
    path = request.POST.get("next") or request.GET.get("next", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(path, allowed_hosts=hosts, require_https=request.is_secure()):
        return path
    return otherwise or reverse("plans:actions")


def site_of(request: HttpRequest) -> str:
    """Return where the links in a mail lead."""
    return request.build_absolute_uri("/")


def resend(data: QueryDict, action: Action) -> QueryDict:
    """Return what was sent as if it started from the present version: sending it again means it."""
    data = data.copy()
    data["version"] = action.version
    return data
