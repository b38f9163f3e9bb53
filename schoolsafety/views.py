"""Home, health check, leaving at once, and error pages."""

from contextlib import suppress
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from schools.context import first_path
from schools.login_log import log_out
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


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """Show a page that could be of anybody, after ending the session when it is asked by a POST.

    Without a database the session cannot be ended, but the browser forgets its cookie all the same.
    """
    if request.method != "POST":
        return render(None, "left.html")
    with suppress(DatabaseError):
        log_out(request)
    return HttpResponse(status=303, headers={"Location": reverse("leave")})


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give typed text back when a page was older than the login; a foreign page gets a plain 403.

    Only a form of this site is offered to be sent again: its Origin proves where it came from. Who
    leaves is not kept waiting.
    """
    origin = urlsplit(request.headers.get("Origin", ""))
    if origin.netloc != request.get_host():
        return forbidden(request)
    if request.resolver_match.view_name == "leave":
        return leave(request)
    return keep_typed(request, "stale", status=403)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """Say that there is nothing here; what somebody was sending to it is given back."""
    if request.method == "POST":
        return keep_typed(request, "gone", status=404)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context: whatever broke may break the frame of the page as well."""
    return render(None, "500.html", status=500)
