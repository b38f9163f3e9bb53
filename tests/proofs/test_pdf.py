"""Whatever stands in a document, making PDF of it reaches nothing.

Two walls hold hostile text: our pages escape it, and the child's fetcher refuses every address. Each
is taken away in turn; without both the same text reaches a server and reads files.
"""

import html
from pathlib import Path

import pytest
from django.db import transaction
from PIL import Image

from plans.editions import draft_edition
from plans.models import Audience
from plans.paper import plan_html
from schoolsafety import pdf
from tests.factories import (
    NOW,
    make_action,
    make_answer,
    make_card,
    make_member,
    make_round,
    make_school,
    make_theme,
    make_user,
)
from tests.pdf_reader import ReadPdf, child_that_first, listening_server
from tests.proofs.hostile_pages import FROM_A_SERVER, FROM_THE_MACHINE, page_with
from themes.models import Kind

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

OWN_FETCHER = ""
WEASYPRINTS_FETCHER = """
from weasyprint.urls import URLFetcher
ours = pdf._fetcher
pdf._fetcher = lambda held: ours(held) if held else URLFetcher()  # our fonts are held, all else is asked
"""
# What of FROM_A_SERVER reaches the server through WeasyPrint's own fetcher.
BITES = {
    *("/image", "/set", "/object", "/embed", "/stylesheet", "/import", "/background", "/list", "/border"),
    *("/content", "/font", "/svg", "/xlink", "/data", "/attachment", "/attached", "/base/image"),
    *("/elders/redirected", "/redirected"),
}
CANARY, CANARY_OF_CSS = "Kanarie uit een bestand", "Kanarie uit css"


@pytest.fixture(scope="module")
def canary(tmp_path_factory) -> str:
    """The address of a file of text, with a picture and a stylesheet beside it."""
    file = tmp_path_factory.mktemp("server") / "geheim"
    file.write_text(CANARY)
    Image.new("1", (1, 1)).save(file.with_suffix(".png"))
    file.with_suffix(".css").write_text(f'h1::after {{ content: "{CANARY_OF_CSS}" }}')
    return file.as_uri()


# Pages that ask


def test_no_page_reaches_a_server():
    with listening_server() as (url, asked):
        made = ReadPdf(pdf.render_pdf(page_with(FROM_A_SERVER, url)))

    assert asked == []
    assert (made.embedded, made.images) == ([], [])


def test_through_weasyprints_fetcher_those_pages_reach_it():
    """The hole that our fetcher closes: it shows that the proof above can fail."""
    with listening_server() as (url, asked), child_that_first(WEASYPRINTS_FETCHER):
        pdf.render_pdf(page_with(FROM_A_SERVER, url))

    assert set(asked) == BITES


def test_no_page_reads_a_file(canary):
    content = pdf.render_pdf(page_with(FROM_THE_MACHINE, canary))

    made = ReadPdf(content)
    assert (made.embedded, made.images) == ([], [])
    assert "Kanarie" not in made.text
    assert "root:" not in made.text


def test_through_weasyprints_fetcher_those_pages_read_it(canary):
    """The hole that our fetcher closes: it shows that the proof above can fail."""
    with child_that_first(WEASYPRINTS_FETCHER):
        made = ReadPdf(pdf.render_pdf(page_with(FROM_THE_MACHINE, canary)))

    assert sorted(made.embedded) == sorted([CANARY.encode()] * 2 + [Path("/etc/passwd").read_bytes()])
    assert len(made.images) == 1
    assert CANARY_OF_CSS in made.text


# Text of people


def squeezed(text: str) -> str:
    """Return a text without what a line break puts in it or takes out."""
    return "".join(letter for letter in text if letter.isalnum() or letter in "<>\"'/:;=@&")


@pytest.fixture(scope="module")
def hostile(canary, django_db_setup, django_db_blocker):
    """A server, what is asked of it, what people typed, and the page that becomes the plan's PDF."""
    with listening_server() as (url, asked):
        payloads = [payload.format(url=url) for payload in FROM_A_SERVER.values()]
        payloads += [payload.format(url=canary) for payload in FROM_THE_MACHINE.values()]
        with django_db_blocker.unblock(), transaction.atomic():
            typed, page = hostile_plan(payloads)
            transaction.set_rollback(True)
        yield asked, typed, page


def hostile_plan(payloads: list[str]) -> tuple[list[str], str]:
    """Type the payloads in every field of a school that its plan shows; all that fit, in some fields."""
    short = [p for p in payloads if len(p) <= 100]
    school = make_school(name=short[0], place=short[1])
    member = make_member(school, user=make_user(name=short[2]))
    theme = make_theme(name="Sexting")
    typed = short[:3]
    for payload in payloads:
        card = make_card(theme, kind=Kind.OPEN)
        typed += [payload, payload[:300]]
        make_action(member, card, what=payload[:300])
    round = make_round(member, theme)
    for card, payload in zip(theme.cards.order_by("order"), payloads, strict=True):
        make_answer(round, card.questions.get(), 2, text=payload)
    return typed, plan_html(draft_edition(round, member, Audience.FULL, NOW.date()))


@pytest.mark.parametrize(
    ("unescape", "fetcher"),
    [(str, WEASYPRINTS_FETCHER), (html.unescape, OWN_FETCHER)],
    ids=["escaped only", "refused only"],
)
def test_text_of_people_reaches_nothing(hostile, unescape, fetcher):
    asked, _, page = hostile
    asked.clear()

    with child_that_first(fetcher):
        made = ReadPdf(pdf.render_pdf(unescape(page)))

    assert asked == []
    assert (made.embedded, made.images) == ([], [])
    assert CANARY_OF_CSS not in made.text


def test_without_both_walls_text_of_people_reaches_a_server_and_files(hostile):
    """The hole that the two walls close: it shows that the proof above can fail."""
    asked, _, page = hostile
    asked.clear()

    with child_that_first(WEASYPRINTS_FETCHER):
        made = ReadPdf(pdf.render_pdf(html.unescape(page)))

    assert set(asked) >= BITES
    assert CANARY.encode() in made.embedded


def test_text_of_people_stays_text(hostile):
    asked, typed, page = hostile
    asked.clear()

    made = ReadPdf(pdf.render_pdf(page))

    words = squeezed(made.text)
    assert [text for text in typed if squeezed(text) not in words] == []
    assert made.file.docinfo["/Author"] == typed[0]
    assert (asked, made.embedded, made.images) == ([], [], [])
