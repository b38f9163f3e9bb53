"""What the frame around every page needs: the menu of this member."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from schools.models import Membership
from schools.permissions import Permission, Role

MENU = [
    ("Overzicht", "assessments:current", Permission.ASSESSMENT_READ),
    ("Kaarten", "assessments:themes", Permission.ASSESSMENT_READ),
    ("Acties", "plans:actions", Permission.ACTION_READ),
    ("Meldingen", "incidents:list", Permission.INCIDENT_READ),
    ("Beleidsplan", "plans:plan", Permission.PLAN_READ),
    ("School", "schools:members", Permission.MEMBER_READ),
]
LOG = ("Logboek", "schools:log", Permission.AUDIT_READ)


@cache
def _menu_paths(*, for_log_reader: bool) -> list[tuple[str, str, Permission]]:
    menu = [LOG, *MENU] if for_log_reader else MENU
    return [(label, reverse(name), permission) for label, name, permission in menu]


def menu_of(member: Membership) -> list[tuple[str, str]]:
    """Return (label, path) of the pages in this member's menu.

    Who only reads the log starts there; the others come to it from the page of the school.
    """
    paths = _menu_paths(for_log_reader=member.roles == [Role.LOG_READER])
    return [(label, path) for label, path, verb in paths if member.can(verb)]


def first_path(member: Membership) -> str:
    """Return where this member starts."""
    return next((path for _, path in menu_of(member)), reverse("schools:profile"))


def page(request: HttpRequest) -> dict:
    """Return the member, their menu, and whether this is the demonstration."""
    member = getattr(request, "member", None)
    menu = [
        {"label": label, "path": path, "is_current": request.path.startswith(path)}
        for label, path in (menu_of(member) if member else ())
    ]
    return {"member": member, "menu": menu, "is_demo": settings.DEMO}
