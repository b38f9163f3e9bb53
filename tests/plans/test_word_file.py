"""The Word file itself: whose it is, its language and looks, and that the same plan gives the same file."""

import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import nsmap

from plans.word import chapter_docx, plan_docx
from plans.word.tables import FILL
from tests.plans.documents import make_document, make_edition, make_theme
from tests.plans.docx_check import ReadDocx, style_of, text_of
from tests.source_files import ROOT

MAKE = """
import django
django.setup()
import sys
from plans.word import chapter_docx, plan_docx
from tests.plans.documents import make_edition
sys.stdout.buffer.write(plan_docx(make_edition()) + chapter_docx(make_edition()))
"""


@pytest.fixture(scope="module")
def content():
    return plan_docx(make_edition())


@pytest.fixture(scope="module")
def docx(content):
    return ReadDocx(content)


def test_same_edition_gives_the_same_bytes_in_another_process_two_seconds_later(content):
    time.sleep(2.1)  # a zip counts its time in steps of two seconds

    run = subprocess.run([sys.executable, "-c", MAKE], cwd=ROOT, capture_output=True, check=True)

    assert run.stdout == content + chapter_docx(make_edition())


def test_file_names_its_school_and_its_day_and_nobody_else(content):
    properties = Document(BytesIO(content)).core_properties

    assert properties.title == "Beleidsplan online veiligheid 2026–2027 · Basisschool Ünïek & Co"
    assert (properties.author, properties.last_modified_by) == ("Basisschool Ünïek & Co",) * 2
    assert properties.created == properties.modified == datetime(2026, 11, 20, tzinfo=UTC)
    assert (properties.language, properties.comments, properties.revision) == ("nl-BE", "", 1)


def test_nothing_of_the_library_is_left_in_the_file(content, docx):
    with ZipFile(BytesIO(content)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert sorted(docx.names) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/media/image1.png",
        "word/media/image2.png",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    assert b"python-docx" not in b"".join(docx.parts.values())


def test_language_is_dutch(docx):
    assert docx.values("lang", "word/styles.xml") == ["nl-BE"]
    assert docx.values("themeFontLang", "word/settings.xml") == ["nl-BE"]


def test_pictures_say_what_they_show(docx):
    shown = docx.document.xpath("//wp:docPr/@descr", namespaces=nsmap)

    assert shown == ["Logo van Basisschool Ünïek & Co", "QR-code naar dezelfde pagina"]


def test_pages_are_counted_below_but_not_on_the_cover(docx):
    foot = docx.trees["word/footer1.xml"]

    shown = [text_of(one) for one in docx.all("p", inside=foot)]
    assert shown == ["Basisschool Ünïek & Co", "Schooljaar 2026–2027\tpagina 1 van 1"]
    assert [one.text.strip() for one in docx.all("instrText", inside=foot)] == ["PAGE", "NUMPAGES"]
    assert len(docx.all("titlePg")) == 1


def test_lists_are_lists_and_each_playbook_counts_from_one(docx):
    steps = [one for one in docx.all("p") if style_of(one) == "ListNumber"]
    numbers = [one.xpath(".//w:numId/@w:val", namespaces=nsmap) for one in steps]

    assert numbers == [["3"], ["3"], ["4"], ["4"]]
    assert docx.values("startOverride", "word/numbering.xml") == ["1", "1"]


def test_levels_have_the_colours_of_the_stylesheet():
    css = (ROOT / "schoolsafety/static/pdf.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"^\.(s\d|none) \{ background: #(\w+);", css, re.M))
    styles = (ROOT / "plans/word/parts/styles.xml").read_text(encoding="utf-8")
    words = re.findall(r'w:styleId="Score-(\w+)">.*?w:fill="(\w+)"', styles, re.S)

    assert {level: colour.upper() for level, colour in colours.items()} == FILL == dict(words)


def test_level_is_told_by_number_and_word(docx):
    theme = make_theme()
    shown = {text_of(one).replace("\u00a0", "") for one in docx.all("tc")}

    assert {f"{score.number} {score.word}".strip() for _, score in theme.cells} <= shown


def test_no_heading_is_left_behind_and_no_picture_stands_for_a_table():
    docx = ReadDocx(plan_docx(make_edition(make_document(logo=""), check_url="")))
    keeps = docx.trees["word/styles.xml"].xpath("//w:style[w:pPr/w:keepNext]/@w:styleId", namespaces=nsmap)

    assert {"Heading1", "Heading2", "Heading3", "Heading4", "Caption", "PlanCard", "Question"} <= set(keeps)
    assert not [name for name in docx.names if "media" in name]
