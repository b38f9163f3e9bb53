"""Looking back on an incident: five questions, each version kept."""

import pytest

from incidents.records import Type, sheet
from incidents.sheet_forms import EvaluationForm
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.incidents.following import READING, acts, page_of, read


@pytest.fixture
def incident(contact):
    return make_incident(contact)


def test_evaluation_asks_five_things(login, contact, incident):
    form = login(contact).get(page_of("evaluation", incident)).context["form"]

    assert len(form.visible_fields()) == 5


def test_newest_version_counts_and_the_earlier_one_stays(login, contact, incident):
    client = login(contact)
    client.post(page_of("evaluation", incident), {"went_well": "Snel gebeld.", "seen": "0"})
    form = client.get(page_of("evaluation", incident)).context["form"]
    assert form["went_well"].value() == "Snel gebeld."
    again = {"went_well": "Snel gebeld.", "was_hard": "Het weekend.", "seen": form["seen"].value()}
    client.post(page_of("evaluation", incident), again)

    case = read(incident, contact)
    assert sheet(case.written, "evaluation").record.data["was_hard"] == "Het weekend."
    assert [w.record.data["was_hard"] for w in case.written if w.record.type == Type.SHEET] == [
        "",
        "Het weekend.",
    ]


def test_page_shows_what_was_answered(login, contact, incident):
    client = login(contact)
    client.post(page_of("evaluation", incident), {"was_known": "Niet iedereen.", "seen": "0"})

    rows = client.get(page_of("detail", incident)).context["evaluation"]["rows"]

    assert rows == [(EvaluationForm.base_fields["was_known"].label, "Niet iedereen.")]


def test_second_editor_sees_both(login, contact, incident):
    page = page_of("evaluation", incident)
    login(contact).post(page, {"went_well": "Alles.", "seen": "0"})

    response = login(make_member(contact.school, Role.CONTACT)).post(
        page, {"went_well": "Niets.", "seen": 0}
    )

    assert response.status_code == 409
    assert response.context["clashes"] == [("Wat liep goed?", "Alles.", "Niets.")]
    assert "Niets.</textarea>" in response.content.decode()
    assert read(incident, contact).written[-1].record.data["went_well"] == "Alles."


def test_opening_the_form_is_one_recorded_reading_and_a_fault_is_none(login, contact, incident):
    client = login(contact)
    client.get(page_of("evaluation", incident))
    client.post(page_of("evaluation", incident), {"went_well": "x" * 5001, "seen": "0"})

    assert acts(incident) == ["incident.read"]


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_as_many_queries_however_often_it_was_saved(
    login, contact, incident, number, django_assert_num_queries
):
    client, page = login(contact), page_of("evaluation", incident)
    for n in range(number):
        client.post(page, {"went_well": f"Versie {n}.", "seen": 1 + n if n else 0})

    with django_assert_num_queries(4 + READING):  # for who and which
        assert client.get(page).context["form"]["went_well"].value() == f"Versie {number - 1}."
