"""HTML to PDF: nothing is fetched, what goes in comes out, and a missing library breaks nothing else."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from schoolsafety import pdf
from tests.pdf_reader import ReadPdf, listening_server, pango_hidden

PAGE = '<html lang="nl"><head><title>Proef</title></head><body><h1>Proef</h1>{}</body></html>'
FETCHES = {
    "image": '<p><img alt="x" src="{url}"></p>',
    "object": '<p><object data="{url}"></object></p>',
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "import": '<style>@import url("{url}");</style>',
    "background": '<p style="background: url({url})">tekst</p>',
    "list image": '<ul style="list-style-image: url({url})"><li>tekst</li></ul>',
    "content": '<style>p::before {{ content: url("{url}") }}</style><p>tekst</p>',
    "font": '<style>@font-face {{ font-family: x; src: url("{url}") }}</style>'
    '<p style="font-family: x">tekst</p>',
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="{url}"/></svg>',
    "attached link": '<p><a rel="attachment" href="{url}">bijlage</a></p>',
    "attached file": '<link rel="attachment" href="{url}">',
}


@pytest.mark.parametrize("payload", FETCHES.values(), ids=FETCHES)
def test_render_asks_nothing_of_a_server(payload):
    with listening_server() as (url, asked):
        made = ReadPdf(pdf.render_pdf(PAGE.format(payload.format(url=f"{url}/geheim"))))

    assert asked == []
    assert made.attachments == []


@pytest.mark.parametrize("payload", ["image", "content", "attached link", "attached file"])
def test_render_reads_no_file_of_the_machine(tmp_path, payload):
    secret = tmp_path / "geheim.png"
    Image.new("1", (1, 1)).save(secret)

    made = ReadPdf(pdf.render_pdf(PAGE.format(FETCHES[payload].format(url=secret.as_uri()))))

    assert made.attachments == []
    assert made.images == []


def test_render_gives_our_fonts_to_nobody_else(caplog):
    pdf.render_pdf(PAGE.format('<p><img alt="x" src="font:source-sans-3-latin-400-normal"></p>'))

    assert "nothing is fetched for a PDF" in caplog.text


def test_render_tags_titles_and_embeds(caplog):
    made = ReadPdf(pdf.render_pdf(PAGE.format("<p>Tekst, <b>vet</b>.</p>")))

    assert made.tags == ["Document", "H1", "Span", "P", "Span", "NonStruct", "Span", "Span"]
    assert str(made.file.Root.Lang) == "nl"
    assert made.file.Root.ViewerPreferences.DisplayDocTitle is True
    assert made.file.docinfo["/Title"] == "Proef"
    assert all(made.fonts.values())
    assert {name.partition("+")[2][:13] for name in made.fonts} == {"Source-Sans-3"}
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


def test_render_works_in_two_threads_at_once():
    pages = [PAGE.format(f"<p>Exemplaar {n}</p>" * 20) for n in range(4)]

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(pdf.render_pdf, pages))

    assert [ReadPdf(one).text.count(f"Exemplaar {n}") for n, one in enumerate(made)] == [20] * 4


def test_render_says_that_a_library_is_missing(capsys):
    with pango_hidden():
        assert pdf.is_available() is False
        with pytest.raises(pdf.LibraryMissing):
            pdf.render_pdf(PAGE.format(""))

    assert capsys.readouterr() == ("", "")
