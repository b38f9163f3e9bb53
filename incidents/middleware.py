"""What may go wrong with any page that touches the register, and how it is then answered."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from incidents.key_file import KeyFileFault
from incidents.services.cases import CaseClosed, CaseGone
from schoolsafety.web import keep_typed

logger = logging.getLogger(__name__)


class RegisterMiddleware:
    """Give back what was typed when the keys are missing, or when somebody was first.

    Without keys nothing of the register can be read or written: 503, and a page for the operator.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, CaseClosed):
            return keep_typed(request, "closed", status=409)
        if isinstance(exception, CaseGone):
            return keep_typed(request, "gone", status=404)
        if not isinstance(exception, KeyFileFault):
            return None
        logger.error("The register cannot be opened: %s", exception)
        if request.method == "POST":
            return keep_typed(request, "no_keys", status=503)
        return render(request, "incidents/no_keys.html", status=503)
