"""Who may read one incident: invite a colleague, extend, withdraw, keep out who is party to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents.access_forms import ExcludeForm, ExtendForm, InviteColleagueForm
from incidents.models import Access, Incident
from incidents.services import access as services
from incidents.views.handling import get_handled
from schools.models import Membership
from schools.permissions import Permission, requires

ENDED = "Deze toegang was intussen al voorbij. Nodig opnieuw uit als dat nodig is."
CANNOT_INVITE = "Deze collega kan intussen niet meer uitgenodigd worden. Kies iemand anders."
LAST_READER = (
    "{} is het enige aanspreekpunt dat deze melding nu kan lezen. Vraag de beheerder eerst om een tweede"
    " aanspreekpunt aan te duiden. Dat leest na 24 uur mee, en daarna kun je dit opnieuw proberen."
)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def access_invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    member, now = request.member, timezone.now()
    incident = get_handled(member, pk, now)
    options = {"incident": incident, "member": member, "today": timezone.localdate(now)}
    form = InviteColleagueForm(request.POST if request.method == "POST" else None, **options)
    if form.is_valid():
        site = request.build_absolute_uri("/")
        try:
            services.invite_colleague(incident, site=site, by=member, at=now, **form.cleaned_data)
        except services.CannotInvite:
            form.add_error("colleague", CANNOT_INVITE)
        else:
            messages.success(request, "Je collega kan meelezen en kreeg een mail, zonder inhoud.")
            return redirect("incidents:detail", pk=pk)
    return render(request, "incidents/invite.html", {"incident": incident, "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def access_extend(request: HttpRequest, pk: UUID, access_pk: UUID) -> HttpResponse:
    member, now = request.member, timezone.now()
    access = _invitation(get_handled(member, pk, now), access_pk)
    today = timezone.localdate(now)
    form = ExtendForm(
        request.POST if request.method == "POST" else None,
        today=today,
        initial={"until_day": today + services.USUAL_TERM},
    )
    if form.is_valid():
        try:
            services.extend_access(access, by=member, at=now, **form.cleaned_data)
        except services.AccessEnded:
            messages.warning(request, ENDED)
        else:
            messages.success(request, "De einddatum is aangepast.")
        return redirect("incidents:detail", pk=pk)
    return render(request, "incidents/extend.html", {"access": access, "form": form})


@require_POST
@requires(Permission.INCIDENT_READ)
def access_withdraw(request: HttpRequest, pk: UUID, access_pk: UUID) -> HttpResponse:
    access = _invitation(get_handled(request.member, pk, timezone.now()), access_pk)
    try:
        services.withdraw_access(access, by=request.member, at=timezone.now())
    except services.AccessEnded:
        messages.warning(request, ENDED)
    else:
        messages.success(request, "De toegang is ingetrokken.")
    return redirect("incidents:detail", pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def access_exclude(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep somebody out; who keeps themselves out has nothing more to see of it."""
    member, incident = request.member, get_handled(request.member, pk, timezone.now())
    form = ExcludeForm(request.POST if request.method == "POST" else None, incident=incident, member=member)
    if form.is_valid():
        party, site = form.cleaned_data["party"], request.build_absolute_uri("/")
        try:
            services.exclude_party(incident, party=party, site=site, by=member, at=timezone.now())
        except services.LastReader:
            form.add_error("party", LAST_READER.format(party.user.name))
        else:
            messages.success(request, "Wie betrokken is, kan de melding niet meer lezen.")
            return redirect("incidents:list") if party == member else redirect("incidents:detail", pk=pk)
    return render(request, "incidents/exclude.html", {"incident": incident, "form": form})


@require_POST
@requires(Permission.INCIDENT_READ)
def access_include(request: HttpRequest, pk: UUID, member_pk: UUID) -> HttpResponse:
    incident = get_handled(request.member, pk, timezone.now())
    members = Membership.objects.visible_to(request.member).select_related("user")
    party = get_object_or_404(members, pk=member_pk)
    services.include_again(incident, party=party, by=request.member, at=timezone.now())
    messages.success(request, "De uitsluiting is weg.")
    return redirect("incidents:detail", pk=pk)


def _invitation(incident: Incident, pk: UUID) -> Access:
    invited = incident.accesses.filter(kind=Access.Kind.INVITED).select_related("member__user", "incident")
    return get_object_or_404(invited, pk=pk)
