"""Two small rules for every request: nothing is cached, and a lost session loses no text."""

from django.contrib.auth import middleware
from django.utils.cache import add_never_cache_headers

from schoolsafety.web import keep_typed


def no_store(get_response):
    """Keep pages out of the browser's cache: a shared computer shows nothing after logging out."""

    def middleware(request):
        response = get_response(request)
        add_never_cache_headers(response)
        return response

    return middleware


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Django's, except that what somebody was sending is given back to them instead of dropped."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            return keep_typed(request, "logged_out", status=401)
        return super().handle_no_permission(request, view_func)
