"""The site's routes, and the floor that its pages are compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from schoolsafety.urls import handler403, handler404, handler500
from schoolsafety.urls import urlpatterns as site

__all__ = ["handler403", "handler404", "handler500"]
PAGE = "x" * 30_000


def floor(request: HttpRequest) -> HttpResponse:
    """Load the session and the user, and return 30 kB."""
    return HttpResponse(PAGE if request.user.is_authenticated else "")


urlpatterns = [path("floor/", floor), *site]
