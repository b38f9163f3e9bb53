"""Invitations: send, send again, withdraw; and the page behind the link in the mail."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from schools import services
from schools.account_forms import LoginForm
from schools.emails import MailNotSent
from schools.forms import AcceptForm, InviteForm
from schools.middleware import SESSION_KEY
from schools.models import Invitation, User
from schools.permissions import Permission, requires

NOT_SENT = "De uitnodiging staat klaar, maar de mail kon niet weg. Stuur ze straks opnieuw."
GONE = "Deze uitnodiging was intussen al aanvaard of ingetrokken."


@require_http_methods(["GET", "POST"])
@requires(Permission.MEMBER_MANAGE)
def invitation_send(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.invite_member(
                by=request.member, at=timezone.now(), site=_site(request), **form.cleaned_data
            )
        except services.AlreadyMember:
            form.add_error("email", "Dit adres hoort al bij een lid van jullie school.")
        except services.AlreadyInvited:
            form.add_error(
                "email", "Voor dit adres staat al een uitnodiging open. Je kunt ze opnieuw sturen."
            )
        except MailNotSent:
            messages.warning(request, NOT_SENT)
            return redirect("schools:members")
        else:
            messages.success(request, "De uitnodiging is verstuurd.")
            return redirect("schools:members")
    return render(request, "schools/invite.html", {"form": form})


@require_POST
@requires(Permission.MEMBER_MANAGE)
def invitation_resend(request: HttpRequest, pk: UUID) -> HttpResponse:
    invitation = _get_invitation(request, pk)
    try:
        services.resend_invitation(invitation, by=request.member, at=timezone.now(), site=_site(request))
    except services.InvitationGone:
        messages.warning(request, GONE)
    except MailNotSent:
        messages.warning(request, NOT_SENT)
    else:
        messages.success(request, "De uitnodiging is opnieuw verstuurd. De vorige link werkt niet meer.")
    return redirect("schools:members")


@require_POST
@requires(Permission.MEMBER_MANAGE)
def invitation_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        services.withdraw_invitation(_get_invitation(request, pk), by=request.member, at=timezone.now())
    except services.InvitationGone:
        messages.warning(request, GONE)
    else:
        messages.success(request, "De uitnodiging is ingetrokken. De link werkt niet meer.")
    return redirect("schools:members")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@login_not_required
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let the invited person in: a new one makes an account, a known one logs in first and confirms."""
    invitation = services.find_invitation(token, at=timezone.now())
    if invitation is None:
        return _gone(request)
    try:
        if request.user.is_authenticated:
            return _accept_as_user(request, invitation)
        return _accept_as_visitor(request, invitation)
    except services.InvitationGone:  # somebody was first, a moment ago
        return _gone(request)


def _accept_as_user(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    is_theirs = request.user.email == invitation.email
    if request.method == "POST" and is_theirs:
        member = services.join(invitation, user=request.user, at=timezone.now())
        request.session[SESSION_KEY] = str(member.pk)
        messages.success(request, f"Je bent lid van {invitation.school}.")
        return redirect("home")
    state = "confirm" if is_theirs else "other"
    return render(request, "schools/accept.html", {"invitation": invitation, "state": state})


def _accept_as_visitor(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if User.objects.filter(email=invitation.email).exists():
        return render(request, "schools/accept.html", {"invitation": invitation, "state": "log_in"})
    form = AcceptForm(request.POST if request.method == "POST" else None, invitation=invitation)
    if form.is_valid():
        services.join_as_new(invitation, at=timezone.now(), **form.cleaned_data)
        return _log_in(request, invitation.email, form.cleaned_data["password"])
    return render(request, "schools/accept.html", {"invitation": invitation, "state": "new", "form": form})


def _log_in(request: HttpRequest, email: str, password: str) -> HttpResponse:
    """Log in through allauth's own form, so that its limits and second step apply here too."""
    form = LoginForm({"login": email, "password": password}, request=request)
    return form.login(request) if form.is_valid() else redirect("account_login")


def _gone(request: HttpRequest) -> HttpResponse:
    """Answer for expired, used, withdrawn and unknown alike: a stranger learns nothing."""
    return render(request, "schools/invitation_gone.html", status=404)


def _get_invitation(request: HttpRequest, pk: UUID) -> Invitation:
    return get_object_or_404(Invitation.objects.visible_to(request.member).select_related("school"), pk=pk)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")
