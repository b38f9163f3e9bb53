"""Sheets that open in Excel and LibreOffice without questions, and run nothing."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO

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
NARROW, WIDE = 10, 50  # a column, in characters: at least and at most
HEADING = Font(name="Calibri", size=11, bold=True)  # the font of the other cells
TOP, FOLDED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Table:
    """What a list of the site holds as a sheet: its columns, and a row for each line."""

    title: str
    head: tuple[str, ...]
    rows: Iterable[Iterable[str | date]]


def sheet_response(table: Table, *, name: str, kind: str) -> HttpResponse:
    """Answer with a table as a file with this name, of one of the KINDS."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    make, content_type = KINDS[kind]
    return HttpResponse(make(table), content_type=content_type, headers=disposition)


def separated(table: Table) -> str:
    """Return the table as text, with semicolons: the Dutch list separator.

    Days are ISO: a sheet recognises those whatever country it is set to.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(table.head)
    writer.writerows([neutral(str(cell)) for cell in row] for row in table.rows)
    return BYTE_ORDER_MARK + text.getvalue()


def neutral(cell: str) -> str:
    """Return the cell as text: one that a sheet would run as a formula gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def workbook(table: Table) -> bytes:
    """Return the table as an Excel file: days are days, and what looks like a formula is text.

    The head stays in sight and on every printed page, and each column can be filtered.
    """
    book = Workbook()
    book.properties.title, book.properties.creator = table.title, "Schoolveilig online"
    page = book.active
    page.title = table.title
    for number, cells in enumerate([table.head, *table.rows], start=1):
        for column, cell in enumerate(cells, start=1):
            _fill(page.cell(number, column), cell)
    _lay_out(page)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(cell: Cell, content: str | date) -> None:
    if isinstance(content, date):
        cell.value, cell.number_format, cell.alignment = content, "dd-mm-yyyy", TOP
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", content) or None
    cell.alignment = FOLDED
    if cell.value:
        cell.data_type = "s"  # openpyxl would make a formula of what starts with "="
        cell.quotePrefix = content.startswith(FORMULA_STARTS)  # and Excel, once somebody edits it


def _lay_out(page: Worksheet) -> None:
    page.freeze_panes, page.print_title_rows, page.auto_filter.ref = "A2", "1:1", page.dimensions
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight = True, 0
    for cell in page[1]:
        cell.font = HEADING
    for column in page.columns:
        longest = max(len(str(cell.value or "")) for cell in column)
        letter = get_column_letter(column[0].column)
        page.column_dimensions[letter].width = min(max(longest + 2, NARROW), WIDE)


# How a table is made, and what the browser hears that it is.
KINDS = {
    CSV: (separated, "text/csv; charset=utf-8"),
    XLSX: (workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
