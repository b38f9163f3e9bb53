"""Home, health check and error pages."""

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from schools.context import first_path
from schoolsafety.web import keep_typed


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send a member to the first page of their menu."""
    if not request.member:
        return redirect("schools:none")
    return redirect(first_path(request.member))


@require_safe
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Answer "ok" when the database answers; for the one who watches the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give typed text back when a page was older than the login; a foreign page gets a plain 403.

    Only a form of this site is offered to be sent again: its Origin proves where it came from.
    """
    origin = urlsplit(request.headers.get("Origin", ""))
    if origin.netloc == request.get_host():
        return keep_typed(request, "stale", status=403)
    return forbidden(request)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context: whatever broke may break the frame of the page as well."""
    return render(None, "500.html", status=500)
