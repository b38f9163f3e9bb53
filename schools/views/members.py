"""Who is a member of the school: the list, their roles, and showing somebody out."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from schools import services
from schools.forms import RolesForm
from schools.models import Invitation, Membership
from schools.permissions import Permission, Role, requires

LEFT_MEANWHILE = "Dit lidmaatschap was intussen al beëindigd."


@require_safe
@requires(Permission.MEMBER_READ)
def member_list(request: HttpRequest) -> HttpResponse:
    member, now = request.member, timezone.now()
    members = members_by_name(request)
    pending = Invitation.objects.visible_to(member).pending().order_by("invited_at", "pk")
    context = {
        "members": members,
        "contact_count": sum(Role.CONTACT in m.roles for m in members),
        "invitations": [(invitation, invitation.is_expired(now)) for invitation in pending],
        "may_manage": member.can(Permission.MEMBER_MANAGE),
        "may_read_terms": member.can(Permission.RETENTION_READ),
    }
    return render(request, "schools/members.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEMBER_MANAGE)
def member_roles(request: HttpRequest, pk: UUID) -> HttpResponse:
    changed = get_object_or_404(members_by_name(request), pk=pk)
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": changed.roles})
    if form.is_valid():
        try:
            services.change_roles(changed, by=request.member, at=timezone.now(), **form.cleaned_data)
        except services.LastAdmin:
            form.add_error(
                "roles", "Er moet minstens één beheerder zijn. Geef eerst iemand anders deze rol."
            )
        except services.MemberLeft:
            messages.warning(request, LEFT_MEANWHILE)
            return redirect("schools:members")
        else:
            messages.success(request, "De rollen zijn aangepast.")
            return redirect("home" if changed.pk == request.member.pk else "schools:members")
    return render(request, "schools/roles.html", {"changed": changed, "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.MEMBER_MANAGE)
def member_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a colleague out; to leave yourself there is the page of your own profile."""
    ended = get_object_or_404(members_by_name(request).exclude(pk=request.member.pk), pk=pk)
    if request.method == "POST":
        try:
            services.end_membership(ended, by=request.member, at=timezone.now())
        except services.MemberLeft:
            messages.warning(request, LEFT_MEANWHILE)
        else:
            messages.success(request, "Het lidmaatschap is beëindigd.")
        return redirect("schools:members")
    return render(request, "schools/end.html", {"ended": ended})


def members_by_name(request: HttpRequest) -> QuerySet[Membership]:
    """Return who belongs to the school now. Page and export ask here: they show the same."""
    members = Membership.objects.visible_to(request.member).active()
    return members.select_related("user").order_by("user__name", "pk")
