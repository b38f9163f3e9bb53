"""What becomes of an action: finish it, look back, take it up again, hand it over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from plans.action_forms import EvaluateForm, HandOverForm
from plans.action_words import differences
from plans.models import Action, Status
from plans.services import actions as services
from plans.views.action_shared import own_action, resend, site_of, way_back
from schools.permissions import Permission, requires

OPEN_ALREADY = "Deze actie was intussen al opnieuw geopend."


@require_POST
@requires(Permission.ACTION_WRITE)
def action_finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Finish an action from where one was, which then offers to take it back or to look back."""
    action, back = own_action(request, pk), way_back(request)
    try:
        services.finish_action(action, by=request.member, at=timezone.now())
    except services.ChangedMeanwhile:
        messages.warning(request, "Deze actie was intussen al klaar of geschrapt.")
        return HttpResponseRedirect(back)
    return HttpResponseRedirect(f"{back}{'&' if '?' in back else '?'}klaar={pk}")


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def action_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an action up again; with a look-back, which goes then, only once somebody confirmed that."""
    action, back = own_action(request, pk), way_back(request)
    if action.is_open:
        messages.warning(request, OPEN_ALREADY)
        return HttpResponseRedirect(back)
    if _still_asks(request, action):
        return render(request, "plans/reopen.html", {"action": action, "back": back})
    try:
        services.reopen_action(action, by=request.member, at=timezone.now(), version=action.version)
    except services.ChangedMeanwhile:
        messages.warning(request, OPEN_ALREADY)
    else:
        messages.success(request, "De actie staat weer op bezig.")
    return HttpResponseRedirect(back)


def _still_asks(request: HttpRequest, action: Action) -> bool:
    """Tell whether somebody still has to read what goes: this look-back, and not an older one."""
    is_read = request.POST.get("version") == str(action.version)
    return request.method == "GET" or bool(action.helped) and not is_read


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def action_evaluate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say whether a finished action helped. When somebody was first, show both versions."""
    action, back = own_action(request, pk), way_back(request, reverse("plans:action", args=[pk]))
    if action.status != Status.DONE and request.method == "GET":
        messages.warning(request, "Deze actie staat niet op klaar. Terugblikken kan als ze klaar is.")
        return HttpResponseRedirect(back)
    form = EvaluateForm(request.POST if request.method == "POST" else None, action=action)
    clashes = []
    if form.is_valid():
        sent = form.cleaned_data
        try:
            services.evaluate_action(action, by=request.member, at=timezone.now(), **sent)
        except services.ChangedMeanwhile:
            action = own_action(request, pk)
            clashes = differences(action, sent)
            form = EvaluateForm(resend(request.POST, action), action=action)
        if not clashes:
            messages.success(request, "De terugblik is bewaard.")
            return HttpResponseRedirect(back)
    context = {"form": form, "action": action, "clashes": clashes, "back": back}
    return render(request, "plans/evaluate.html", context | {"is_done": action.status == Status.DONE})


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def action_hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give an action to a colleague. When it changed meanwhile, show who has it now and ask again."""
    action, member = own_action(request, pk), request.member
    back = way_back(request, reverse("plans:action", args=[pk]))
    if request.POST.get("to") == str(action.owner_id):  # the same form, sent again
        return HttpResponseRedirect(back)
    form = HandOverForm(request.POST if request.method == "POST" else None, action=action, member=member)
    is_changed = False
    if form.is_valid():
        options = {"site": site_of(request), "by": member, "at": timezone.now()}
        try:
            services.hand_over_action(action, **options, **form.cleaned_data)
        except services.ChangedMeanwhile:
            action, is_changed = own_action(request, pk), True
            form = HandOverForm(resend(request.POST, action), action=action, member=member)
        else:
            messages.success(request, "De actie is doorgegeven.")
            return HttpResponseRedirect(back)
    context = {"form": form, "action": action, "is_changed": is_changed, "back": back}
    return render(request, "plans/hand_over.html", context)
