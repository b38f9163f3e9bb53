"""The rows of the quick form for who is involved."""

import pytest

from incidents.kinds import PersonRole, Relation
from incidents.models import Incident
from incidents.services.cases import show_names
from tests.factories import NOW, make_card, make_theme
from tests.incidents.test_report_form import REPORT, filled_in, only_case

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.fixture(autouse=True)
def themes(db):
    make_card(make_theme(code="sexting"))


def shown(response) -> list[tuple[str, str, str]]:
    return [
        tuple(row[name].value() or "" for name in ("role", "relation", "name")) for row in persons(response)
    ]


def persons(response):
    return response.context["persons"]


def test_there_are_three_rows_to_begin_with(login, contact):
    assert shown(login(contact).get(REPORT)) == [("", "leerling", "")] * 3


def test_rows_that_were_filled_in_become_persons(login, contact):
    victim = {"persoon-0-role": "slachtoffer", "persoon-0-name": "Fatima"}
    witness = {"persoon-2-role": "getuige", "persoon-2-relation": "personeelslid"}

    login(contact).post(REPORT, filled_in(**victim, **witness))

    case = only_case(contact)
    found = [(p.involvement.label, p.involvement.role, p.has_name) for p in case.persons]
    assert found == [
        ("Leerling A", PersonRole.VICTIM, True),
        ("Personeelslid A", PersonRole.WITNESS, False),
    ]
    assert case.persons[1].involvement.relation == Relation.STAFF
    assert list(show_names(case.incident, by=contact, at=NOW).values()) == ["Fatima"]


def test_name_without_a_role_is_asked_for_one(login, contact):
    response = login(contact).post(REPORT, filled_in(**{"persoon-1-name": "Fatima"}))

    assert [row.errors for row in persons(response)] == [
        {},
        {"role": ["Kies hoe deze persoon betrokken is."]},
        {},
    ]
    assert shown(response)[1] == ("", "leerling", "Fatima")
    assert not Incident.unscoped.exists()


def test_one_more_row_keeps_all_that_was_typed_and_finds_no_fault_yet(login, contact):
    sent = filled_in(story="Halverwege", theme="", **{"persoon-0-name": "Fatima"})

    response = login(contact).post(REPORT, sent | {"nog-iemand": "1"})

    form = response.context["form"]
    assert response.status_code == 200
    assert (form["story"].value(), form["key"].value(), form.errors) == ("Halverwege", sent["key"], {})
    assert shown(response) == [("", "leerling", "Fatima"), *[("", "leerling", "")] * 3]
    assert not Incident.unscoped.exists()


def test_fourth_row_counts_as_well(login, contact):
    fourth = {"persoon-3-role": "melder", "persoon-3-relation": "ouder"}

    login(contact).post(REPORT, filled_in(**fourth))

    assert [p.involvement.label for p in only_case(contact).persons] == ["Ouder A"]
