"""Small rules for every request: nothing is cached, leaving forgets, and a lost session loses no text."""

from django.contrib import messages
from django.contrib.auth import middleware
from django.utils.cache import add_never_cache_headers

from schoolsafety.web import keep_typed

# What the browser forgets. "cookies" are those of the whole domain, so of other sites of the school
# too: that is for who must be gone at once. Logging out takes its own cookie away already.
FORGOTTEN = {"leave": '"cache", "cookies", "storage"', "account_logout": '"cache", "storage"'}
ENDED = {
    "idle": "Je was even weg, daarom hebben we je afgemeld. Meld je opnieuw aan om verder te gaan.",
    "old": "Je was al lang aangemeld, daarom hebben we je afgemeld. Meld je opnieuw aan om verder te gaan.",
}


def no_store(get_response):
    """Keep pages out of the browser's cache: a shared computer shows nothing after logging out."""

    def middleware(request):
        response = get_response(request)
        add_never_cache_headers(response)
        return response

    return middleware


def forget(get_response):
    """Have the browser forget what it kept of this site, once somebody logged out or left."""

    def middleware(request):
        response = get_response(request)
        route = request.resolver_match and request.resolver_match.view_name
        if request.method == "POST" and route in FORGOTTEN and response.status_code < 400:
            response.headers["Clear-Site-Data"] = FORGOTTEN[route]
        return response

    return middleware


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Django's, except that it says why a session ended, and gives back what somebody was sending."""

    def process_view(self, request, view, args, kwargs):
        """Let a public view decide itself whether to look at the session: it may do without."""
        if not getattr(view, "login_required", True):
            return None
        return super().process_view(request, view, args, kwargs)

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            return keep_typed(request, "logged_out", status=401)
        if request.session.ended:
            messages.info(request, ENDED[request.session.ended])
        return super().handle_no_permission(request, view_func)
