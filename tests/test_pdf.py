"""HTML to PDF: what goes in comes out, and what fails is said without a word of the document.

That nothing is fetched and that the limits hold is proved in tests/proofs/test_pdf.py.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from schoolsafety import pdf
from tests.pdf_reader import ReadPdf, child_that_first, pango_hidden
from tests.pdf_ua import faults

PAGE = '<html lang="nl"><head><title>Proef</title></head><body><h1>Proef</h1>{}</body></html>'
SECRET = "Nour heeft het verteld"


def test_render_tags_titles_and_embeds(caplog):
    content = pdf.render_pdf(PAGE.format("<p>Tekst, <b>vet</b>.</p>"))

    made = ReadPdf(content)
    assert faults(content) == []
    assert made.tags == ["Document", "H1", "Span", "P", "Span", "NonStruct", "Span", "Span"]
    assert (str(made.file.Root.Lang), str(made.file.docinfo.Title)) == ("nl", "Proef")
    assert {name.partition("+")[2][:13] for name in made.fonts} == {"Source-Sans-3"}
    assert caplog.messages == []


def test_render_works_in_two_threads_at_once():
    pages = [PAGE.format(f"<p>Exemplaar {n}</p>" * 20) for n in range(2)]

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(pdf.render_pdf, pages))

    assert [ReadPdf(one).text.count(f"Exemplaar {n}") for n, one in enumerate(made)] == [20] * 2


def test_render_gives_our_fonts_to_nobody_else():
    made = pdf.render_pdf(
        PAGE.format('<a rel="attachment" href="font:source-sans-3-latin-400-normal">x</a>')
    )

    assert ReadPdf(made).embedded == []


def test_render_leaves_weasyprint_to_the_child():
    pdf.is_available.cache_clear()

    assert pdf.is_available() is True
    assert "weasyprint" not in sys.modules


def test_complaint_is_logged_by_its_place_only(caplog):
    pdf.render_pdf(PAGE.format(f'<img alt="" src="file:///{SECRET}"><img alt="" src="file:///x">'))

    [complaint] = caplog.messages
    assert complaint.startswith("WeasyPrint: ERROR images.py:")


def test_crash_is_logged_without_a_word_of_the_document(caplog):
    crash = "pdf._make_pdf = lambda html: sys.exit('ERROR x.py:1 ' + html)"

    with child_that_first(crash), pytest.raises(pdf.RenderingFailed):
        pdf.render_pdf(PAGE.format(SECRET))

    assert caplog.messages == ["No PDF: the child ended with 1"]


def test_render_waits_for_another_one_only_so_long(caplog, monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0.1)

    with pdf._ONE_AT_A_TIME, pytest.raises(pdf.RenderingFailed):
        pdf.render_pdf(PAGE.format(""))

    assert caplog.messages == ["No PDF: another one is still being made"]


def test_render_says_that_a_library_is_missing(capfd):
    with pango_hidden():
        assert pdf.is_available() is False
        with pytest.raises(pdf.LibraryMissing):
            pdf.render_pdf(PAGE.format(""))

    assert capfd.readouterr() == ("", "")
