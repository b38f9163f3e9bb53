"""Requests for access: the list, opening one, reading it, and how it ends."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.leak import AUTHORITIES
from incidents.models import AccessRequest
from incidents.request_content import Request, State
from incidents.request_forms import CloseRequestForm, OpenRequestForm, ReviewForm
from incidents.services.cases import ChangedMeanwhile
from incidents.services.request_answers import (
    SamePerson,
    approve_request,
    close_request,
    send_back,
    take_answer,
)
from incidents.services.requests import NotNow, open_request, read_request, requests_of
from schools.models import Country, Membership
from schools.permissions import Permission, requires
from schoolsafety import pdf
from schoolsafety.web import keep_typed


@require_safe
@requires(Permission.REQUEST_APPROVE)
def request_list(request: HttpRequest) -> HttpResponse:
    """Show which requests there are, by number: who asked stands on the page of each."""
    member, today = request.member, timezone.localdate()
    found = requests_of(member, timezone.now())
    rows = [(row, content, content.due_on < today and not row.is_closed) for row, content in found]
    context = {
        "open_rows": [one for one in rows if not one[0].is_closed],
        "closed_rows": [one for one in rows if one[0].is_closed],
        "may_open": member.can(Permission.INCIDENT_HANDLE),
    }
    return render(request, "incidents/requests/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_HANDLE)
def request_open(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = OpenRequestForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate(now)
    )
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "incidents/requests/open.html", {"form": form}, status=status)
    row = open_request(by=request.member, at=now, **form.cleaned_data)
    messages.success(request, f"{row} is bewaard.")
    return redirect("incidents:request_search", pk=row.pk)


@require_safe
@requires(Permission.REQUEST_APPROVE)
def request_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a request; that it was read is recorded first."""
    return show_request(request, get_request(request.member, pk)[0])


def show_request(
    request: HttpRequest, row: AccessRequest, *, status: int = 200, form: ReviewForm | None = None, **extra
) -> HttpResponse:
    content = read_request(row, by=request.member, at=timezone.now())
    is_own, handles = row.opened_by_id == request.member.pk, request.member.can(Permission.INCIDENT_HANDLE)
    may_review = content.state == State.REVIEW and not is_own and not row.is_closed
    context = {
        "row": row,
        "content": content,
        "may_draft": is_own and handles and content.state == State.OPEN and not row.is_closed,
        "may_close": handles and not row.is_closed,
        "may_print": content.state in (State.APPROVED, State.ANSWERED),
        "can_make_pdf": pdf.is_available(),
        "form": (form or ReviewForm(initial={"seen": row.version})) if may_review else None,
    }
    return render(request, "incidents/requests/detail.html", context | extra, status=status)


@require_POST
@requires(Permission.REQUEST_APPROVE)
def request_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve the draft, or send it back with a remark. Never by who made it."""
    row, _ = get_request(request.member, pk)
    form, act = ReviewForm(request.POST), {"by": request.member, "at": timezone.now()}
    if row.opened_by_id == request.member.pk:
        raise PermissionDenied
    if not form.is_valid():
        return show_request(request, row, status=422, form=form)
    seen = form.cleaned_data["seen"]
    try:
        if "terug" in request.POST:
            send_back(row, remark=form.cleaned_data["remark"], seen=seen, **act)
        else:
            approve_request(row, seen=seen, **act)
    except SamePerson:
        raise PermissionDenied from None
    except (NotNow, ChangedMeanwhile):
        return keep_typed(request, "gone", status=409)
    sent_back = "Het antwoord gaat terug naar wie het maakte."
    messages.success(request, sent_back if "terug" in request.POST else "Het antwoord is goedgekeurd.")
    return redirect("incidents:requests")


@require_safe
@requires(Permission.REQUEST_APPROVE)
def request_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the approved answer as PDF; when that cannot be made, 503 and the page that says so."""
    row, _ = get_request(request.member, pk)
    try:
        content = take_answer(row, by=request.member, at=timezone.now())
        made = pdf.render_pdf(answer_html(row, content))
    except NotNow:
        raise Http404 from None
    except (pdf.LibraryMissing, pdf.RenderingFailed):
        return show_request(request, row, status=503, pdf_failed=True)
    headers = {"Content-Disposition": content_disposition_header(True, f"inzage-{row.number}.pdf")}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def answer_html(row: AccessRequest, content: Request) -> str:
    """Return the answer as the page that becomes PDF."""
    country = row.school.country
    authority = AUTHORITIES[country]
    if country == Country.FLANDERS:
        authority += " of de Gegevensbeschermingsautoriteit"
    context = {"row": row, "school": row.school, "content": content, "authority": authority}
    return render_to_string("pdf/access_request.html", context | {"on": timezone.localdate()})


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_HANDLE)
def request_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a request: answered, or refused with the reason. The page shows only its number."""
    row, content = get_request(request.member, pk)
    if row.is_closed and request.method == "GET":
        messages.warning(request, "Deze vraag is al afgesloten.")
        return redirect("incidents:request", pk=pk)
    data, may_answer = request.POST if request.method == "POST" else None, content.state == State.APPROVED
    form = CloseRequestForm(data, may_answer=may_answer)
    if not form.is_valid():
        context = {"row": row, "form": form, "may_answer": may_answer}
        status = 422 if form.is_bound else 200
        return render(request, "incidents/requests/close.html", context, status=status)
    outcome, reason = State(form.cleaned_data["outcome"]), form.cleaned_data["reason"]
    act = {"seen": row.version, "by": request.member, "at": timezone.now()}
    try:
        close_request(row, outcome=outcome, reason=reason, **act)
    except (NotNow, ChangedMeanwhile):
        return keep_typed(request, "gone", status=409)
    messages.success(request, f"{row} is afgesloten.")
    return redirect("incidents:requests")


def get_request(member: Membership, pk: UUID) -> tuple[AccessRequest, Request]:
    """Return a request that this member may read, with what stands in it; 404 otherwise."""
    found = requests_of(member, timezone.now())
    one = next((pair for pair in found if pair[0].pk == pk), None)
    if one is None:
        raise Http404
    return one
