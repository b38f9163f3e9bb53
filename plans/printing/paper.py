"""Cards and sheets as pages that become PDF, each from the source that its file keeps."""

import json

from cattrs import Converter
from django.template.loader import render_to_string

from plans.printing.cards import CardSheets
from plans.printing.first_steps import FirstSteps

_converter = Converter(forbid_extra_keys=True)


def cards_html(source: str) -> str:
    return render_to_string("pdf/cards.html", {"cards": _read(source, CardSheets)})


def first_steps_html(source: str) -> str:
    return render_to_string("pdf/first_steps.html", {"sheet": _read(source, FirstSteps)})


def _read(source: str, kind: type):
    return _converter.structure(json.loads(source), kind)
