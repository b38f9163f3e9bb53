"""The audit log: what was done in the school, as far as somebody may know, as a page and as a sheet."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from schools.log import HEAD, cells, choose, newest_first, readable_by, reads_all, reads_others
from schools.log_forms import LogForm
from schools.log_status import log_status
from schools.login_log import record_export
from schools.permissions import Permission, requires
from schools.sheets import Table, sheet_response


@require_safe
@requires(Permission.AUDIT_READ)
def log_list(request: HttpRequest) -> HttpResponse:
    """Show the newest acts first; "voor" is the number that a page starts before."""
    member, form = request.member, LogForm(request.GET, member=request.member)
    rows, older, before = [], None, _before(request)
    if form.is_valid():
        entries = choose(readable_by(member), **form.choices())
        rows, older = newest_first(entries, before=before)
    query = _query(form)
    context = {
        "form": form,
        "rows": rows,
        "older_path": f"?{urlencode(query | {'voor': older})}" if older else "",
        "query": f"?{urlencode(query)}" if query else "",
        "is_filtered": bool(query),
        "is_older": before is not None,
        "reads_all": reads_all(member),
        "reads_others": reads_others(member),
        "status": log_status(member) if reads_all(member) else None,
    }
    return render(request, "schools/log.html", context)


@require_safe
@requires(Permission.AUDIT_READ)
def log_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Give all that the filtered list shows as a sheet, once it is written down that it was given."""
    member, now = request.member, timezone.now()
    form = LogForm(request.GET, member=member)
    if not form.is_valid():
        return redirect(f"{reverse('schools:log')}?{request.GET.urlencode()}")
    record_export("log.exported", by=member, at=now)
    table = Table("Logboek", HEAD, cells(choose(readable_by(member), **form.choices())))
    return sheet_response(table, name=f"logboek-{timezone.localdate(now).isoformat()}", kind=kind)


def _query(form: LogForm) -> dict[str, str]:
    """Return what was chosen, as it stands in the address."""
    return {name: form.data[name] for name in form.fields if form.data.get(name)}


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("voor", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
