"""Log an incident, in under a minute and by keyboard."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.report_forms import ReportForm, new_persons, person_forms
from incidents.services.report import report_incident
from incidents.theme_names import current_themes
from schools.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_HANDLE)
def incident_report(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    options = {"themes": current_themes(), "now": now}
    if request.method != "POST":
        return _page(request, ReportForm(**options), person_forms())
    if "nog-iemand" in request.POST:
        form = ReportForm(initial=request.POST.dict(), **options)
        return _page(request, form, person_forms(request.POST, add=True))
    form, persons = ReportForm(request.POST, **options), person_forms(request.POST)
    if not all([form.is_valid(), *(person.is_valid() for person in persons)]):
        return _page(request, form, persons, status=422)
    incident = report_incident(
        head=form.head(),
        story=form.cleaned_data["story"],
        persons=new_persons(persons),
        key=form.cleaned_data["key"],
        by=request.member,
        at=now,
    )
    messages.success(request, f"{incident} is bewaard.")
    return redirect("incidents:detail", pk=incident.pk)


def _page(request: HttpRequest, form: ReportForm, persons: list, status: int = 200) -> HttpResponse:
    context = {"form": form, "persons": persons}
    return render(request, "incidents/report.html", context, status=status)
