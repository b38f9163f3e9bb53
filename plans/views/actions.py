"""Actions: the list, the page of one, make one, change one."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.action_filter import chosen
from plans.action_forms import ActionForm, ChangeActionForm
from plans.action_history import history
from plans.action_origin import origin_of
from plans.action_rows import action_row, card_actions, list_page
from plans.action_words import differences
from plans.models import Action, Status
from plans.services import actions as services
from plans.views.action_shared import own_action, resend, site_of, way_back
from schools.permissions import Permission, requires


@require_safe
@requires(Permission.ACTION_READ)
def action_list(request: HttpRequest) -> HttpResponse:
    member, on = request.member, timezone.localdate()
    found = chosen(request.GET, member, on)
    query = found.query()
    context = list_page(found, member=member, on=on) | {
        "found": found,
        "query": query,
        "here": f"{request.path}{query}",
        "finished": _just_finished(found.everything, request),
        "may_write": member.can(Permission.ACTION_WRITE),
    }
    return render(request, "plans/actions.html", context)


@require_safe
@requires(Permission.ACTION_READ)
def action_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show all there is to know of one action, and what one may do with it."""
    action, member, back = own_action(request, pk), request.member, way_back(request)
    context = {
        "action": action,
        "row": action_row(action, member, on=timezone.localdate()),
        "history": history(action),
        "is_done": action.status == Status.DONE,
        "here": f"{request.path}?{urlencode({'next': back})}",
        "back": back,
        "finished": _just_finished([action], request),
        "may_write": member.can(Permission.ACTION_WRITE),
    }
    return render(request, "plans/action.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def action_add(request: HttpRequest) -> HttpResponse:
    member, now = request.member, timezone.now()
    origin, on = origin_of(request.GET, member), timezone.localdate(now)
    if origin.card is None:
        return render(request, "plans/choose_card.html")
    data = request.POST if request.method == "POST" else None
    form = ActionForm(data, member=member, today=on, initial={"source": origin.source})
    if form.is_valid():
        what = {"card": origin.card, "question": origin.question} | form.cleaned_data
        services.add_action(by=member, at=now, **what)
        messages.success(request, "De actie is bewaard.")
        return HttpResponseRedirect(way_back(request))
    context = {
        "form": form,
        "action": Action(card=origin.card, question=origin.question),
        "lessons": origin.lessons,
        "actions": card_actions(member, origin.card, on=on),
        "back": way_back(request),
    }
    return render(request, "plans/add.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def action_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an action. When somebody was first, show both versions and let the person choose."""
    action, now = own_action(request, pk), timezone.now()
    back = way_back(request, reverse("plans:action", args=[pk]))
    options = {"member": request.member, "today": timezone.localdate(now)}
    form = ChangeActionForm(request.POST if request.method == "POST" else None, action=action, **options)
    clashes = []
    if form.is_valid():
        sent = form.cleaned_data
        try:
            services.change_action(action, by=request.member, at=now, site=site_of(request), **sent)
        except services.ChangedMeanwhile:
            action = own_action(request, pk)
            clashes = differences(action, sent)
            form = ChangeActionForm(resend(request.POST, action), action=action, **options)
        if not clashes:
            messages.success(request, "De actie is bewaard.")
            return HttpResponseRedirect(back)
    context = {"form": form, "action": action, "clashes": clashes, "back": back}
    return render(request, "plans/edit.html", context)


def _just_finished(actions: list[Action], request: HttpRequest) -> Action | None:
    """Return the action that was finished a moment ago, to offer what comes next and the way back."""
    done = (a for a in actions if str(a.pk) == request.GET.get("klaar") and a.status == Status.DONE)
    return next(done, None)
