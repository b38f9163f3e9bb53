"""The plan on paper: nothing is cut, lost over the edge, printed over other words or left alone below."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from schoolsafety import pdf
from tests.pdf_reader import HEADINGS, Painted, ReadPdf
from tests.plans.tried_plans import PLANS, TriedPlan, make_plan

LEFT, RIGHT = 62, 539  # points: where the text begins and ends, the margins of static/pdf.css
HAIR = 1  # points: letters may stick out of their line this far


def lonely_headings(plan: TriedPlan) -> Iterator[str]:
    """Give the headings that are the last words of their page."""
    read = ReadPdf(plan.pdf)
    words = _words_by_mark(read)
    for heading in read.tagged(*HEADINGS):
        page = heading.all_marks[-1][0]
        foot = min(words[mark].box[1] for mark in heading.all_marks)
        if not any(mark[0] == page and one.box[3] < foot for mark, one in words.items()):
            yield read.words(heading)


def cut_rows(plan: TriedPlan) -> Iterator[str]:
    """Give the pages that end or begin within a row: the piece on the next page is a row of its own."""
    read = ReadPdf(plan.pdf)
    rows = [row for row in read.tagged("TR") if row.parent.tag == "TBody"]
    written = plan.html.count("<tr") - plan.html.count("<thead><tr")
    if len(rows) != written:
        yield f"{written} rows became {len(rows)}"


def over_the_edge(plan: TriedPlan) -> Iterator[str]:
    """Give what is painted outside the paper, and the words in a margin that are no running line."""
    read = ReadPdf(plan.pdf)
    for one in read.painted:
        width, height = map(float, read.file.pages[one.page].MediaBox[2:])
        left, bottom, right, top = one.box
        if left < -HAIR or bottom < -HAIR or right > width + HAIR or top > height + HAIR:
            yield f"page {one.page + 1}: {one.text or 'a shape'}"
        elif one.text and (left < LEFT - HAIR or right > RIGHT + HAIR):
            yield f"page {one.page + 1}, margin: {one.text}"


def printed_over(plan: TriedPlan) -> Iterator[str]:
    """Give the words that share their place with others."""
    read = ReadPdf(plan.pdf)
    for number in range(len(read.file.pages)):
        words = [one for one in read.painted if one.text.strip() and one.page == number]
        for one, other in combinations(words, 2):
            if _overlap(one, other):
                yield f"page {number + 1}: {one.text} / {other.text}"


CHECKS = [lonely_headings, cut_rows, over_the_edge, printed_over]


def _words_by_mark(read: ReadPdf) -> dict[tuple[int, int], Painted]:
    """Return the tagged words; running lines are in no element."""
    tagged = {mark for element in read.elements for mark in element.marks}
    return {one.mark: one for one in read.painted if one.mark in tagged}


def _overlap(one: Painted, other: Painted) -> bool:
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    along = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return across > HAIR and along > 2 * HAIR


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("name", PLANS)
def test_plan_is_laid_out_well(db, name, check):
    assert list(check(make_plan(name))) == []


PAGE = '<html lang="nl"><head><title>Proef</title><style>{}</style></head>{}<p>Slot</p></html>'
ROWS = "<table><tbody><tr><td>" + "Cel<br>" * 60 + "</td></tr></tbody></table>"
WIDE = f"<p>{'a' * 300}</p>"
TWO = '<p>Onder</p><p class="over">Over</p>'


@pytest.mark.parametrize(
    ("check", "style", "body"),
    [
        (lonely_headings, "h2 { break-after: page }", "<h2>Kop</h2>"),
        (cut_rows, "tr { break-inside: auto }", ROWS),
        (over_the_edge, "", WIDE),
        (over_the_edge, ".wide { width: 200mm; background: red }", '<p class="wide">Een vlak</p>'),
        (over_the_edge, ".wide { margin-left: -9mm }", '<p class="wide">In de marge</p>'),
        (printed_over, ".over { margin-top: -8mm }", TWO),
    ],
)
def test_check_finds_what_is_laid_out_badly(check, style, body):
    html = PAGE.format(style, body)
    bad = TriedPlan(html, pdf.render_pdf(html))

    assert [found.__name__ for found in CHECKS if list(found(bad))] == [check.__name__]
