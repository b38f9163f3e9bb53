"""Break-glass that opens nothing, opens anew, or ends."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from incidents.services.break_glass import NoSuchIncident
from schools.permissions import Role
from tests.factories import make_incident, make_member, make_school
from tests.incidents.access_helpers import acts, events, exclude, open_with_break_glass, sees


@pytest.fixture
def incident(contact):
    return make_incident(contact, title="Zonnebloem", story="Zonnebloem")


@pytest.mark.parametrize("why", ["nowhere", "other school", "excluded", "no number"])
def test_number_that_opens_nothing_is_refused_and_written_down(contact, principal, incident, why):
    if why == "excluded":
        exclude(incident, principal, by=contact)
    somebody = make_member(make_school(), Role.PRINCIPAL) if why == "other school" else principal
    number = {"nowhere": "2026-999", "no number": "abc"}.get(why, incident.name)
    before = acts("access.")

    with pytest.raises(NoSuchIncident):
        open_with_break_glass(incident, somebody, number=number)

    assert acts("object.") == [("object.refused", somebody)]
    assert acts("access.") == before
    assert not sees(somebody, incident)


def test_refusals_cost_the_same(contact, principal, incident):
    party_to = make_incident(contact)
    exclude(party_to, principal, by=contact)
    open_with_break_glass(incident, principal)  # the first act of a chain costs more

    counts = []
    for number in ("2026-999", party_to.name):
        with CaptureQueriesContext(connection) as asked, pytest.raises(NoSuchIncident):
            open_with_break_glass(incident, principal, number=number)
        counts.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked])

    assert counts[0] == counts[1]


def test_opening_again_starts_another_hour(contact, principal, incident):
    first = open_with_break_glass(incident, principal, at=now() - timedelta(minutes=50))
    second = open_with_break_glass(incident, principal)

    first.refresh_from_db()
    assert first.ended_at is not None
    assert second.until > first.until
    assert len(events(incident, contact)) == 2


def test_closed_incident_can_be_opened_too(contact, principal, incident):
    type(incident).unscoped.filter(pk=incident.pk).update(is_closed=True)

    open_with_break_glass(incident, principal)

    assert sees(principal, incident)


def test_principal_ends_it_before_its_time(login, contact, principal, incident):
    open_with_break_glass(incident, principal)
    path = reverse("incidents:break_glass_end", args=[incident.pk])

    answers = [login(principal).post(path).status_code for _ in range(2)]

    assert answers == [302, 404]
    assert not sees(principal, incident)
    assert acts("access.")[1:] == [("access.break_glass_ended", principal)]
    assert [act for act, _ in events(incident, contact)] == [
        "access.break_glass",
        "access.break_glass_ended",
    ]


def test_exclusion_ends_it(contact, principal, incident):
    open_with_break_glass(incident, principal)

    exclude(incident, principal, by=contact)

    assert not sees(principal, incident)


@pytest.mark.parametrize(("who", "status"), [("contact", 403), ("admin", 403), ("team_member", 403)])
def test_only_a_principal_has_it(request, login, incident, who, status):
    client = login(request.getfixturevalue(who))
    end = reverse("incidents:break_glass_end", args=[incident.pk])

    assert client.get(reverse("incidents:break_glass")).status_code == status
    assert client.post(reverse("incidents:break_glass"), {"number": incident.name}).status_code == status
    assert client.post(end).status_code == status
