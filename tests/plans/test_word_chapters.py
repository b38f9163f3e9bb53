"""What single chapters of the Word file say, and how: by words, in tables and lists."""

from dataclasses import replace

import pytest

from plans.document.content import Figures
from plans.document.sections import Section
from plans.word import plan_docx
from tests.plans.documents import (
    make_action,
    make_card,
    make_document,
    make_edition,
    make_incidents,
    make_question,
    make_theme,
)
from tests.plans.docx_check import ReadDocx, style_of, text_of


def read(**fields) -> ReadDocx:
    return ReadDocx(plan_docx(make_edition(make_document(**fields))))


def rows_of(docx: ReadDocx, head: str) -> list[list[str]]:
    """Return the cells of the table that begins with this head, row by row."""
    rows = [
        [[*map(text_of, docx.all("tc", inside=row))] for row in docx.all("tr", inside=table)]
        for table in docx.all("tbl")
    ]
    return next(table for table in rows if table[0][0] == head)[1:]


def in_style(docx: ReadDocx, style: str) -> list[str]:
    return [text_of(one) for one in docx.all("p") if style_of(one) == style]


def test_step_says_when_it_is_taken_and_that_it_is_never_left_out():
    assert in_style(read(), "ListNumber")[:2] == [
        "Luister.",
        "Bel de politie. Als er een naaktbeeld rondgaat. (wettelijk verplicht, slaan we nooit over)",
    ]


@pytest.mark.parametrize(("is_late", "standing"), [(True, "gepland\nte laat"), (False, "gepland")])
def test_action_says_what_who_by_when_and_whether_it_is_late(is_late, standing):
    [row] = rows_of(read(actions=(make_action(is_late=is_late),)), "Wat")

    assert row == [
        "Een draaiboek makenGelukt als: iedereen kent hetSexting · Nazorg 1R1",
        "Fatima El Amrani\nKoen Maes",
        "20 november 2026",
        standing,
    ]


def test_action_of_a_work_point_stands_in_its_theme():
    late = make_card(1.0, actions=(make_action(is_late=True),))
    docx = read(themes=(make_theme(cards=(late, make_card(1.0, ref="1K2"))),))

    told = "Een draaiboek maken Fatima El Amrani, Koen Maes, tegen 20 november 2026, gepland, te laat"
    assert told in in_style(docx, "ListBullet")
    assert docx.text.count("Nog geen actie.") == 1


@pytest.mark.parametrize(("is_complete", "count"), [(True, 0), (False, 1)])
def test_small_numbers_are_explained_where_they_are_hidden(is_complete, count):
    docx = read(incidents=make_incidents(is_complete=is_complete))

    assert docx.text.count("Zijn het er minder dan vijf") == count


@pytest.mark.parametrize(("totals", "more"), [((), []), (("6", "9"), [["Samen", "6", "9"]])])
def test_figures_stand_by_year_with_totals_only_where_they_may(totals, more):
    part = Figures("Soort", ("2025–2026", "2026–2027"), (("Beeld", ("6", "9")),), totals)

    assert rows_of(read(incidents=make_incidents(divisions=(part,))), "Soort") == [
        ["Beeld", "6", "9"],
        *more,
    ]


def test_annex_has_a_row_for_each_card_and_question():
    card = make_card(
        questions=(
            make_question(group="Na een melding:"),
            make_question(ref="1K1.2", group="Na een melding:", question="En dan?", decided=""),
            make_question(ref="1K1.3", question="Klaar?", word="Ja"),
        )
    )

    assert rows_of(read(themes=(make_theme(cards=(card,)),)), "Code") == [
        ["1K1", "Afspraken · Kwaliteit", "\u00a03,0 geborgd\u00a0", ""],
        ["1K1.1", "Na een melding:Wie belt de ouders?", "Afgesproken", "20 november 2026"],
        ["1K1.2", "En dan?", "Afgesproken", ""],
        ["1K1.3", "Klaar?", "Ja", "20 november 2026"],
    ]


def test_agreement_stands_below_its_question_with_the_step():
    docx = read()

    assert in_style(docx, "Question") == [
        "Wie belt de ouders? (afgesproken)",
        "Na een melding: Wie belt de ouders? (afgesproken)",
    ]
    assert in_style(docx, "Said") == ["An belt.\nBram mailt. 1K1.1", "Dit mag sneller. 1R1.1"]


def test_list_in_short_says_where_the_others_are():
    cards = tuple(make_card(1.0, ref=f"1K{n}", title=f"Kaart {n}") for n in range(1, 9))
    docx = read(themes=(make_theme(cards=cards),), hidden=(Section.CHANGES,))

    assert [row[0] for row in rows_of(docx, "Kaart")] == [f"Kaart {n} 1K{n}" for n in range(1, 7)]
    assert "Dit zijn er 6 van de 8. Hoofdstuk 4 noemt ze allemaal." in docx.text
    assert "Nog geen kaart haalt de streefscore." in docx.text


@pytest.mark.parametrize(
    ("hidden", "told"),
    [((), "hoort. Klik erop: ze staan allemaal in “10 Alle scores”."), ((Section.SCORES,), "hoort.")],
)
def test_codes_are_explained(hidden, told):
    docx = read(hidden=hidden)

    assert (
        in_style(docx, "BodyText").count(
            f"De code achter een zin, zoals 1K1, zegt bij welke kaart of vraag ze {told}"
        )
        == 1
    )


def test_plan_that_did_not_change_says_so():
    assert (
        "Er veranderde niets. Dit plan is hetzelfde als versie 2 van 3 maart 2026." in read(changes=()).text
    )


def test_lesson_that_no_card_covers_says_so():
    [lesson] = make_incidents().lessons
    docx = read(incidents=make_incidents(lessons=(replace(lesson, card=""),)))

    assert "Sexting · geen kaart past hierbij (aantal: 0–4)\nSneller bellen." in docx.text
