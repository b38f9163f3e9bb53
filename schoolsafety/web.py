"""Answers that every app gives in the same way: a page or its part, and typed text given back."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What a form sends along: never words of a person. Passwords and codes are not kept.
NOT_KEPT = re.compile(r"csrfmiddlewaretoken|password|^code$|credential")
NOT_WORDS = re.compile(r"next|go|key|version|value|resolve|seen$|state$|^done$|^phase$|^wants_")


def render_page(
    request: HttpRequest, template: str, context: dict, *, part: str, status: int = 200
) -> HttpResponse:
    """Answer htmx with the part and a browser with the whole page that includes it."""
    return render(request, part if request.htmx else template, context, status=status)


def keep_typed(request: HttpRequest, reason: str, *, status: int) -> HttpResponse:
    """Answer a POST that could not be handled with what was typed in it, so that nothing is lost.

    `reason` is "logged_out", "stale" (the page is older than the login), "closed" or "gone". The
    first two can be sent again from that page; the last two cannot.
    """
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not NOT_KEPT.search(name)
        for value in values
    ]
    texts = [value for name, value in fields if value.strip() and not NOT_WORDS.search(name)]
    context = {
        "reason": reason,
        "fields": [] if reason in {"closed", "gone"} else fields,
        "texts": texts,
        "path": request.get_full_path(),
    }
    return render_page(request, "kept.html", context, part="_kept.html", status=status)
