"""Accepting an incident that somebody else followed up, one by one."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from incidents.models import Access
from incidents.services.handover import TakenMeanwhile, accept_handover
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.incidents.access_helpers import acts, events, exclude, invite
from tests.schools.helpers import texts

LIST = "/meldingen/overnemen/"


@pytest.fixture
def leaver(school):
    return make_member(school, Role.CONTACT)


@pytest.fixture
def incident(leaver):
    return make_incident(leaver, title="Zonnebloem")


def leave(member, **fields):
    type(member).unscoped.filter(pk=member.pk).update(**fields or {"left_at": now()})


def handlers(incident):
    return {a.member for a in Access.unscoped.filter(incident=incident, kind="handler", ended_at=None)}


def accept_path(incident):
    return reverse("incidents:accept", args=[incident.pk])


def test_contact_accepts_what_nobody_follows_up(login, contact, leaver, incident):
    leave(leaver)
    [row] = login(contact).get(LIST).context["waiting"]

    response = login(contact).post(row.accept_path, {"seen": row.seen}, follow=True)

    assert handlers(incident) == {contact}
    assert "Elke open melding die jij kunt lezen, wordt opgevolgd." in texts(response)
    assert acts("handover.") == [("handover.accepted", contact)]
    words = f"{contact.user.name} nam deze melding over van {leaver.user.name}."
    assert events(incident, contact) == [("handover.accepted", words)]


def test_incident_of_an_excluded_handler_can_be_accepted(login, contact, leaver, incident):
    exclude(incident, leaver, by=contact)

    login(contact).post(accept_path(incident), {"seen": "", "go": "case"})

    assert handlers(incident) == {contact}
    assert events(incident, contact)[-1][1] == f"{contact.user.name} nam deze melding over."


def test_who_accepts_second_is_told(school, login, contact, leaver, incident):
    first, seen = make_member(school, Role.CONTACT), incident.accesses.get().pk
    leave(leaver)
    accept_handover(incident, seen=seen, by=first, at=now())

    response = login(contact).post(accept_path(incident), {"seen": seen}, follow=True)

    assert "Een collega nam deze melding intussen al over." in texts(response)
    assert handlers(incident) == {first}
    with pytest.raises(TakenMeanwhile):
        accept_handover(incident, seen=None, by=contact, at=now())


def test_accepting_twice_is_once(contact, leaver, incident):
    seen = incident.accesses.get().pk
    for _ in range(2):
        accept_handover(incident, seen=seen, by=contact, at=now())

    assert acts("handover.") == [("handover.accepted", contact)]


def test_closed_incident_is_not_taken_over(login, contact, leaver, incident):
    type(incident).unscoped.filter(pk=incident.pk).update(is_closed=True)
    seen = incident.accesses.get().pk

    response = login(contact).post(accept_path(incident), {"seen": seen}, follow=True)

    assert "Deze melding is intussen afgesloten." in texts(response)
    assert handlers(incident) == {leaver}


@pytest.mark.parametrize(
    ("who", "status"), [("team_member", 403), ("principal", 404), ("admin", 404), ("outsider", 404)]
)
def test_only_a_contact_accepts(request, login, contact, team_member, incident, who, status):
    invite(incident, team_member, by=contact)
    client = login(request.getfixturevalue(who))
    seen = incident.accesses.get(kind="handler").pk

    assert client.post(accept_path(incident), {"seen": seen}).status_code == status
    assert client.get(LIST).status_code == 403


def test_excluded_contact_cannot_accept(login, contact, leaver, incident):
    exclude(incident, contact, by=leaver)

    assert login(contact).post(accept_path(incident), {"seen": ""}).status_code == 404
