"""What leaves the list of actions as a file: a sheet, an Excel file, or days for a calendar.

Each holds what the list shows, once it is written down that it was given.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.action_export import action_table
from plans.action_filter import chosen
from plans.action_ical import CONTENT_TYPE, actions_ical
from plans.models import Action
from schools.login_log import record_export
from schools.permissions import Permission, requires
from schools.sheets import sheet_response
from schoolsafety.paths import path_to


@require_safe
@requires(Permission.ACTION_READ)
def action_export(request: HttpRequest, kind: str) -> HttpResponse:
    member, now = request.member, timezone.now()
    on = timezone.localdate(now)
    actions = chosen(request.GET, member, on)
    record_export("actions.exported", by=member, at=now)
    return sheet_response(action_table(actions), name=f"acties-{on.isoformat()}", kind=kind)


@require_safe
@requires(Permission.ACTION_READ)
def action_ical(request: HttpRequest) -> HttpResponse:
    member, now = request.member, timezone.now()
    on = timezone.localdate(now)
    actions = chosen(request.GET, member, on)
    record_export("actions.calendar", by=member, at=now)
    headers = {"Content-Disposition": f'attachment; filename="acties-{on.isoformat()}.ics"'}

    def link(action: Action) -> str:
        return request.build_absolute_uri(path_to("plans:action", action.pk))

    content = actions_ical(actions, at=now, link=link)
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
