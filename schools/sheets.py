"""Sheets that open in Excel and LibreOffice without questions, and run nothing."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse

BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8
# What a sheet takes for the start of a formula, and the full-width twins that it folds into them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def sheet(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return the head and the rows under it, with semicolons: the Dutch list separator."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(head)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def neutral(cell: str) -> str:
    """Return the cell as text: one that a sheet would run as a formula gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def sheet_response(text: str, *, name: str) -> HttpResponse:
    """Answer with a sheet as a file with this name."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=disposition)
