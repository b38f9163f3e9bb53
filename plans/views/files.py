"""The files of the plan: ask for one, see how far it is, take it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from plans.models import File, Format, State
from plans.offers import CODES
from plans.services.file_queue import BUSY, SILENT
from plans.services.files import ask_for_draft, record_taken, try_again
from plans.views.plan_shared import chosen_round
from schools.models import Membership
from schools.permissions import Permission, requires
from schoolsafety import pdf
from schoolsafety.prepared import prepared
from schoolsafety.web import render_page

CONTENT_TYPES = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_POST
@requires(Permission.PLAN_READ)
def file_ask(request: HttpRequest) -> HttpResponse:
    """Ask for one of what the page of the plan offers, of the draft as it is now."""
    round, what = chosen_round(request), CODES.get(request.POST.get("wat", ""))
    if round is None or what is None:
        raise Http404
    kind, audience, format = what
    file = ask_for_draft(
        round, kind=kind, audience=audience, format=format, member=request.member, at=timezone.now()
    )
    return redirect("plans:file_progress", pk=file.pk)


@require_POST
@requires(Permission.PLAN_READ)
def file_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a file that failed be made once more."""
    try_again(own_file(request, pk), at=timezone.now())
    return redirect("plans:file_progress", pk=pk)


@require_safe
@requires(Permission.PLAN_READ)
def file_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far a file is; htmx asks for the part again and again, a browser without it for the page."""
    file = own_file(request, pk)
    context = {"file": file, "is_busy": file.state in BUSY, **_waiting(request, file, timezone.now())}
    if file.state == State.FAILED and file.format == Format.PDF:
        context["can_make_pdf"] = pdf.is_available()
    context["is_moving"] = file.state not in (State.DONE, State.FAILED) and not context["is_left"]
    return render_page(request, "plans/file_progress.html", context, part="plans/_file_progress.html")


@require_safe
@requires(Permission.PLAN_READ)
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a file that is ready; of one that is not, show how far it is."""
    for file in _ready(request.member, pk):
        return file_response(request, file)
    return redirect("plans:file_progress", pk=own_file(request, pk).pk)


def file_response(request: HttpRequest, file: File) -> HttpResponse:
    """Answer with a file that is `to_give`, once it is written down who took it."""
    record_taken(file, by=request.member, at=timezone.now())
    headers = {"Content-Disposition": content_disposition_header(True, file.name)}
    return HttpResponse(file.content, content_type=CONTENT_TYPES[file.format], headers=headers)


def to_give(files: QuerySet[File]) -> QuerySet[File]:
    """Return those of these files that are ready, with what it takes to give them."""
    return files.filter(state=State.DONE).only("school", "kind", "format", "name", "content")


@prepared
def _ready(member: Membership, pk: UUID):
    return to_give(File.objects.visible_to(member).filter(pk=pk))


def own_file(request: HttpRequest, pk: UUID) -> File:
    """Return a file of the school, without what is large."""
    return get_object_or_404(File.objects.visible_to(request.member).light(), pk=pk)


def _waiting(request: HttpRequest, file: File, now: datetime) -> dict:
    """Return how many files of the school go first, and whether it looks as if nobody makes any."""
    if file.state in BUSY:
        return {"is_left": file.beat_at < now - SILENT}
    if file.state != State.WAITING:
        return {"is_left": False}
    files = File.objects.visible_to(request.member)
    is_made = Q(state__in=BUSY, beat_at__gte=now - SILENT)
    earlier = files.filter(state=State.WAITING, asked_at__lt=file.asked_at)
    being_made = files.filter(is_made).count()
    is_left = not being_made and file.asked_at < now - SILENT
    return {"is_left": is_left, "before": being_made + earlier.count()}
