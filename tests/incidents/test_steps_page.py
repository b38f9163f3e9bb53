"""The page of the steps, and the steps beside the story of an incident."""

import pytest
from django.urls import reverse

from incidents.models import Incident
from incidents.services.steps import save_steps
from incidents.steps import Said, State, standing, steps_of
from schools.models import Country, School
from schools.permissions import Role
from tests.factories import NOW, make_incident, make_member, make_set
from tests.incidents.following import READING, REASON, acts, add_step, make_protocol, page_of, read


@pytest.fixture
def protocol(db):
    return make_protocol(make_set())


@pytest.fixture
def incident(contact, protocol):
    return make_incident(contact)


def sent(code, state, text="", seen=0):
    return {f"{code}-state": state, f"{code}-text": text, f"{code}-seen": seen}


def said_of(incident, contact, code):
    found = {step.code: said for step, said in standing(read(incident, contact), Country.FLANDERS)}
    return (found[code].state, found[code].text)


def test_button_of_one_step_says_that_it_is_done(login, contact, incident):
    response = login(contact).post(page_of("steps", incident), {"done": "klas:0"})

    assert response.url == page_of("detail", incident) + "#draaiboek"
    assert said_of(incident, contact, "klas") == (State.DONE, "")


def test_button_of_a_step_that_a_colleague_left_undone_meanwhile_changes_nothing(login, contact, incident):
    client = login(contact)
    client.post(page_of("steps", incident), sent("politie", "not_done", REASON))

    response = client.post(page_of("steps", incident), {"done": "politie:0"})

    assert response.status_code == 409
    assert said_of(incident, contact, "politie") == (State.NOT_DONE, REASON)


@pytest.mark.parametrize("done", ["klas", "klas:", "klas:x", ":0", "other:0"])
def test_button_that_says_nonsense_changes_nothing(login, contact, incident, done):
    response = login(contact).post(page_of("steps", incident), {"done": done})

    assert response.status_code in (302, 422)
    assert said_of(incident, contact, "klas") == (State.OPEN, "")


def test_grave_step_that_is_not_done_needs_a_reason(login, contact, incident):
    data = sent("politie", "not_done", "   ") | sent("klas", "not_done", "De klas was op reis.")

    response = login(contact).post(page_of("steps", incident), data)

    assert response.status_code == 422
    page = response.content.decode()
    assert 'id="politie-fout">Schrijf waarom jullie dit niet doen.' in page
    assert 'aria-describedby="politie-fout">' in page
    assert "De klas was op reis.</textarea>" in page
    assert said_of(incident, contact, "klas") == (State.OPEN, "")


def test_grave_step_that_is_not_done_is_kept_with_its_reason(login, contact, incident):
    login(contact).post(page_of("steps", incident), sent("politie", "not_done", REASON))

    assert said_of(incident, contact, "politie") == (State.NOT_DONE, REASON)


def test_duty_needs_a_reason_and_says_whose_law_it_is(login, contact, incident):
    School.objects.update(country=Country.NETHERLANDS)

    response = login(contact).post(page_of("steps", incident), sent("inspectie", "not_done"))

    assert response.status_code == 422
    assert "Wettelijke plicht in Nederland." in response.content.decode()


@pytest.mark.parametrize(("code", "status"), [("coaching", 302), ("klas", 422)])
def test_only_a_step_with_a_when_may_not_apply(login, contact, incident, code, status):
    response = login(contact).post(page_of("steps", incident), sent(code, "not_applicable"))

    assert response.status_code == status


def test_second_editor_sees_both(login, contact, incident):
    step = next(s for s in steps_of("leerling-ongewenst", "BE") if s.code == "klas")
    save_steps(incident, sent={step: Said(State.DONE, "Maandag.")}, by=contact, at=NOW)
    client = login(make_member(contact.school, Role.CONTACT))

    response = client.post(page_of("steps", incident), sent("klas", "not_done", "Dinsdag.", seen=0))

    assert response.status_code == 409
    page = response.content.decode()
    assert "Maandag." in page
    assert "Dinsdag.</textarea>" in page
    again = client.post(page_of("steps", incident), sent("klas", "not_done", "Dinsdag.", seen=2))
    assert again.status_code == 302
    assert said_of(incident, contact, "klas") == (State.NOT_DONE, "Dinsdag.")


def test_closed_incident_gives_the_text_back(login, contact, incident):
    Incident.unscoped.update(is_closed=True)

    response = login(contact).post(page_of("steps", incident), sent("klas", "not_done", "Dinsdag."))

    assert response.status_code == 409
    assert response.context["texts"] == ["Dinsdag."]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_need_as_many_queries_however_many_steps_and_records(
    login, contact, protocol, incident, number, django_assert_num_queries
):
    for n in range(number):
        add_step(protocol, f"extra-{n}")
        step = next(s for s in steps_of("leerling-ongewenst", "BE") if s.code == f"extra-{n}")
        save_steps(incident, sent={step: Said(State.DONE)}, by=contact, at=NOW)
    client = login(contact)

    with django_assert_num_queries(4 + READING + 1):  # for who and which, and the edition of the steps
        client.get(page_of("steps", incident))

    assert acts(incident)[-1] == "incident.read"


def test_reader_may_not_set_steps(login, team_member, contact, incident):
    client = login(team_member)

    assert client.post(page_of("steps", incident), sent("klas", "done")).status_code == 404
    assert client.get(reverse("incidents:steps", args=[incident.pk])).status_code == 404
