"""`request.member`: the membership in which somebody works, read from the database on each request.

Reading it says in which school the request works: until then PostgreSQL shows no school's rows.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, F
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from schools import walls
from schools.models import Membership
from schoolsafety.prepared import prepared

SESSION_KEY = "membership"
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def current_member(request) -> Membership | None:
    """Return the active membership of this session's user: the chosen one, or else the oldest."""
    user = request.user
    if not user.is_authenticated:
        return None
    walls.enter_user(user.pk)
    found = _memberships(user.pk)
    chosen = request.session.get(SESSION_KEY)
    member = next((m for m in found if str(m.pk) == chosen), found[0] if found else None)
    if member:
        member.user = user
        member.has_more_schools = len(found) > 1
        walls.enter_school(member.school_id, member.pk)
    return member


@prepared
def _memberships(user_id):
    """The active memberships of a user, each with the name of its school."""
    factors = Authenticator.objects.filter(user=user_id, type__in=SECOND_FACTORS)
    found = Membership.unscoped.active().filter(user=user_id).order_by("joined_at", "pk")
    return found.annotate(school_name=F("school__name"), has_second_factor=Exists(factors))


class MemberMiddleware:
    """Set request.member, and send members who need a second factor to set it up first.

    On PostgreSQL each request is one transaction: an answer of 500 undoes all that it did. A public
    view is left to the transactions of its services, until it looks at the membership: nobody waits
    for the login of somebody else, and leaving works without a database. On SQLite a transaction around
    a page would keep all others from writing.

    The membership is read when a view first looks at it, and is false for who has none. The page of
    the second factor says why one lands there. Views without @requires stay open meanwhile: the
    profile, the second factor itself, logging out.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.member = SimpleLazyObject(lambda: current_member(request))
        with walls.RequestTransaction() as work:
            response = self.get_response(request)
            if response.status_code == 500:
                work.undo()
        return response

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "login_required", True):
            walls.begin()
        if not hasattr(view, "permission"):
            return None
        request.member = current_member(request)  # looked at by all that comes: no longer by a proxy
        if settings.DEMO or not request.member:
            return None
        if request.member.needs_second_factor and not request.member.has_second_factor:
            return redirect("mfa_index")
        return None
