"""What the list says beside its rows: nothing yet, nobody follows it up, only one contact person."""

import pytest
from django.utils.html import escape

from incidents.handover import gap
from incidents.models import Access
from schools.permissions import Role
from tests.factories import NOW, make_incident, make_member

pytestmark = pytest.mark.time_machine(NOW, tick=False)

LIST = "/meldingen/"
ONE_CONTACT = "Spreek een tweede aanspreekpunt af"


@pytest.fixture
def gone(school):
    """A contact person who left after reporting an incident."""
    member = make_member(school, Role.CONTACT)
    make_incident(member, title="Zonder opvolging")
    member.left_at = NOW
    member.save()
    return member


def content(response) -> str:
    return response.content.decode()


def test_contact_learns_how_to_begin(login, contact):
    assert "Noteer de eerste melding" in content(login(contact).get(LIST))


def test_others_learn_why_it_is_empty_and_whom_to_ask(login, team_member, contact):
    make_incident(contact)

    page = content(login(team_member).get(LIST))

    assert "Er staat nu geen melding voor je open" in page
    assert f"Spreek {escape(contact.user.name)} aan." in page
    assert "Noteer" not in page


def test_open_incident_without_a_handler_is_counted_and_found(login, contact, gone):
    make_incident(contact, title="Met opvolging")
    client = login(contact)

    everything, unattended = client.get(LIST), client.get(LIST, {"zonder": "1"})

    assert everything.context["counts"] == {"total": 2, "open": 2, "unattended": 1}
    assert "Eén open melding wordt door niemand meer opgevolgd." in content(everything)
    assert [(row.title, row.handler) for row in unattended.context["rows"]] == [
        ("Zonder opvolging", "niemand meer")
    ]


@pytest.mark.parametrize("change", ["access ends", "no contact any more"])
def test_handler_may_stop_in_other_ways(login, contact, school, change):
    handler = make_member(school, Role.CONTACT)
    incident = make_incident(handler)
    if change == "access ends":
        Access.unscoped.filter(incident=incident).update(ended_at=NOW)
    else:
        handler.roles = [Role.TEAM]
        handler.save()

    assert login(contact).get(LIST).context["counts"]["unattended"] == 1
    assert gap(contact) == 1  # the page on which they are taken over asks it in its own way


def test_invited_colleague_reads_no_counts(login, team_member, gone):
    response = login(team_member).get(LIST)

    assert response.context["counts"] is None
    assert "niemand meer opgevolgd" not in content(response)


def test_school_with_one_contact_is_told_to_find_a_second(login, contact, school):
    client = login(contact)
    alone = content(client.get(LIST))
    make_member(school, Role.CONTACT)

    together = content(client.get(LIST))

    assert ONE_CONTACT in alone
    assert ONE_CONTACT not in together


def test_contact_who_left_does_not_count_as_the_second(login, contact, gone):
    assert ONE_CONTACT in content(login(contact).get(LIST))
