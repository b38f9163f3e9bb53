"""What parents and the council find in the Word file: nothing more than they may, and nothing empty."""

import re
from dataclasses import replace

import pytest

from plans.audiences import for_audience
from plans.document.content import CalendarLine, PlanDocument
from plans.models import Audience
from plans.snapshot import from_json, to_json
from plans.word import chapter_docx, plan_docx
from tests.plans.documents import make_card, make_document, make_edition, make_theme
from tests.plans.docx_check import ReadDocx, text_of
from tests.plans.secret_words import plan_of_words, words_in

# Codes and ids, by which the parts of a plan find each other, and the country.
NEVER_PRINTED = {
    "ActionLine.id",
    "CardPlan.code",
    "CardPlan.theme_code",
    "PlanDocument.country",
    "ThemePlan.code",
}


def secret_plan() -> tuple[PlanDocument, dict[str, str]]:
    """Return the plan with a word of its own in each text that may be any text."""
    plan, fields = plan_of_words()
    dated = replace(plan, date="20 november 2026", logo="")
    written = re.sub(r'"css":"zq\d+"', '"css":"s1"', to_json(dated))
    plain = {"PlanDocument.date", "PlanDocument.logo", "Score.css"}
    return from_json(written), {word: field for word, field in fields.items() if field not in plain}


def read_for_council(**fields) -> ReadDocx:
    plan = for_audience(make_document(**fields), Audience.COUNCIL)
    standing = "Vastgesteld op 3 december 2026 door de directie"
    return ReadDocx(plan_docx(make_edition(plan, audience=Audience.COUNCIL, standing=standing)))


def heads(docx: ReadDocx) -> list[list[str]]:
    """Return the heads of each table."""
    rows = [docx.all("tr", inside=table)[0] for table in docx.all("tbl")]
    return [[text_of(cell) for cell in docx.all("tc", inside=row)] for row in rows]


def test_council_gets_what_is_in_place_agreed_and_done():
    docx = read_for_council()

    assert [text for _, text in docx.outline] == [
        "1 Onze visie en waarden",
        "2 Wie doet wat",
        "3 Thema per thema",
        "3.1 Sexting",
        "Wat er al staat",
        "Wat we afspraken",
        "4 Actieplan",
        "1e trimester 2026–2027",
        "2e trimester 2026–2027",
        "5 Ons draaiboek als er iets gebeurt",
        "Pesten online",
        "Afpersing",
        "6 Wanneer we dit plan herzien",
        "Over dit document",
    ]
    assert "Uitgave voor schoolraad en ouders" in docx.text


def test_council_gets_no_empty_column():
    assert heads(read_for_council()) == [
        ["Taak", "Wie", "Voor wie", "Bereikbaar via", "Doet wat"],
        ["Wat", "Tegen"],
        ["Wat", "Tegen"],
        ["Taak", "Wie", "Voor wie", "Bereikbaar via"],
        ["Dag", "Wat"],
    ]


@pytest.mark.parametrize(
    "word", ["Streefscore", "2,0", "grotendeels", "Nazorg", "Fatima", "Dit mag sneller."]
)
def test_council_gets_no_score_no_weak_spot_and_no_name(word):
    assert word not in read_for_council().text


def test_theme_without_anything_for_the_council_is_not_named():
    weak = make_theme(code="privacy", name="Privacy", intro="", cards=(make_card(1.0),))

    assert "Privacy" not in read_for_council(themes=(weak, make_theme())).text
    assert (
        "Thema per thema\nOver de thema’s ligt er nog niets vast." in read_for_council(themes=(weak,)).text
    )


def test_columns_that_nobody_filled_in_are_left_out():
    plan = make_document(calendar=(CalendarLine("1 juni 2027", "Dit beleidsplan herzien", ""),))
    docx = ReadDocx(plan_docx(make_edition(plan)))

    assert ["Dag", "Wat"] in heads(docx)
    assert ["Code", "Kaart en vraag", "Score of stap", "Beslist op"] in heads(docx)


@pytest.mark.parametrize("make", [plan_docx, chapter_docx])
@pytest.mark.parametrize("audience", [Audience.FULL, Audience.COUNCIL])
def test_file_holds_no_word_that_the_plan_does_not(make, audience):
    """Whatever the parts of the file are: each is searched, also for what nobody sees."""
    reduced = for_audience(secret_plan()[0], audience)
    held = words_in(repr(reduced))

    docx = ReadDocx(make(make_edition(reduced, audience=audience)))

    assert set().union(*(words_in(part.decode(errors="replace")) for part in docx.parts.values())) <= held


def test_full_plan_prints_every_text_of_the_school():
    plan, fields = secret_plan()

    printed = words_in(ReadDocx(plan_docx(make_edition(plan))).text)

    assert set(fields.values()) - {fields[word] for word in printed} == NEVER_PRINTED
