"""Cards and sheets as pages that become PDF, each from the source that its file keeps."""

from django.template.loader import render_to_string

from plans.printing.cards import CardSheets
from plans.printing.first_steps import FirstSteps
from plans.snapshot import read_source


def cards_html(source: str) -> str:
    return render_to_string("pdf/cards.html", {"cards": read_source(source, CardSheets)})


def first_steps_html(source: str) -> str:
    return render_to_string("pdf/first_steps.html", {"sheet": read_source(source, FirstSteps)})
