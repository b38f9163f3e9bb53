"""What changed beside the themes, in sentences."""

from dataclasses import replace

import pytest

from plans.document.sections import Section
from tests.plans.changed_plans import POST, REVIEW, without
from tests.plans.documents import make_incidents, make_person
from tests.plans.test_changes import PLAN, told

NOOR, KOEN = make_person(name="Noor", grade="2e graad"), PLAN.people[1]
SAM = make_person(name="Sam", grade="2e graad")


def with_people(*people):
    return replace(PLAN, people=people)


@pytest.mark.parametrize(
    ("before", "now", "sentences"),
    [
        ([NOOR], [SAM], ["Noor is geen aanspreekpunt meer; Sam is het nu voor de 2e graad."]),
        ([NOOR], [], ["Noor is geen aanspreekpunt meer."]),
        ([], [SAM], ["Sam is nu aanspreekpunt voor de 2e graad."]),
        (
            [],
            [SAM, replace(NOOR, grade="")],
            ["Sam (2e graad) en Noor zijn nu aanspreekpunt."],
        ),
        ([NOOR, SAM], [], ["Noor en Sam zijn geen aanspreekpunt meer."]),
        ([KOEN], [replace(KOEN, name="Sam", grade="")], None),
        ([NOOR], [replace(NOOR, grade="klas 6A")], ["Noor is nu aanspreekpunt voor klas 6A."]),
        ([NOOR], [replace(NOOR, grade="")], ["Noor is nu aanspreekpunt voor de hele school."]),
        ([NOOR], [replace(NOOR, reach="bel")], ["Aanspreekpunt: Noor is anders te bereiken."]),
        ([NOOR], [replace(NOOR, does="x")], ["Aanspreekpunt: wat Noor doet, is anders omschreven."]),
        ([NOOR, SAM], [SAM, NOOR], []),
    ],
)
def test_people(before, now, sentences):
    if sentences is None:
        sentences = ["ICT: Koen Maes staat er niet meer bij; Sam staat er nu bij."]

    assert told(with_people(*now), with_people(*before)) == sentences


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        ("Oud.", "Nieuw.", "De visie is herschreven."),
        ("", "Nieuw.", "De visie is nieuw in het plan."),
        ("Oud.", "", "De visie is weggelaten."),
    ],
)
def test_vision(before, now, sentence):
    assert told(replace(PLAN, vision=now), replace(PLAN, vision=before)) == [sentence]


def test_chapter_that_is_left_out_tells_only_that():
    hidden = without(replace(PLAN, vision="Nieuw.", people=()), Section.VISION, Section.PEOPLE)

    assert told(hidden) == [
        "Het hoofdstuk “Onze visie en waarden” is weggelaten.",
        "Het hoofdstuk “Wie doet wat” is weggelaten.",
    ]
    assert told(PLAN, hidden) == [
        "Het hoofdstuk “Onze visie en waarden” is toegevoegd.",
        "Het hoofdstuk “Wie doet wat” is toegevoegd.",
    ]


def test_calendar():
    assert told(replace(PLAN, calendar=(POST, replace(REVIEW, day="1 juli 2027")))) == [
        "De volgende herziening van het plan is op 1 juli 2027."
    ]
    assert told(replace(PLAN, calendar=(POST,))) == [
        "Er is geen dag meer gekozen voor de volgende herziening."
    ]
    assert told(PLAN, replace(PLAN, calendar=(REVIEW,))) == ["De kalender is bijgewerkt."]
    assert told(replace(PLAN, calendar=(REVIEW,))) == []  # its day passed


def test_figures_of_incidents_are_never_told():
    incidents = make_incidents(is_complete=True, lessons=())

    assert told(replace(PLAN, incidents=incidents)) == ["De cijfers over meldingen zijn bijgewerkt."]
