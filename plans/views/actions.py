"""Actions: the list, make one from a question or card, change it, finish it, take it up again."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans import services
from plans.action_export import actions_csv
from plans.action_rows import (
    CHOICES,
    EVERYTHING,
    card_actions,
    choose,
    differences,
    list_actions,
    list_page,
)
from plans.forms import ActionForm, ChangeActionForm
from plans.models import Action
from schools.login_log import record_export
from schools.permissions import Permission, requires
from schools.sheets import sheet_response
from themes.models import Card, Question


@require_safe
@requires(Permission.ACTION_READ)
def action_list(request: HttpRequest) -> HttpResponse:
    member, on = request.member, timezone.localdate()
    card, choice = _card(request.GET), _choice(request.GET)
    actions = list_actions(member, card)
    query = _query(choice, card)
    context = list_page(actions, choice, member=member, on=on) | {
        "card": card,
        "total": len(actions),
        "query": query,
        "here": f"{request.path}{query}",
        "finished": next((a for a in actions if str(a.pk) == request.GET.get("klaar")), None),
        "may_write": member.can(Permission.ACTION_WRITE),
    }
    return render(request, "plans/actions.html", context)


@require_safe
@requires(Permission.ACTION_READ)
def action_export(request: HttpRequest) -> HttpResponse:
    """Give what the list shows as a sheet, once it is written down that it was given."""
    member, now = request.member, timezone.now()
    on = timezone.localdate(now)
    actions = list_actions(member, _card(request.GET))
    record_export("actions.exported", by=member, at=now)
    sheet = actions_csv(choose(actions, _choice(request.GET), member=member, on=on))
    return sheet_response(sheet, name=f"acties-{on.isoformat()}")


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def action_add(request: HttpRequest) -> HttpResponse:
    card, question = _origin(request.GET)
    if card is None:
        return render(request, "plans/choose_card.html")
    member, now = request.member, timezone.now()
    on = timezone.localdate(now)
    form = ActionForm(request.POST if request.method == "POST" else None, member=member, today=on)
    if form.is_valid():
        services.add_action(card=card, question=question, by=member, at=now, **form.cleaned_data)
        messages.success(request, "De actie is bewaard.")
        return HttpResponseRedirect(_back(request))
    context = {
        "form": form,
        "action": Action(card=card, question=question),
        "actions": card_actions(member, card, on=on),
        "may_write": True,
        "back": _back(request),
    }
    return render(request, "plans/add.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def action_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an action. When somebody was first, show both versions and let the person choose."""
    action, now = _action(request, pk), timezone.now()
    options = {"member": request.member, "today": timezone.localdate(now)}
    form = ChangeActionForm(request.POST if request.method == "POST" else None, action=action, **options)
    clashes = []
    if form.is_valid():
        try:
            services.change_action(action, by=request.member, at=now, **form.cleaned_data)
        except services.ChangedMeanwhile:
            action = _action(request, pk)
            clashes = differences(action, form.cleaned_data)
            form = ChangeActionForm(_resend(request.POST, action), action=action, **options)
        if not clashes:
            messages.success(request, "De actie is bewaard.")
            return HttpResponseRedirect(_back(request))
    context = {"form": form, "action": action, "clashes": clashes, "back": _back(request)}
    return render(request, "plans/edit.html", context)


@require_POST
@requires(Permission.ACTION_WRITE)
def action_finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Finish an action from the list, which then offers to take it back."""
    action, back = _action(request, pk), _back(request)
    try:
        services.finish_action(action, by=request.member, at=timezone.now())
    except services.ChangedMeanwhile:
        messages.warning(request, "Deze actie was intussen al klaar of geschrapt.")
        return HttpResponseRedirect(back)
    return HttpResponseRedirect(f"{back}{'&' if '?' in back else '?'}klaar={pk}")


@require_POST
@requires(Permission.ACTION_WRITE)
def action_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    action = _action(request, pk)
    try:
        services.reopen_action(action, by=request.member, at=timezone.now())
    except services.ChangedMeanwhile:
        messages.warning(request, "Deze actie was intussen al opnieuw geopend.")
    else:
        messages.success(request, "De actie staat weer op bezig.")
    return HttpResponseRedirect(_back(request))


def _action(request: HttpRequest, pk: UUID) -> Action:
    return get_object_or_404(Action.objects.visible_to(request.member).with_names(), pk=pk)


def _origin(query: QueryDict) -> tuple[Card | None, Question | None]:
    """Return the card and the question that an action is made from; 404 when they do not exist."""
    if "vraag" not in query:
        return _card(query), None
    question = _get_by_number(Question.objects.select_related("card__theme"), query["vraag"])
    return question.card, question


def _card(query: QueryDict) -> Card | None:
    if "kaart" not in query:
        return None
    return _get_by_number(Card.objects.select_related("theme"), query["kaart"])


def _get_by_number(rows, text: str):
    try:
        return get_object_or_404(rows, pk=int(text))
    except ValueError:
        raise Http404 from None


def _choice(query: QueryDict) -> str:
    choice = query.get("toon")
    return choice if choice in CHOICES else EVERYTHING


def _query(choice: str, card: Card | None) -> str:
    """Return the query string of a list, "" for the whole one."""
    given = {"toon": choice} if choice != EVERYTHING else {}
    if card:
        given["kaart"] = card.pk
    return f"?{urlencode(given)}" if given else ""


def _resend(data: QueryDict, action: Action) -> QueryDict:
    """Return what was sent as if it started from the present version: sending it again means it."""
    data = data.copy()
    data["version"] = action.version
    return data


def _back(request: HttpRequest) -> str:
    """Return where the person came from, when that is a page of this site; else the list."""
    path = request.POST.get("next") or request.GET.get("next", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(path, allowed_hosts=hosts, require_https=request.is_secure()):
        return path
    return reverse("plans:actions")
