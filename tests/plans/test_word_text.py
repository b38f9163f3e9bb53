"""What people type stands in the Word file as they typed it, and is nothing but text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.document.sections import Section
from plans.models import Audience
from plans.word import plan_docx
from plans.word.xml import clean, paragraphs_of
from tests.plans.documents import (
    make_action,
    make_card,
    make_document,
    make_edition,
    make_person,
    make_question,
    make_theme,
)
from tests.plans.docx_check import ReadDocx, faults, style_of, text_of

ONLY_VISION = tuple(section for section in Section if section != Section.VISION)
ENDLESS = "samenwerkingsovereenkomst" * 12
SENTENCE = "We luisteren eerst, noteren wat de leerling zelf zegt en spreken af wie wat doet. "


def paragraphs(vision: str) -> list[str]:
    """Return the paragraphs of the vision as they stand in the file."""
    plan = make_document(vision=vision, hidden=ONLY_VISION)
    found = [text_of(one) for one in ReadDocx(plan_docx(make_edition(plan))).all("p")]
    start = len(found) - found[::-1].index("1 Onze visie en waarden")
    return found[start : found.index("Over dit document", start)]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Een\nTwee", ["Een\nTwee"]),
        ("Een\r\nTwee\r\n\r\n\r\nDrie", ["Een\nTwee", "Drie"]),
        ("Een\n  \nTwee\n", ["Een", "Twee"]),
        ("a\tb  c", ["a\tb  c"]),
        ("Een\x00\x07\x1b\ufffe\ud800 eind", ["Een eind"]),
        ("Een\x0bTwee\u2028Drie", ["Een\nTwee\nDrie"]),
        ("<w:p/> & “x” {{ school }} {% if %}", ["<w:p/> & “x” {{ school }} {% if %}"]),
        ("=1+1 { TOC } _x000D_ ]]>", ["=1+1 { TOC } _x000D_ ]]>"]),
        ("Ünïek 🙂 שלום", ["Ünïek 🙂 שלום"]),
        (ENDLESS, [ENDLESS]),
        (SENTENCE * 40, [(SENTENCE * 40).strip()]),
    ],
)
def test_text_stands_as_it_was_typed(typed, printed):
    assert paragraphs(typed) == printed


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_no_text_breaks_the_file_or_gets_lost(typed):
    kept = "".join(clean(typed).split())

    assert "".join("".join(paragraphs_of(typed)).split()) == kept
    assert all(ord(sign) >= 32 or sign in "\n\t" for sign in clean(typed))


def test_long_and_strange_text_in_every_place_leaves_the_file_whole():
    hard = f"\x00{ENDLESS}\n\n{SENTENCE * 37}\r\n<w:p>&\x0b"
    line = make_question(question=hard, group=hard, agreement=hard, remark=hard, word=hard)
    card = make_card(statement=hard, title=hard, questions=(line,))
    action = make_action(what=hard, owner=hard, partners=(hard,), success_sign=hard)
    plan = make_document(
        school=hard,
        place=hard,
        vision=hard,
        changes=(hard,),
        people=(make_person(name=hard, reach=hard, does=hard, grade=hard),),
        themes=(make_theme(intro=hard, cards=(card,)),),
        actions=(action,),
    )

    content = plan_docx(make_edition(plan, standing=hard, audience=Audience.FULL))

    assert faults(content) == []
    assert ReadDocx(content).text.count(ENDLESS) >= 20


def test_last_paragraph_of_an_agreement_carries_its_code():
    line = make_question(agreement="Een.\n\nTwee.")
    plan = make_document(themes=(make_theme(cards=(make_card(questions=(line,)),)),))

    docx = ReadDocx(plan_docx(make_edition(plan)))

    said = [text_of(one) for one in docx.all("p") if style_of(one) == "Said"]
    assert said == ["Een.", "Twee. 1K1.1"]
