"""`request.member`: the membership in which somebody works, read from the database on each request.

Reading it says in which school the request works: until then PostgreSQL shows no school's rows.
"""

from django.conf import settings
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from schools import walls
from schools.models import Membership

SESSION_KEY = "membership"
# By hand, because every request asks it: the queryset costs four times as much CPU.
MEMBERSHIPS = """
    SELECT member.*, school.name AS school_name, EXISTS (
        SELECT 1 FROM mfa_authenticator WHERE user_id = %s AND type IN ('totp', 'webauthn')
    ) AS has_second_factor
    FROM schools_membership member JOIN schools_school school ON school.id = member.school_id
    WHERE member.user_id = %s AND member.left_at IS NULL
    ORDER BY member.joined_at, member.id
"""


def current_member(request) -> Membership | None:
    """Return the active membership of this session's user: the chosen one, or else the oldest."""
    user = request.user
    if not user.is_authenticated:
        return None
    walls.enter_user(user.pk)
    found = list(Membership.unscoped.raw(MEMBERSHIPS, [user.pk, user.pk]))
    chosen = request.session.get(SESSION_KEY)
    member = next((m for m in found if str(m.pk) == chosen), found[0] if found else None)
    if member:
        member.user = user
        member.has_more_schools = len(found) > 1
        walls.enter_school(member.school_id, member.pk)
    return member


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
        if settings.DEMO or not hasattr(view, "permission") or not request.member:
            return None
        if request.member.needs_second_factor and not request.member.has_second_factor:
            return redirect("mfa_index")
        return None
