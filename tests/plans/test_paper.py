"""The plan on paper, chapter by chapter: its headings, where its codes lead, and what it says of itself."""

from dataclasses import replace

import pytest

from plans.document.content import PlanDocument
from plans.document.headings import headings
from plans.document.sections import ALWAYS, Section
from plans.making import images_of
from plans.paper import plan_html
from schoolsafety import pdf
from tests.pdf_reader import ReadPdf
from tests.plans.documents import (
    make_card,
    make_document,
    make_edition,
    make_incidents,
    make_person,
    make_question,
    make_theme,
)

HIDDEN = tuple(section for section in Section if section not in ALWAYS)
NOTHING = {
    "changes": (),
    "previous": "",
    "vision": "",
    "people": (),
    "themes": (),
    "actions": (),
    "logo": "",
}
NOTHING |= {"playbooks": (), "incidents": None, "calendar": ()}
DRAFT = {"standing": "Ontwerp van 20 november 2026", "number": 0, "fingerprint": "", "check_url": ""}


def read(plan: PlanDocument | None = None, **fields) -> ReadPdf:
    edition = make_edition(plan, **fields)
    return ReadPdf(pdf.render_pdf(plan_html(edition), images=images_of(edition)))


@pytest.mark.parametrize(
    "fields", [{}, {"hidden": HIDDEN}, NOTHING, {"incidents": make_incidents(lessons=())}]
)
def test_bookmarks_are_the_headings_of_the_plan(fields):
    plan = make_document(**fields)

    found = read(plan).bookmarks

    assert found[:2] == [(1, "Beleidsplan online veiligheid"), (2, "Inhoud")]
    assert found[2:] == [(level + 1, text) for level, text, _ in headings(plan)]


def test_contents_name_each_chapter_with_its_page():
    found = read()

    page = next(n for n, text in enumerate(found.pages, start=1) if "6 Actieplan" in text and n > 2)
    assert f"6 Actieplan {page} 1e trimester" in found.pages[1]
    assert "10 Alle scores" in found.pages[1]
    assert "Scores: Sexting" not in found.pages[1]


def test_codes_lead_to_their_row_in_the_annex():
    found = read()

    assert {"r-1K1", "r-1K1.1", "r-1R1", "r-1R1.1"} <= found.links
    assert "1K1.1 Wie belt de ouders? Afgesproken 20 november 2026" in found.text


def test_codes_are_plain_text_without_the_annex():
    found = read(make_document(hidden=(Section.SCORES,)))

    assert "Bram mailt. 1K1.1" in found.text
    assert [link for link in found.links if link.startswith("r-")] == []


def test_code_of_a_card_that_is_not_in_the_plan_leads_nowhere():
    plan = make_document(themes=(make_theme(cards=(make_card(),)),))

    assert "r-1R1" not in read(plan).links


def test_links_say_their_own_words():
    found = read()

    told = [str(link.Contents) for page in found.file.pages for link in page.get("/Annots", [])]
    assert {"1 Wat er veranderde", "1K1.1", "https://school.example/beleidsplan/controle/3/"} <= set(told)


def test_version_says_how_to_check_it():
    found = read()

    assert "Vastgesteld op 3 december 2026 door Fatima El Amrani Versie 3" in found.pages[0]
    assert "Voor akkoord, de directie Naam Datum Handtekening" in found.pages[0]
    assert "abababab " * 7 + "abababab" in found.pages[-1]
    assert "https://school.example/beleidsplan/controle/3/" in found.links
    pictures = [str(figure.node.Alt) for figure in found.tagged("Figure")]
    assert pictures == [
        "Logo van Basisschool Ünïek & Co",
        "QR-code naar https://school.example/beleidsplan/controle/3/",
    ]


def test_draft_says_only_that_it_is_one():
    found = read(make_document(logo=""), **DRAFT)

    about = found.pages[-1].partition("Over dit document")[2]
    assert about.startswith(" Dit is een ontwerp. Ontwerp van 20 november 2026. Basisschool Ünïek & Co")
    assert "Vingerafdruk" not in found.text
    assert "Voor akkoord" not in found.text
    assert found.tagged("Figure") == []


def test_contacts_stand_together_by_grade():
    people = tuple(
        make_person(grade=grade, name=name) for grade, name in [("1e graad", "An"), ("2e graad", "Bo")]
    )

    text = read(make_document(people=(*people, make_person(task="ICT", name="Cas", grade="")))).text

    assert "Aanspreekpunt 1e graad An lokaal 12 luistert en noteert 2e graad Bo" in text
    assert "ICT de hele school Cas" in text


def test_step_that_must_be_taken_says_so_in_words():
    text = read().text

    assert "Bel de politie. Als er een naaktbeeld rondgaat. wettelijk verplicht slaan we nooit over" in text


def test_answer_of_three_thousand_letters_is_printed_whole():
    answer = "Luister eerst. " * 199 + "Bel dan meteen."
    question = make_question(agreement=answer)
    theme = make_theme(cards=(make_card(questions=(question,)),))

    text = read(make_document(themes=(theme,), vision="")).text

    assert text.count("Luister eerst.") == 199
    assert "Bel dan meteen. 1K1.1" in text


def test_what_people_type_is_text():
    plan = replace(make_document(), vision="<b>Vet</b> & {{ scherp }}")

    assert "<b>Vet</b> & {{ scherp }}" in read(plan).text
