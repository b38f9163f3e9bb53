"""Finding an incident to read: a query compiled once must still ask who, and when, each time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.models import Incident, Reach
from incidents.services.cases import find_incident
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.incidents.access_helpers import exclude, invite


def test_invitation_is_looked_at_against_the_clock_of_each_question(contact, team_member):
    incident = make_incident(contact)
    until = invite(incident, team_member, by=contact, days=1).until
    moments = [until - timedelta(seconds=1), until, until - timedelta(seconds=1)]

    assert [find_incident(team_member, incident.pk, at) for at in moments] == [incident, None, incident]


def test_each_who_asks_is_looked_at_alone(contact, team_member, outsider):
    incident = make_incident(contact)
    party, invited = make_member(contact.school, Role.CONTACT), make_member(contact.school)
    exclude(incident, party, by=contact)
    invite(incident, invited, by=contact)
    asked = [contact, team_member, invited, party, outsider, invited, contact]

    found = [find_incident(member, incident.pk, timezone.now()) for member in asked]

    assert [one is not None for one in found] == [True, False, True, False, False, True, True]


@pytest.mark.parametrize("reach", Reach)
def test_reach_never_goes_past_the_school_nor_to_who_is_party(contact, outsider, reach):
    incident = make_incident(contact)
    party = make_member(contact.school, Role.CONTACT)
    exclude(incident, party, by=contact)

    for member in (party, outsider):
        assert not Incident.unscoped.within_reach(member, reach, timezone.now()).exists()
