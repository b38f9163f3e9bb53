"""The page where whoever has an adopted plan sees what it should be, and has a file of it checked."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from plans.checking import HashingHandler
from plans.services.checking import adopted_version
from plans.version_forms import CheckForm


# Exempt because it changes nothing, whoever sends it; and looking for the token would read the file,
# before the handler that keeps none of it stands there.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@login_not_required
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell what may be known of a version that was adopted; of any other, that there is no such page."""
    version = adopted_version(pk)
    if version is None:
        raise Http404
    context = {"version": version, "form": CheckForm()}
    if request.method == "POST":
        request.upload_handlers = [HashingHandler(request)]
        context["form"] = form = CheckForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            context |= {"checked": file, "label": version.label_of(file.sha256)}
    status = 422 if context["form"].errors else 200
    return render(request, "plans/check.html", context, status=status)
