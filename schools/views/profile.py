"""Your own page: who you are here, switching school, leaving."""

from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schools import services
from schools.forms import MailsForm
from schools.mail_choices import choose_mails
from schools.middleware import SESSION_KEY
from schools.permissions import Permission, requires


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    member, others, form = request.member, (), None
    if member and member.has_more_schools:
        others = services.memberships_of(request.user).exclude(pk=member.pk)
    if member and member.can(Permission.ACTION_READ):  # nobody else gets these mails
        form = MailsForm(initial=model_to_dict(member, MailsForm.base_fields))
    return render(request, "schools/profile.html", {"other_memberships": others, "form": form})


@require_POST
@requires(Permission.ACTION_READ)
def mails_choose(request: HttpRequest) -> HttpResponse:
    form = MailsForm(request.POST)
    if form.is_valid():
        try:
            choose_mails(by=request.member, at=timezone.now(), **form.cleaned_data)
        except services.MemberLeft:
            return redirect("home")
        messages.success(request, "Je keuze is bewaard.")
    return redirect("schools:profile")


@require_POST
def member_switch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Work in another school from now on, in this session."""
    member = get_object_or_404(services.memberships_of(request.user), pk=pk)
    request.session[SESSION_KEY] = str(member.pk)
    messages.success(request, f"Je werkt nu in {member.school}.")
    return redirect("home")


@require_http_methods(["GET", "POST"])
def member_leave(request: HttpRequest) -> HttpResponse:
    if not request.member:
        return redirect("schools:none")
    if request.method == "POST":
        try:
            services.end_membership(request.member, by=request.member, at=timezone.now())
        except services.LastAdmin:
            return redirect("schools:leave")  # which says why
        except services.MemberLeft:
            pass
        else:
            messages.success(request, f"Je bent geen lid meer van {request.member.school}.")
        return redirect("home")
    context = {"is_last_admin": services.is_last_admin(request.member)}
    return render(request, "schools/leave.html", context)


@require_safe
def no_school(request: HttpRequest) -> HttpResponse:
    return render(request, "schools/none.html")
