"""Who does what in the school: the list, take over a member, add, change, remove."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.compose_forms import ChangeResponsibilityForm, ResponsibilityForm
from plans.compose_words import person_differences
from plans.models import Responsibility
from plans.people import offers
from plans.services import people as services
from plans.views.action_shared import resend
from schools.models import Membership
from schools.permissions import Permission, requires


@require_safe
@requires(Permission.PLAN_READ)
def person_list(request: HttpRequest) -> HttpResponse:
    member = request.member
    may_write, people = member.can(Permission.PLAN_WRITE), _people(member)
    context = {
        "people": people,
        "offers": offers(member, people) if may_write else [],
        "may_compose": may_write,
    }
    return render(request, "plans/people.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def person_add(request: HttpRequest) -> HttpResponse:
    form = ResponsibilityForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.add_person(by=request.member, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "De persoon staat in de lijst.")
        return redirect("plans:people")
    return render(request, "plans/people_add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def person_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a row. When somebody was first, show both versions and let the person choose."""
    person = _person(request, pk)
    form = ChangeResponsibilityForm(request.POST if request.method == "POST" else None, person=person)
    clashes = []
    if form.is_valid():
        try:
            services.change_person(person, by=request.member, at=timezone.now(), **form.cleaned_data)
        except services.ChangedMeanwhile:
            person = _person(request, pk)
            clashes = person_differences(person, form.cleaned_data)
            form = ChangeResponsibilityForm(resend(request.POST, person), person=person)
        else:
            messages.success(request, "De wijziging is bewaard.")
            return redirect("plans:people")
    context = {"form": form, "person": person, "clashes": clashes}
    return render(request, "plans/people_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def person_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = _person(request, pk)
    if request.method == "POST":
        services.remove_person(person, by=request.member, at=timezone.now())
        messages.success(request, "De persoon is uit de lijst gehaald.")
        return redirect("plans:people")
    return render(request, "plans/people_remove.html", {"person": person})


@require_POST
@requires(Permission.PLAN_WRITE)
def person_take(request: HttpRequest, pk: UUID, task: str) -> HttpResponse:
    """Take a member over with the task of their role; how to reach them is still to be written."""
    member = request.member
    taken = get_object_or_404(Membership.objects.visible_to(member).active(), pk=pk)
    found = (o for o in offers(member, _people(member)) if (o.member, o.task) == (taken, task))
    offer = next(found, None)
    if offer is None:
        messages.warning(request, "Deze persoon stond al in de lijst, of heeft deze rol niet meer.")
        return redirect("plans:people")
    name = offer.member.user.name
    services.add_person(task=offer.task, name=name, key=pk, by=member, at=timezone.now())
    messages.success(request, "De persoon staat in de lijst. Vul nog aan hoe je die bereikt.")
    return redirect("plans:people")


def _person(request: HttpRequest, pk: UUID) -> Responsibility:
    return get_object_or_404(Responsibility.objects.visible_to(request.member), pk=pk)


def _people(member: Membership) -> list[Responsibility]:
    return list(Responsibility.objects.visible_to(member).in_order())
