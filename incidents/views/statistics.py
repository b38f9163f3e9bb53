"""How many incidents there were, as far as that may be shown: the page and the sheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.statistics import school_statistics
from schools.login_log import record_export
from schools.permissions import Permission, requires
from schools.sheets import Table, sheet_response


@require_safe
@requires(Permission.STATISTICS_READ)
def statistics(request: HttpRequest) -> HttpResponse:
    found = school_statistics(request.member.school, on=timezone.localdate())
    return render(request, "incidents/statistics.html", {"statistics": found})


@require_safe
@requires(Permission.STATISTICS_READ)
def statistics_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the same figures as a sheet, once it is written down that they were given."""
    member, now = request.member, timezone.now()
    on = timezone.localdate(now)
    found = school_statistics(member.school, on=on)
    record_export("statistics.exported", by=member, at=now)
    table = Table("Meldingen in cijfers", ("Indeling", "Wat", *found.years), found.sheet_rows)
    return sheet_response(table, name=f"meldingen-in-cijfers-{on.isoformat()}", kind=kind)
