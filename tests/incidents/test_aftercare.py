"""Aftercare: what is planned, on which day, apart from how long an incident is kept."""

from datetime import timedelta

import pytest

from incidents.models import Incident
from incidents.records import sheet
from schools.permissions import Role
from tests.factories import NOW, make_incident, make_member
from tests.incidents.following import acts, invite, page_of, read

LATER = {"what": "Gesprek met Leerling A.", "who": "An", "aftercare_on": "2099-01-15"}


@pytest.fixture
def incident(contact):
    return make_incident(contact)


def save(client, incident, seen=0, **fields):
    return client.post(page_of("aftercare", incident), LATER | fields | {"seen": seen})


def test_aftercare_is_planned_without_touching_what_is_kept_how_long(login, contact, incident):
    save(login(contact), incident)

    case, before = read(incident, contact), incident
    assert case.head.aftercare_on.isoformat() == "2099-01-15"
    assert sheet(case.written, "aftercare").record.data == {"name": "aftercare"} | LATER
    assert case.incident.story_until == before.story_until
    assert acts(incident) == ["incident.sheet_saved", "incident.read"]


def test_page_tells_the_plan_and_when_the_day_has_come(login, contact, incident):
    client = login(contact)
    save(client, incident)

    page = client.get(page_of("detail", incident)).content.decode()

    assert "Jullie kijken opnieuw hoe het gaat op <strong>15 januari 2099</strong>." in page
    assert "Gesprek met Leerling A." in page

    passed = make_incident(contact, aftercare_on=NOW.date() - timedelta(days=1))
    page = client.get(page_of("detail", passed)).content.decode()
    assert "Kijk nu hoe het gaat: gepland op 19 november 2026." in page


def test_day_that_passed_may_stay_when_the_rest_changes(login, contact):
    incident = make_incident(contact, aftercare_on=NOW.date() - timedelta(days=300))
    client = login(contact)

    assert save(client, incident, aftercare_on="2020-01-01").status_code == 422
    assert save(client, incident, aftercare_on=str(NOW.date() - timedelta(days=300))).status_code == 302


def test_second_editor_sees_both(login, contact, incident):
    save(login(contact), incident, what="Kringgesprek.")

    response = save(login(make_member(contact.school, Role.CONTACT)), incident, aftercare_on="2099-02-01")

    assert response.status_code == 409
    assert response.context["clashes"] == [
        ("Wat doen jullie nog, en voor wie?", "Kringgesprek.", "Gesprek met Leerling A."),
        ("Wanneer kijken jullie opnieuw hoe het gaat?", "15 januari 2099", "1 februari 2099"),
    ]


def test_closed_incident_sends_back_who_opens_the_form_and_keeps_the_text_of_who_sends_it(
    login, contact, incident
):
    Incident.unscoped.update(is_closed=True)
    client = login(contact)

    assert client.get(page_of("aftercare", incident)).url == page_of("detail", incident)
    response = save(client, incident)
    assert response.status_code == 409
    assert "Gesprek met Leerling A." in response.context["texts"]


@pytest.mark.parametrize("name", ["images", "aftercare", "evaluation", "steps"])
def test_invited_colleague_reads_and_does_not_follow_up(login, contact, team_member, incident, name):
    invite(incident, team_member, by=contact)
    client = login(team_member)

    assert client.get(page_of("detail", incident)).status_code == 200
    assert client.get(page_of(name, incident)).status_code == 403
    assert client.post(page_of(name, incident), {"seen": "0"}).status_code == 403
    assert page_of(name, incident) not in client.get(page_of("detail", incident)).content.decode()
