"""Answers that every app gives in the same way: a page or its part, and typed text given back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NOT_TYPED = {"csrfmiddlewaretoken", "next"}


def render_page(
    request: HttpRequest, template: str, context: dict, *, part: str, status: int = 200
) -> HttpResponse:
    """Answer htmx with the part and a browser with the whole page that includes it."""
    return render(request, part if request.htmx else template, context, status=status)


def keep_typed(request: HttpRequest, reason: str, *, status: int) -> HttpResponse:
    """Answer a POST that could not be handled with what was typed in it, so that nothing is lost.

    `reason` is "logged_out", "stale" (the page is older than the login) or "closed". The first two
    can be sent again from that page; the last one cannot.
    """
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in NOT_TYPED for value in values
    ]
    texts = [value for name, value in fields if " " in value.strip() or "\n" in value]
    context = {
        "reason": reason,
        "fields": [] if reason == "closed" else fields,
        "texts": texts,
        "path": request.get_full_path(),
    }
    return render_page(request, "kept.html", context, part="_kept.html", status=status)
