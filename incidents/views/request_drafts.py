"""Making the answer to a request for access: finding the person, and editing the draft."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.models import AccessRequest
from incidents.request_content import Request, State
from incidents.request_forms import DraftForm, PieceForm, SearchForm
from incidents.services.cases import CaseGone, ChangedMeanwhile
from incidents.services.requests import NotNow, make_draft, read_request, save_draft, search_person
from incidents.views.requests import get_request
from schools.models import Membership
from schools.permissions import Permission, requires
from schoolsafety.web import keep_typed


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_HANDLE)
def request_search(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look for a name, and show who is called so. The name travels in a POST only."""
    row, _ = get_own(request.member, pk)
    form = SearchForm(request.POST if request.method == "POST" else None)
    context = {"row": row, "form": form}
    if form.is_valid():
        now, name = timezone.now(), form.cleaned_data["name"]
        try:
            context["found"] = search_person(row, name=name, by=request.member, at=now)
        except NotNow:
            return keep_typed(request, "gone", status=409)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "incidents/requests/search.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_HANDLE)
def request_draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the draft and save it, as it is or for a second person to read."""
    row, content = get_own(request.member, pk)
    if row.is_closed or content.state != State.OPEN:
        return (
            keep_typed(request, "gone", status=409) if request.POST else redirect("incidents:request", pk)
        )
    if request.method == "GET":
        content = read_request(row, by=request.member, at=timezone.now())
        return _page(request, row, content, _draft_form(row, content), _piece_forms(content))
    if "kies" in request.POST:
        return _choose(request, row)
    form, pieces = _draft_form(row, content, request.POST), _piece_forms(content, request.POST)
    if not all([form.is_valid(), *(piece.is_valid() for piece in pieces)]):
        return _page(request, row, content, form, pieces, status=422)
    return _save(request, row, form, pieces)


def _choose(request: HttpRequest, row: AccessRequest) -> HttpResponse:
    """Put the incidents of the persons who were ticked in the draft."""
    try:
        chosen = [_pair(value) for value in request.POST.getlist("persoon")]
    except ValueError:
        chosen = []
    if not chosen:
        messages.warning(request, "Vink minstens één persoon aan. Zoek daarvoor nog eens.")
        return redirect("incidents:request_search", pk=row.pk)
    try:
        make_draft(row, chosen=chosen, seen=row.version, by=request.member, at=timezone.now())
    except CaseGone:
        messages.warning(request, "Een van de meldingen is er niet meer. Zoek nog eens.")
        return redirect("incidents:request_search", pk=row.pk)
    except (NotNow, ChangedMeanwhile):
        return keep_typed(request, "gone", status=409)
    return redirect("incidents:request_draft", pk=row.pk)


def _pair(value: str) -> tuple[UUID, UUID]:
    incident, _, person = value.partition(":")
    return UUID(incident), UUID(person)


def _save(
    request: HttpRequest, row: AccessRequest, form: DraftForm, pieces: list[PieceForm]
) -> HttpResponse:
    is_ready, member = "klaar" in request.POST, request.member
    act = {"site": request.build_absolute_uri("/"), "by": member, "at": timezone.now()}
    try:
        save_draft(
            row, pieces=[piece.edited() for piece in pieces], is_ready=is_ready, **form.cleaned_data, **act
        )
    except NotNow:
        return keep_typed(request, "gone", status=409)
    except ChangedMeanwhile:
        return _clash(request, row)
    messages.success(request, "Het ontwerp wacht op een tweede persoon." if is_ready else "Dat is bewaard.")
    return redirect("incidents:request", pk=row.pk)


def _clash(request: HttpRequest, row: AccessRequest) -> HttpResponse:
    """Show what was sent beside what was saved meanwhile: sending it again means it."""
    row, content = get_own(request.member, row.pk)
    content = read_request(row, by=request.member, at=timezone.now())
    data = request.POST.copy()
    data["seen"] = row.version
    pieces = _piece_forms(content, data)
    for piece in pieces:
        if piece.is_valid() and piece.edited() != piece.piece:
            saved = piece.piece
            piece.saved = saved.text if saved.keep else f"(weggelaten: {saved.reason})"
    return _page(request, row, content, _draft_form(row, content, data), pieces, status=409, is_clash=True)


def _draft_form(row: AccessRequest, content: Request, data=None) -> DraftForm:
    initial = {"origin": content.origin, "shared": content.shared, "seen": row.version}
    return DraftForm(data, initial=initial)


def _piece_forms(content: Request, data=None) -> list[PieceForm]:
    return [PieceForm(data, piece=piece) for piece in content.pieces]


def _page(
    request: HttpRequest,
    row: AccessRequest,
    content: Request,
    form: DraftForm,
    pieces: list[PieceForm],
    *,
    status: int = 200,
    is_clash: bool = False,
) -> HttpResponse:
    of_case = {chosen.name: [p for p in pieces if p.piece.case == chosen.name] for chosen in content.chosen}
    cases = [(chosen, of_case[chosen.name]) for chosen in content.chosen]
    context = {"row": row, "content": content, "form": form, "cases": cases, "is_clash": is_clash}
    return render(request, "incidents/requests/draft.html", context, status=status)


def get_own(member: Membership, pk: UUID) -> tuple[AccessRequest, Request]:
    """Return a request that this member opened: nobody else makes its draft, so that two people see it."""
    row, content = get_request(member, pk)
    if row.opened_by_id != member.pk:
        raise PermissionDenied
    return row, content
