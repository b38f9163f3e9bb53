"""HTML to PDF: what goes in comes out, and what fails is said without a word of the document.

That nothing is fetched and that the limits hold is proved in tests/proofs/test_pdf.py.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image

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


def make_png() -> bytes:
    Image.new("RGB", (8, 8), "red").save(made := BytesIO(), "PNG")
    return made.getvalue()


def test_render_shows_the_images_that_it_was_given(caplog):
    page = PAGE.format('<img alt="Logo" src="image:logo">')

    made = ReadPdf(pdf.render_pdf(page, images={"logo": make_png()}))

    assert len(made.images) == 1
    assert caplog.messages == []


def test_render_shows_no_other_image(caplog):
    page = PAGE.format('<img alt="" src="image:andere"><img alt="" src="image:/logo">')

    made = ReadPdf(pdf.render_pdf(page, images={"logo": make_png()}))

    assert made.images == []
    assert len(caplog.messages) == 1


def test_render_tells_how_far_it_is(monkeypatch):
    monkeypatch.setattr(pdf, "BEAT", 0.02)
    told = []

    pdf.render_pdf(
        PAGE.format("<h2>Kop</h2><p>Tekst</p>" * 400), on_progress=lambda *step: told.append(step)
    )

    steps, pages = [step for step, _ in told], [page for step, page in told if step == 5]
    assert {0, 5, 6} <= set(steps)
    assert max(n for n, step in enumerate(steps) if step < 5) < steps.index(5)
    assert steps[steps.index(5) :] == sorted(steps[steps.index(5) :])
    assert len(set(pages)) > 2
    assert pages == sorted(pages)


def test_render_tells_that_it_is_still_there_when_the_child_says_nothing(monkeypatch):
    monkeypatch.setattr(pdf, "BEAT", 0.05)
    told = []

    with child_that_first("import time; time.sleep(0.5)"):
        pdf.render_pdf(PAGE.format(""), on_progress=lambda *step: told.append(step))

    assert told.count((0, 0)) > 5


def test_who_stops_listening_ends_the_child(monkeypatch):
    monkeypatch.setattr(pdf, "BEAT", 0.05)

    def stop(step, page):
        raise KeyboardInterrupt

    with child_that_first("import time; time.sleep(60)"), pytest.raises(KeyboardInterrupt):
        pdf.render_pdf(PAGE.format(""), on_progress=stop)


def test_render_gives_the_same_bytes_for_the_same_page():
    page = PAGE.format('<h2 id="a">Kop ş</h2><p>Tekst, <b>vet</b>, <a href="#a">link</a>.</p>' * 30)

    assert pdf.render_pdf(page) == pdf.render_pdf(page)


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
