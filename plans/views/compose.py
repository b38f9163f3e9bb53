"""What the school adds to its plan: its own texts, the remarks that it prints, its logo."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import Round
from plans.compose_forms import ComposeForm, LogoForm, RemarksForm
from plans.compose_words import differences
from plans.models import Composition, Logo
from plans.remarks import by_card, remarks_of
from plans.services import composition as services
from plans.views.action_shared import resend
from plans.views.plan_shared import themes_in
from schools.models import Membership
from schools.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def compose(request: HttpRequest) -> HttpResponse:
    """Change the school's texts. When somebody was first, show both and let the person choose."""
    member, now = request.member, timezone.now()
    round, composition = _newest_round(member), _composition(member)
    options = {"themes": themes_in(round) if round else [], "today": timezone.localdate(now)}
    data = request.POST if request.method == "POST" else None
    form, clashes = ComposeForm(data, composition=composition, **options), []
    if form.is_valid():
        sent = form.composed()
        try:
            services.save_composition(by=member, at=now, **sent)
        except services.ChangedMeanwhile:
            composition = _composition(member)
            clashes = differences(composition, sent, options["themes"])
            again = resend(data, composition)
            form = ComposeForm(again, composition=composition, **options)
        else:
            messages.success(request, "Jullie teksten zijn bewaard.")
            return redirect("plans:compose")
    context = {"form": form, "clashes": clashes, "round": round, "may_compose": True}
    return render(request, "plans/compose.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def remarks(request: HttpRequest) -> HttpResponse:
    """Choose the remarks that are printed. What is kept are the words that the page showed."""
    member, round = request.member, _newest_round(request.member)
    found = {remark.key: remark for remark in (remarks_of(round, member) if round else ())}
    form = RemarksForm(request.POST if request.method == "POST" else None, keys=found)
    if round and form.is_valid():
        ticked, unticked = form.changes()
        services.choose_remarks(
            round,
            add={found[key].question.pk: found[key].text for key in ticked},
            remove=[found[key].question.pk for key in unticked],
            by=member,
            at=timezone.now(),
        )
        messages.success(request, "Jullie keuze is bewaard.")
        return redirect("plans:remarks")
    chosen = {key for key, remark in found.items() if remark.is_chosen}
    context = {
        "form": form,
        "round": round,
        "cards": by_card(found.values()),
        "ticked": form.ticked() if form.is_bound else chosen,
        "before": chosen,
        "may_compose": True,
    }
    return render(request, "plans/compose_remarks.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def logo(request: HttpRequest) -> HttpResponse:
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if form.is_valid():
        services.save_logo(form.cleaned_data["logo"], by=request.member, at=timezone.now())
        messages.success(request, "Het logo is bewaard.")
        return redirect("plans:logo")
    context = {"form": form, "logo": _logos(request.member).defer("png").first(), "may_compose": True}
    return render(request, "plans/compose_logo.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.PLAN_READ)
def logo_image(request: HttpRequest) -> HttpResponse:
    """Give the logo, which is a PNG that we made ourselves."""
    found = get_object_or_404(_logos(request.member))
    return HttpResponse(bytes(found.png), content_type="image/png")


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def logo_remove(request: HttpRequest) -> HttpResponse:
    found = _logos(request.member).defer("png").first()
    if found is None:
        messages.warning(request, "Er staat geen logo meer in het plan.")
        return redirect("plans:logo")
    if request.method == "POST":
        services.remove_logo(found, by=request.member, at=timezone.now())
        messages.success(request, "Het logo is weggehaald.")
        return redirect("plans:logo")
    return render(request, "plans/compose_logo_remove.html", {"logo": found})


def _newest_round(member: Membership) -> Round | None:
    rounds = Round.objects.visible_to(member).select_related("criteria_set")
    return rounds.newest_first().first()


def _composition(member: Membership) -> Composition | None:
    return Composition.objects.visible_to(member).first()


def _logos(member: Membership):
    return Logo.objects.visible_to(member)
