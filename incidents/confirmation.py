"""Whether somebody confirmed a moment ago who they are, with their second factor.

allauth can keep a form that is sent meanwhile in the session, and finish it afterwards. The session
stands unsealed in the database, and what is typed here is about an incident: so the form is given back
to the browser, and nothing of it is kept.
"""

from time import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.utils.http import urlencode

SECOND, PASSWORD = "mfa", "password"


def is_confirmed(request: HttpRequest) -> bool:
    """Tell whether the second factor was given in the last minutes; the password for who has none.

    Only in the demonstration may somebody without a second factor come here.
    """
    since = time() - app_settings.REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(record["method"] == _method(request) and record["at"] > since for record in records)


def ways_to_confirm(request: HttpRequest) -> list[dict]:
    """Return where to confirm (`url`, `description`), so that one comes back to this page."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    counting = [m for m in methods if m["id"].startswith("mfa_") == (_method(request) == SECOND)]
    back = urlencode({"next": request.path})
    return [{"url": f"{m['url']}?{back}", "description": m["description"]} for m in counting]


def _method(request: HttpRequest) -> str:
    return SECOND if request.member.has_second_factor else PASSWORD
