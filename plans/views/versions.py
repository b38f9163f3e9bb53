"""Versions of the plan: the list, one of them, and putting forward, adopting and withdrawing it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.models import Version
from plans.services import versions as services
from plans.snapshot import from_json
from plans.version_forms import AdoptForm, ProposeForm, WithdrawForm
from plans.version_rows import files_by_version, story, version_rows
from plans.views.plan_shared import chosen_round
from schools.models import Membership
from schools.permissions import Permission, requires

Status = Version.Status
PEOPLE = ("school", "proposed_by__user", "adopted_by__user", "withdrawn_by__user")


@require_safe
@requires(Permission.PLAN_READ)
def version_list(request: HttpRequest) -> HttpResponse:
    """Show where the draft is, and all versions, the newest first."""
    member = request.member
    scoped = Version.objects.visible_to(member).defer("data").select_related(*PEOPLE)
    versions = list(scoped.order_by("-number", "pk"))
    rows = version_rows(versions, files_by_version(member, *versions))
    context = {
        "versions": rows,
        "round": chosen_round(request),
        "may_compose": member.can(Permission.PLAN_WRITE),
    }
    return render(request, "plans/versions.html", context)


@require_safe
@requires(Permission.PLAN_READ)
def version(request: HttpRequest, pk: UUID) -> HttpResponse:
    version = _version(request, pk)
    (row,) = version_rows([version], files_by_version(request.member, version))
    context = {
        "version": version,
        "row": row,
        "story": story(version),
        "plan": from_json(version.data),
        "check_url": _check_url(request, version) if version.adopted_at else "",
        "is_proposed": version.status == Status.PROPOSED,
        "may_adopt": version.status == Status.PROPOSED and request.member.can(Permission.PLAN_ADOPT),
        "may_withdraw": _may_withdraw(request.member, version),
    }
    return render(request, "plans/version.html", context)


@require_POST
@requires(Permission.PLAN_READ)
def version_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the PDF of a proposal, to read it as it was put forward."""
    version = _version(request, pk)
    if version.status != Status.PROPOSED:
        return redirect("plans:version", pk=pk)
    file = services.reading_copy(version, at=timezone.now())
    return redirect("plans:file_progress", pk=file.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def version_propose(request: HttpRequest) -> HttpResponse:
    """Show what would be put forward, and put it forward."""
    member, now, round = request.member, timezone.now(), chosen_round(request)
    if round is None:
        return redirect("plans:versions")
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            version = services.propose_version(round, by=member, at=now, **form.cleaned_data)
        except services.ProposedMeanwhile:
            messages.warning(request, "Er is intussen al een andere versie. Kijk die eerst na.")
            return redirect("plans:versions")
        except services.EmptyPlan:
            pass  # the page below says so
        else:
            messages.success(request, f"Versie {version.number} ligt klaar voor de directie.")
            return redirect("plans:version", pk=version.pk)
    number = services.next_number(member)
    context = {"round": round, "number": number, "form": ProposeForm(initial={"number": number})}
    context["proposal"] = _proposal(member)
    context["plan"] = services.plan_to_propose(round, member=member, on=timezone.localdate(now))
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/version_propose.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_ADOPT)
def version_adopt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Adopt what was shown; when that is no proposal any more, say what became of it."""
    version, now = _version(request, pk), timezone.now()
    today = timezone.localdate(now)
    data = request.POST if request.method == "POST" else None
    form = AdoptForm(data, today=today, initial={"adopted_on": today, "sha256": version.sha256})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        url = _check_url(request, version)
        try:
            services.adopt_version(version, by=request.member, at=now, check_url=url, **form.cleaned_data)
        except services.ChangedMeanwhile:
            version, status = _version(request, pk), 409
        else:
            messages.success(
                request, f"Versie {version.number} is vastgesteld. De bestanden worden gemaakt."
            )
            return redirect("plans:version", pk=pk)
    context = {"version": version, "form": form, "story": story(version), "plan": from_json(version.data)}
    context |= {"is_proposed": version.status == Status.PROPOSED, "is_other": status == 409}
    context["proposal"] = None if context["is_proposed"] else _proposal(request.member)
    return render(request, "plans/version_adopt.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def version_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw a proposal; an adopted version, only who may adopt one."""
    version, now = _version(request, pk), timezone.now()
    if version.status == Status.ADOPTED and not request.member.can(Permission.PLAN_ADOPT):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = WithdrawForm(data, is_adopted=version.status == Status.ADOPTED)
    if form.is_valid():
        try:
            services.withdraw_version(version, by=request.member, at=now, **form.cleaned_data)
        except services.ChangedMeanwhile:
            messages.warning(request, "Deze versie is intussen veranderd van stand. Kijk ze eerst na.")
        else:
            messages.success(request, f"Versie {version.number} is ingetrokken.")
        return redirect("plans:version", pk=pk)
    context = {"version": version, "form": form, "story": story(version)}
    context["may_withdraw"] = _may_withdraw(request.member, version)
    return render(request, "plans/version_withdraw.html", context, status=422 if form.is_bound else 200)


def _version(request: HttpRequest, pk: UUID) -> Version:
    return get_object_or_404(Version.objects.visible_to(request.member).select_related(*PEOPLE), pk=pk)


def _proposal(member: Membership) -> Version | None:
    proposed = Version.objects.visible_to(member).filter(status=Status.PROPOSED)
    return proposed.defer("data").first()


def _may_withdraw(member: Membership, version: Version) -> bool:
    needed = {Status.PROPOSED: Permission.PLAN_WRITE, Status.ADOPTED: Permission.PLAN_ADOPT}
    return version.status in needed and member.can(needed[version.status])


def _check_url(request: HttpRequest, version: Version) -> str:
    return request.build_absolute_uri(reverse("plans:check", args=[version.pk]))
