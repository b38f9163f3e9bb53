"""Pages as nobody should write them: each lets a word of a case out by another way.

They are the routes of the site and a few more, for @pytest.mark.urls: test_canary_holes asks for them.
"""

import logging
import sys
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.html import escape

from incidents.records import Type
from incidents.services.cases import Case, open_case, show_names
from incidents.views.cases import get_incident
from schools.permissions import Permission, requires
from schools.sheets import XLSX, Table, sheet_response
from schoolsafety import pdf
from schoolsafety.urls import handler403, handler404
from schoolsafety.urls import urlpatterns as site
from schoolsafety.views import server_error

logger = logging.getLogger(__name__)


def case_of(request: HttpRequest, pk: UUID) -> Case:
    return open_case(get_incident(request.member, pk), by=request.member, at=timezone.now())


def last_note(case: Case) -> str:
    return [one.record.text for one in case.written if one.record.type == Type.NOTE][-1]


@requires(Permission.INCIDENT_READ)
def title_in_flash(request, pk):
    messages.success(request, f"“{case_of(request, pk).head.title}” is bewaard.")
    return redirect("incidents:list")


@requires(Permission.INCIDENT_READ)
def story_in_mail(request, pk):
    story = case_of(request, pk).written[0].record.text
    transaction.on_commit(lambda: send_mail("Een melding", story, None, ["iemand@school.example"]))
    return HttpResponse("Verstuurd.")


@requires(Permission.INCIDENT_READ)
def name_in_pdf(request, pk):
    incident = get_incident(request.member, pk)
    name = next(iter(show_names(incident, by=request.member, at=timezone.now()).values()))
    html = f"<html lang='nl'><title>Melding</title><h1>{escape(name)}</h1></html>"
    return HttpResponse(pdf.render_pdf(html), content_type="application/pdf")


@requires(Permission.INCIDENT_READ)
def title_in_sheet(request, pk):
    rows = [[case_of(request, pk).head.title]]
    return sheet_response(Table("Melding", ("Titel",), rows), name="melding", kind=XLSX)


@requires(Permission.INCIDENT_READ)
def note_in_log(request, pk):
    logger.warning("Read the note %s", last_note(case_of(request, pk)))
    return HttpResponse("Gelezen.")


@requires(Permission.INCIDENT_READ)
def title_in_session(request, pk):
    request.session["last"] = case_of(request, pk).head.title
    return HttpResponse("Onthouden.")


@requires(Permission.INCIDENT_READ)
def title_in_cache(request, pk):
    cache.set(f"title-{pk}", case_of(request, pk).head.title)
    return HttpResponse("Onthouden.")


@requires(Permission.INCIDENT_READ)
def title_in_header(request, pk):
    name = f"{case_of(request, pk).head.title}.csv"
    return HttpResponse("", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@requires(Permission.INCIDENT_READ)
def fault(request, pk):
    """Break with a story at hand: in a local variable, not in what it says."""
    story = case_of(request, pk).written[0].record.text
    return HttpResponse({}[len(story)])


@requires(Permission.INCIDENT_READ)
def fault_that_tells(request, pk):
    """Break with the story in the exception itself."""
    raise ValueError(case_of(request, pk).written[0].record.text)


@requires(Permission.INCIDENT_READ)
def fault_on_page(request, pk):
    return fault_that_tells(request, pk)


def handler500(request: HttpRequest) -> HttpResponse:
    """Answer as the site does, but for one page: that says what the fault was."""
    if f"/{fault_on_page.__name__}/" not in request.path:
        return server_error(request)
    return HttpResponse(str(sys.exc_info()[1]), status=500)


KEPT = [title_in_flash, title_in_session, title_in_cache, title_in_header]
VIEWS = [*KEPT, story_in_mail, name_in_pdf, title_in_sheet, note_in_log]
VIEWS += [fault, fault_that_tells, fault_on_page]
urlpatterns = [*(path(f"gat/{view.__name__}/<uuid:pk>/", view) for view in VIEWS), *site]
__all__ = ["handler403", "handler404"]
