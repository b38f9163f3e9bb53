"""Sheets: text only, whatever stands in a cell."""

import pytest

from schools.sheets import CSV, Table, neutral, separated, sheet_response


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_cell_that_starts_as_a_formula_is_text(start):
    assert neutral(f"{start}1+1") == f"'{start}1+1"


def test_cell_with_a_sign_further_on_stays_as_it_is():
    assert neutral("1=1") == "1=1"


def test_sheet_says_that_it_is_utf_8_and_separates_with_semicolons():
    assert (
        separated(Table("Lijst", ("Wat", "Wie"), [["=1", "Zoë"]]))
        == '\ufeff"Wat";"Wie"\r\n"\'=1";"Zoë"\r\n'
    )


def test_sheet_is_a_file():
    response = sheet_response(Table("Lijst", (), ()), name="lijst", kind=CSV)

    assert response.headers["Content-Disposition"] == 'attachment; filename="lijst.csv"'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
