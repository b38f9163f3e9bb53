"""What stands in the plan as a Word file, for each who reads it, and what does not."""

from dataclasses import replace

import pytest

from plans.audiences import for_audience
from plans.document.content import PlanDocument
from plans.document.headings import ABOUT, chapter_headings, headings
from plans.document.sections import Section
from plans.models import Audience
from plans.word import chapter_docx, plan_docx
from tests.plans.documents import (
    make_card,
    make_document,
    make_edition,
    make_incidents,
    make_theme,
)
from tests.plans.docx_check import ReadDocx, faults, style_of, text_of

OPTIONAL = [section for section in Section if section not in (Section.STANDING, Section.THEMES)]
EMPTY = make_document(
    logo="", changes=(), previous="", vision="", people=(), themes=(), actions=(), playbooks=(), calendar=()
)
PLANS = {
    "full": make_document(),
    "empty": replace(EMPTY, incidents=None),
    "not yet discussed": make_document(themes=(make_theme(cards=(make_card(None),)),)),
    "without annex": make_document(hidden=(Section.SCORES,)),
    "only what must be": make_document(hidden=tuple(OPTIONAL)),
    "council": for_audience(make_document(), Audience.COUNCIL),
    "empty for the council": for_audience(EMPTY, Audience.COUNCIL),
    "complete figures": make_document(
        incidents=make_incidents(is_complete=True, kinds_hidden=False, lessons=())
    ),
}


def read(plan: PlanDocument | None = None, **fields) -> ReadDocx:
    return ReadDocx(plan_docx(make_edition(plan, **fields)))


def outline(found) -> list[tuple[int, str]]:
    return [(level, text) for level, text, _ in found]


def links(docx: ReadDocx) -> set[str]:
    return {name for name in docx.values("hyperlink", attribute="anchor") if name}


@pytest.mark.parametrize("name", PLANS)
def test_word_file_has_the_headings_of_the_plan_and_no_fault(name):
    content = plan_docx(make_edition(PLANS[name]))

    assert ReadDocx(content).outline == outline(headings(PLANS[name]))
    assert faults(content) == []


@pytest.mark.parametrize("name", PLANS)
def test_chapter_has_the_headings_one_level_down_and_no_fault(name):
    content = chapter_docx(make_edition(PLANS[name]))

    assert ReadDocx(content).outline == outline(chapter_headings(PLANS[name]))
    assert faults(content) == []


def test_headings_are_numbered_as_the_chapters_are():
    found = read(make_document(hidden=(Section.CHANGES, Section.VISION))).outline

    assert found[:5] == [
        (1, "1 Waar we staan"),
        (2, "Zo lees je dit plan"),
        (2, "Score per thema en pijler"),
        (2, "Onze sterktes"),
        (2, "Onze werkpunten"),
    ]
    assert [text for level, text in found if level == 1][-3:] == [
        "7 Wanneer we dit plan herzien",
        "8 Alle scores",
        ABOUT,
    ]
    assert (2, "3.1 Sexting") in found
    assert (2, "5.1 Sexting") in read().outline


def test_anchors_of_headings_are_unique():
    themes = (make_theme(), make_theme(code="privacy", name="Privacy"))
    anchors = [anchor for _, _, anchor in headings(make_document(themes=themes))]

    assert len(set(anchors)) == len(anchors)


def test_theme_that_is_to_discuss_says_so_under_one_heading():
    docx = read(PLANS["not yet discussed"])

    assert [one for one in docx.outline if one[0] == 3] == []
    assert "Dit thema is nog te bespreken." in docx.text


def test_contents_name_each_heading_before_word_fills_them_in():
    docx = read()
    entries = [
        one for one in docx.all("p") if style_of(one).startswith("TOC") and style_of(one)[3:].isdigit()
    ]

    assert [(int(style_of(one)[3:]), text_of(one).strip()) for one in entries] == docx.outline
    assert docx.all("instrText")[0].text == r' TOC \o "1-3" \h '
    assert docx.values("updateFields", "word/settings.xml") == []  # Word would ask before it opens


def test_chapter_has_no_cover_and_no_contents():
    docx = ReadDocx(chapter_docx(make_edition()))

    assert "Handtekening" not in docx.text
    assert {style_of(one) for one in docx.all("p")} & {"Title", "TOCHeading", "TOC1"} == set()


def test_cover_and_last_page_tell_the_standing():
    docx = read(standing="Voorgesteld op 1 december 2026", number=4, fingerprint="cd" * 32)
    cover, about = docx.text.split("Inhoud")[0], docx.text.rpartition(ABOUT)[2]

    for part in (cover, about):
        assert "Voorgesteld op 1 december 2026\nVersie 4\n" in part
    assert "Voor akkoord, de directie\nNaam\t\nDatum\t\nHandtekening\t" in cover
    assert "cd" * 32 in about
    targets = [one.get("Target") for one in docx.trees["word/_rels/document.xml.rels"]]
    assert "https://school.example/beleidsplan/controle/3/" in targets


def test_draft_has_no_number_fingerprint_or_address():
    docx = read(standing="Ontwerp van 20 november 2026", number=0, fingerprint="", check_url="")

    assert (
        "Beleidsplan online veiligheid\nSchooljaar 2026–2027\nOntwerp van 20 november 2026\nInhoud"
        in docx.text
    )
    assert "Vingerafdruk" not in docx.text
    assert b"http" not in docx.parts["word/_rels/document.xml.rels"].replace(b"http://schemas", b"")


def test_codes_lead_to_their_row_in_the_annex():
    docx = read()

    assert links(docx) >= {"ref_1K1", "ref_1K1_1", "ref_1R1", "ref_1R1_1"}
    said = next(one for one in docx.all("p") if style_of(one) == "Said")
    assert text_of(said) == "An belt.\nBram mailt. 1K1.1"


def test_codes_are_plain_without_the_annex():
    docx = read(PLANS["without annex"])

    assert {name for name in links(docx) if name.startswith("ref")} == set()
    assert "Bram mailt. 1K1.1" in docx.text


def test_code_without_a_card_in_this_plan_is_plain():
    docx = read(make_document(themes=()))

    assert "Sexting · Nazorg 1R1" in docx.text
    assert {name for name in links(docx) if name.startswith("ref")} == set()
