"""What stands in an answer of the site, whatever kind of file it is."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

from django.http import HttpResponse
from openpyxl import load_workbook
from openpyxl.cell import Cell

from tests.pdf_reader import ReadPdf


def readable(response: HttpResponse) -> str:
    """Return all the text that can be read in it: of Word and Excel, the XML that lies in their zip."""
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as parts:
            return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    if not content.startswith(b"%PDF"):
        return content.decode()
    pdf = ReadPdf(content)
    return f"{pdf.text} {pdf.bookmarks} {pdf.file.docinfo} {pdf.file.Root.get('/Metadata', '')}"


def sheet_rows(response: HttpResponse) -> list[list[str]]:
    """Return the cells of a sheet as text, its head too, as a program for sheets reads them.

    CSV and Excel give the same: days are ISO, numbers have a decimal comma, and an apostrophe that keeps
    a formula away is none.
    """
    if not response.content.startswith(b"PK"):
        text = StringIO(response.content.decode("utf-8-sig"), newline="")
        return [[cell.removeprefix("'") for cell in row] for row in csv.reader(text, delimiter=";")]
    rows = load_workbook(BytesIO(response.content)).active.iter_rows()
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: Cell) -> str:
    """Return a cell as it is shown in our own country, but a day as ISO."""
    if isinstance(cell.value, datetime):
        return cell.value.date().isoformat()
    if isinstance(cell.value, int | float):
        return f"{cell.value:.{cell.number_format.count('0') - 1}f}".replace(".", ",")
    return cell.value or ""
