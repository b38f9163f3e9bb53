"""Excel files: days that are days, text that stays text, and a head that stays in sight."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from string import ascii_uppercase
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from schools.sheets import (
    FORMULA_STARTS,
    HIGHEST,
    NARROW,
    PAPER,
    READABLE,
    WIDE,
    XLSX,
    Table,
    sheet_response,
    workbook,
)

HEAD = ("Wat", "Tegen wanneer")


def read(*rows, head=HEAD):
    """Return the page of a workbook with these rows, as a program for sheets reads it."""
    return load_workbook(BytesIO(workbook(Table("Acties", head, rows)))).active


def test_head_is_bold_frozen_printed_on_each_page_and_filters():
    page = read(["Een brievenbus", date(2027, 1, 15)])

    assert [cell.value for cell in page[1]] == [*HEAD]
    assert [cell.font.bold for row in page.iter_rows() for cell in row] == [True, True, False, False]
    assert (page.title, page.freeze_panes, page.auto_filter.ref) == ("Acties", "A2", "A1:B2")
    assert page.print_title_rows == "$1:$1"


def test_day_is_a_day():
    cell = read(["", date(2027, 1, 15)])["B2"]

    assert (cell.value, cell.is_date, cell.number_format) == (datetime(2027, 1, 15), True, "dd-mm-yyyy")  # noqa: DTZ001 - a day in a sheet has no zone


@pytest.mark.parametrize(("number", "shown"), [(3, "0"), (Decimal("2.0"), "0.0")])
def test_number_is_a_number(number, shown):
    cell = read([number])["A2"]

    assert (cell.value, cell.data_type, cell.number_format) == (number, "n", shown)


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_cell_that_starts_as_a_formula_is_text_also_when_somebody_edits_it(start):
    text = f"{start}1+1"

    cell = read([text])["A2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ["1+1", "12", "TRUE", "#N/A", "'=1", "https://kwaad.example"])
def test_other_text_stays_as_it_was_typed(text):
    cell = read([text])["A2"]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_file_holds_no_formula_no_link_and_no_macro():
    rows = [
        ['=HYPERLINK("http://kwaad.example")', "#REF!"],
        ["=cmd|' /C calc'!A0", "https://kwaad.example"],
    ]

    with ZipFile(BytesIO(workbook(Table("Acties", HEAD, rows)))) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
        names = parts.namelist()

    assert not [tag for tag in ("<f>", "<f ", 't="e"', "<hyperlink") if tag in page]
    assert not [name for name in names if "vba" in name or "external" in name or name.endswith(".bin")]


def test_what_no_sheet_can_hold_is_left_out():
    assert read(["a\x07b\x0bc"])["A2"].value == "abc"


def test_empty_cell_is_empty():
    assert read(["", date(2027, 1, 15)])["A2"].value is None


def test_columns_are_as_wide_as_what_stands_in_them_within_bounds():
    page = read(["x" * 30, "kort"], ["y" * 500, "kort"])

    assert [page.column_dimensions[letter].width for letter in "AB"] == [WIDE, len(HEAD[1]) + 2]


def test_many_columns_together_fit_on_paper():
    page = read(["kort", "x" * 90, "y" * 60, "z" * 60, "x" * 90, "v" * 45, "kort"], head=tuple("abcdefg"))

    widths = [page.column_dimensions[letter].width for letter in "ABCDEFG"]
    assert PAPER - 5 < sum(widths) <= PAPER
    assert (widths[0], widths[-1]) == (NARROW, NARROW)
    assert len(set(widths[1:6])) == 1  # the wide ones give in, and equally


def test_columns_stay_readable_however_many_there_are():
    page = read(["x" * 90] * 26, head=tuple(ascii_uppercase))

    assert {page.column_dimensions[letter].width for letter in ascii_uppercase} == {READABLE}


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("kort", None),
        ("x" * 48, None),
        ("x" * 49, 30),
        ("een\ntwee\n\nvier", 60),
        ("x" * 48 + "\n" + "y" * 49, 45),
        ("x" * 3000, HIGHEST),
    ],
)
def test_row_is_as_high_as_what_stands_in_it(text, height):
    """LibreOffice prints the lines of a folded cell over the row below, unless there is room."""
    page = read(["kort", date(2027, 1, 15)], [text, ""], ["z" * 60, ""])

    assert page.row_dimensions[3].height == height
    assert page.row_dimensions[2].height is None


def test_without_rows_there_is_a_head():
    assert [[cell.value for cell in row] for row in read().iter_rows()] == [[*HEAD]]


def test_workbook_is_a_file():
    response = sheet_response(Table("Lijst", (), ()), name="lijst", kind=XLSX)

    assert response.headers["Content-Disposition"] == 'attachment; filename="lijst.xlsx"'
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
