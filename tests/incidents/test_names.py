"""Names are shown by an act of its own, to whom may see them."""

import pytest

from incidents.kinds import PersonRole, Relation
from incidents.services.report import NewPerson
from tests.factories import make_incident
from tests.incidents.access_helpers import acts, invite, open_with_break_glass

PUPIL = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name="Fatima")


@pytest.fixture
def incident(contact):
    return make_incident(contact, PUPIL)


def path(incident, tail) -> str:
    return f"/meldingen/{incident.pk}/{tail}/"


def test_names_are_shown_once_they_are_asked_for_and_that_is_one_act(login, contact, incident):
    response = login(contact).post(path(incident, "namen"))

    assert response.status_code == 200
    assert [(row.name, row.is_shown) for row in response.context["persons"]] == [("Fatima", True)]
    assert "no-store" in response["Cache-Control"]
    assert acts("incident.") == [("incident.logged", contact), ("incident.names_shown", contact)]


def test_asking_by_a_link_shows_nothing(login, contact, incident):
    response = login(contact).get(path(incident, "namen"))

    assert response.url == f"/meldingen/{incident.pk}/"
    assert acts("incident.names_shown") == []


@pytest.mark.parametrize(("may_see_names", "status"), [(True, 200), (False, 403)])
def test_invited_colleague_sees_names_with_that_right(
    login, contact, team_member, incident, may_see_names, status
):
    invite(incident, team_member, by=contact, may_see_names=may_see_names)

    response = login(team_member).post(path(incident, "namen"))

    assert response.status_code == status
    assert ("Fatima" in response.content.decode()) == may_see_names


def test_principal_in_an_emergency_sees_names_by_a_second_click(login, contact, principal, incident):
    open_with_break_glass(incident, principal)
    client = login(principal)

    first = client.get(f"/meldingen/{incident.pk}/")
    second = client.post(first.context["names_path"])

    assert "Fatima" not in first.content.decode()
    assert "Fatima" in second.content.decode()
    assert acts("incident.names_shown") == [("incident.names_shown", principal)]
