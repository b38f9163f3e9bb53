"""The members of the school as a sheet."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from schools.login_log import record_export
from schools.models import Membership
from schools.permissions import Permission, requires
from schools.sheets import Content, Table, sheet_response
from schools.views.members import members_by_name

HEAD = ("Naam", "E-mailadres", "Rollen", "Lid sinds")


@require_safe
@requires(Permission.MEMBER_READ)
def member_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the members that the page shows, once it is written down that they were given."""
    member, now = request.member, timezone.now()
    record_export("members.exported", by=member, at=now)
    table = Table("Leden", HEAD, map(_cells, members_by_name(request)))
    return sheet_response(table, name=f"leden-{timezone.localdate(now).isoformat()}", kind=kind)


def _cells(member: Membership) -> list[Content]:
    user = member.user
    return [user.name, user.email, member.role_names, timezone.localdate(member.joined_at)]
