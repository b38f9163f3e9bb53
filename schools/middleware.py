"""`request.member`: the membership in which somebody works, read from the database on each request."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect

from schools.models import Membership

SESSION_KEY = "membership"


def current_member(request) -> Membership | None:
    """Return the active membership of this session's user: the chosen one, or else the oldest."""
    memberships = (
        Membership.unscoped.active()
        .filter(user=request.user)
        .select_related("school")
        .annotate(has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("user"))))
        .order_by("joined_at", "pk")
    )
    chosen = request.session.get(SESSION_KEY)
    found = list(memberships)
    member = next((m for m in found if str(m.pk) == chosen), found[0] if found else None)
    if member:
        member.user = request.user
        member.has_more_schools = len(found) > 1
    return member


class MemberMiddleware:
    """Set request.member, and send members who need a second factor to set it up first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.member = current_member(request) if request.user.is_authenticated else None
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not hasattr(view, "permission") or request.member is None or settings.DEMO:
            return None
        if request.member.needs_second_factor and not request.member.has_second_factor:
            return redirect("mfa_index")
        return None
