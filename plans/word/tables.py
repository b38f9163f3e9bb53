"""Real tables: a header row that comes back on each page, rows that stay whole, columns of fixed width."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from plans.document.content import Score
from plans.word.xml import el, paragraph, run, words

HARD_SPACE = "\u00a0"  # carries the colour past the words, also at the end of a line
WIDTH = 9524  # twips: the 168 mm between the margins
# The colours of the levels in static/pdf.css; the words beside them say the same.
FILL = {"s0": "F3D9C8", "s1": "E7C98F", "s2": "9CCBB0", "s3": "2A7555", "none": "ECE8E1"}


@dataclass(frozen=True)
class Column:
    """`share` is how wide it is beside the others."""

    title: str
    share: int
    is_figure: bool = False


@dataclass(frozen=True)
class Cell:
    paragraphs: tuple[Element, ...]
    css: str = ""  # of a level

    @property
    def is_empty(self) -> bool:
        return not words(self.paragraphs)


def cell(*pieces: str | Element, css: str = "", style: str = "TableText") -> Cell:
    return Cell((paragraph(*pieces, style=style),), css)


def figure(text: str, style: str = "") -> Cell:
    return cell(run(text, style), style="TableFigure")


def score_cell(score: Score, style: str = "TableText") -> Cell:
    return cell(*score_runs(score), css=score.css, style=style)


def score_runs(score: Score) -> list[Element]:
    """Return the number and the word of a level, on its colour; nothing without them."""
    shown = " ".join(filter(None, (score.number, score.word)))
    return [run(f"{HARD_SPACE}{shown}{HARD_SPACE}", f"Score-{score.css}")] if shown else []


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], caption: str = "") -> list[Element]:
    """Return a table with what must stand around it; a column in which nothing stands is left out."""
    shown = [n for n in range(len(columns)) if any(not row[n].is_empty for row in rows)]
    if not shown:
        return []
    columns = [columns[n] for n in shown]
    widths = _widths(columns)
    made = el(
        "tbl",
        _properties(),
        el("tblGrid", *(el("gridCol", w=width) for width in widths)),
        _row([_head(column) for column in columns], widths, is_header=True),
        *(_row([row[n] for n in shown], widths) for row in rows),
    )
    before = [paragraph(caption, style="Caption")] if caption else []
    return [*before, made, paragraph(style="AfterTable")]


def _properties() -> Element:
    look = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    return el(
        "tblPr",
        el("tblStyle", val="PlanTable"),
        el("tblW", w=WIDTH, type="dxa"),
        el("tblLayout", type="fixed"),
        el("tblLook", val="0620", **look),
    )


def _widths(columns: Sequence[Column]) -> list[int]:
    whole = sum(column.share for column in columns)
    widths = [WIDTH * column.share // whole for column in columns]
    return [*widths[:-1], WIDTH - sum(widths[:-1])]


def _head(column: Column) -> Cell:
    return cell(column.title, style="TableFigureHead" if column.is_figure else "TableHead")


def _row(cells: Sequence[Cell], widths: Sequence[int], *, is_header: bool = False) -> Element:
    header = el("tblHeader") if is_header else None
    made = [_cell(one, width) for one, width in zip(cells, widths, strict=True)]
    return el("tr", el("trPr", el("cantSplit"), header), *made)


def _cell(one: Cell, width: int) -> Element:
    shade = el("shd", val="clear", color="auto", fill=FILL[one.css]) if one.css else None
    return el("tc", el("tcPr", el("tcW", w=width, type="dxa"), shade), *one.paragraphs)
