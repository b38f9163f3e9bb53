"""Who is involved: somebody is added, given a name, or another one, or none."""

from uuid import uuid4

import pytest

from incidents.kinds import PersonRole, Relation
from incidents.models import Incident, Person
from incidents.services.cases import show_names
from incidents.services.report import NewPerson
from tests.factories import NOW, make_incident
from tests.incidents.access_helpers import acts, invite

PUPIL = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name="Fatima")


@pytest.fixture
def incident(contact):
    return make_incident(contact, PUPIL)


def path(incident, tail) -> str:
    return f"/meldingen/{incident.pk}/{tail}/"


def name_path(incident) -> str:
    return path(incident, f"betrokkenen/{Person.unscoped.get(incident=incident).pk}/naam")


def names(incident, member) -> list[str]:
    return list(show_names(incident, by=member, at=NOW).values())


def test_person_is_added_under_the_next_label(login, contact, incident):
    sent = {"role": "getuige", "relation": "leerling", "name": "", "note": "zit ernaast", "key": uuid4()}
    client = login(contact)

    for _ in range(2):
        response = client.post(path(incident, "betrokkenen"), sent)

    rows = client.get(response.url).context["persons"]
    assert [(row.label, row.role, row.note, row.name) for row in rows] == [
        ("Leerling A", "slachtoffer", "", "naam versleuteld"),
        ("Leerling B", "getuige", "zit ernaast", "geen naam genoteerd"),
    ]
    assert acts("incident.person_added") == [("incident.person_added", contact)]


def test_person_without_a_role_is_asked_for_one(login, contact, incident):
    response = login(contact).post(path(incident, "betrokkenen"), {"name": "Mats", "key": uuid4()})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["role", "relation"]
    assert 'value="Mats"' in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "left"), [({"name": "Fatima Yilmaz"}, ["Fatima Yilmaz"]), ({"name": "", "wis": "1"}, [])]
)
def test_name_is_replaced_or_taken_away(login, contact, incident, sent, left):
    response = login(contact).post(name_path(incident), sent)

    assert response.url == f"/meldingen/{incident.pk}/"
    assert acts("incident.named") == [("incident.named", contact)]
    assert names(incident, contact) == left


def test_empty_name_changes_nothing(login, contact, incident):
    response = login(contact).post(name_path(incident), {"name": " "})

    assert response.status_code == 422
    assert response.context["form"].errors == {"name": ["Schrijf de naam."]}
    assert names(incident, contact) == ["Fatima"]


def test_person_of_another_incident_is_not_named_here(login, contact, incident):
    other = make_incident(contact)
    elsewhere = name_path(incident).replace(str(incident.pk), str(other.pk))

    assert login(contact).post(elsewhere, {"name": "Mats"}).status_code == 404
    assert names(incident, contact) == ["Fatima"]


def test_colleague_with_names_may_not_change_them(login, contact, team_member, incident):
    invite(incident, team_member, by=contact, may_see_names=True, may_note=True)

    assert login(team_member).post(name_path(incident), {"name": "Mats"}).status_code == 403


def test_closed_incident_takes_no_name(login, contact, incident):
    Incident.unscoped.filter(pk=incident.pk).update(is_closed=True)

    response = login(contact).post(name_path(incident), {"name": "Mats"})

    assert response.status_code == 409
    assert names(incident, contact) == ["Fatima"]


def test_page_of_a_name_says_whose_it_is_which_is_a_reading_and_shows_no_name(login, contact, incident):
    page = login(contact).get(name_path(incident)).content.decode()

    assert "Een andere naam voor Leerling A" in page
    assert "Fatima" not in page
    assert acts("incident.read") == [("incident.read", contact)]


@pytest.mark.parametrize("path_of", [lambda i: path(i, "betrokkenen"), name_path])
def test_closed_incident_sends_back_who_opens_a_form(login, contact, incident, path_of):
    Incident.unscoped.filter(pk=incident.pk).update(is_closed=True)

    assert login(contact).get(path_of(incident)).url == f"/meldingen/{incident.pk}/"
