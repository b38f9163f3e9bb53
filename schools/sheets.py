"""Sheets that open in Excel and LibreOffice without questions, and run nothing."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import zip_longest
from math import ceil

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8
# What a sheet takes for the start of a formula, and the full-width twins that it folds into them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CSV, XLSX = "csv", "xlsx"
NARROW, READABLE, WIDE = 10, 20, 50  # a column, in characters: at least, if text is long, and at most
PAPER = 220  # all columns together: what an A4 on its side still prints legibly
LINE, HIGHEST = 15, 409  # points: a line of text, and the most that Excel gives a row
FORMATS = {date: "dd-mm-yyyy", int: "0", Decimal: "0.0"}
HEADING = Font(name="Calibri", size=11, bold=True)  # the font of the other cells
TOP, FOLDED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)

Content = str | date | int | Decimal
Row = tuple[Content, ...]


@dataclass(frozen=True)
class Table:
    """What a list of the site holds as a sheet: its columns, and a row for each line."""

    title: str
    head: tuple[str, ...]
    rows: Iterable[Iterable[Content]]


def sheet_response(table: Table, *, name: str, kind: str) -> HttpResponse:
    """Answer with a table as a file with this name, of one of the KINDS."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    make, content_type = KINDS[kind]
    return HttpResponse(make(table), content_type=content_type, headers=disposition)


def separated(table: Table) -> str:
    """Return the table as text, with semicolons: the Dutch list separator.

    Days are ISO, which a sheet recognises whatever country it is set to; numbers have a decimal comma.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(table.head)
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return BYTE_ORDER_MARK + text.getvalue()


def _text(cell: Content) -> str:
    return str(cell).replace(".", ",") if isinstance(cell, int | Decimal) else neutral(str(cell))


def neutral(cell: str) -> str:
    """Return the cell as text: one that a sheet would run as a formula gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def workbook(table: Table) -> bytes:
    """Return the table as an Excel file: days are days, numbers numbers, and all else is text.

    The head stays in sight and on every printed page, and each column can be filtered.
    """
    book = Workbook()
    book.properties.title, book.properties.creator = table.title, "Schoolveilig online"
    page = book.active
    page.title = table.title
    rows = [table.head, *map(tuple, table.rows)]
    for number, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells, start=1):
            _fill(page.cell(number, column), cell)
    _lay_out(page, rows)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(cell: Cell, content: Content) -> None:
    if not isinstance(content, str):
        cell.value, cell.number_format, cell.alignment = content, FORMATS[type(content)], TOP
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", content) or None
    cell.alignment = FOLDED
    if cell.value:
        cell.data_type = "s"  # openpyxl would make a formula of what starts with "="
        cell.quotePrefix = content.startswith(FORMULA_STARTS)  # and Excel, once somebody edits it


def _lay_out(page: Worksheet, rows: list[Row]) -> None:
    page.freeze_panes, page.print_title_rows, page.auto_filter.ref = "A2", "1:1", page.dimensions
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_margins.left = page.page_margins.right = 0.4  # inches
    page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight = True, 0
    for cell in page[1]:
        cell.font = HEADING
    widths = _widths(rows)
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    for number, cells in enumerate(rows, start=1):
        if (lines := max(map(_lines, cells, widths), default=1)) > 1:
            page.row_dimensions[number].height = min(lines * LINE, HIGHEST)


def _widths(rows: list[Row]) -> list[int]:
    """Return how wide each column is: as what stands in it, until together they are too wide for paper."""
    wanted = [max(max(map(_length, column)) + 2, NARROW) for column in zip_longest(*rows, fillvalue="")]
    most = WIDE
    while most > READABLE and sum(min(width, most) for width in wanted) > PAPER:
        most -= 1
    return [min(width, most) for width in wanted]


def _length(content: Content) -> int:
    """Return how many characters the longest line takes; a day is shorter than the narrowest column."""
    return max(map(len, content.split("\n"))) if isinstance(content, str) else 0


def _lines(content: Content, width: int) -> int:
    """Return how many lines it takes in a column. LibreOffice makes no room for them by itself."""
    if not isinstance(content, str):
        return 1
    return sum(max(ceil(len(line) / (width - 2)), 1) for line in content.split("\n"))


# How a table is made, and what the browser hears that it is.
KINDS = {
    CSV: (separated, "text/csv; charset=utf-8"),
    XLSX: (workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
