"""The plan keeps the rules of PDF/UA-1; and each check finds what breaks its rule."""

import pytest

from schoolsafety import pdf
from tests.pdf_ua import CHECKS, faults
from tests.plans.bad_pdf import GOOD, SPOILS, headers, scopes, spoiled
from tests.plans.tried_plans import PLANS, make_plan


@pytest.fixture(scope="module")
def good():
    return pdf.render_pdf(GOOD)


@pytest.mark.parametrize("name", PLANS)
def test_plan_keeps_the_rules(db, name):
    assert faults(make_plan(name).pdf) == []


def test_good_file_has_no_faults(good):
    assert faults(good) == []


@pytest.mark.parametrize(("check", "spoil"), SPOILS)
def test_check_finds_its_fault_and_no_other_does(good, check, spoil):
    assert {found.partition(":")[0] for found in faults(spoiled(good, spoil))} == {check}


def test_every_check_is_shown_a_fault():
    assert {check.__name__ for check in CHECKS} == {check for check, _ in SPOILS}


def test_scopes_do_as_well_as_the_names_of_headers(good):
    bare, row = headers(), "/Row"

    assert faults(spoiled(good, bare, scopes("/Column", "/Column", row))) == []
    assert faults(spoiled(good, bare, scopes("/Column", "/Aside", row))) == [
        "tables_headed: “An” is led to no header"
    ]
