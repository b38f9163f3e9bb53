"""Who cannot be invited to an incident, who cannot invite, and which day cannot be the last one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from incidents.models import Access
from incidents.services.access import CannotInvite
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.incidents.access_helpers import acts, exclude, invite, sees


@pytest.fixture
def incident(contact):
    return make_incident(contact)


def path(incident):
    return reverse("incidents:invite", args=[incident.pk])


def form(colleague, **fields):
    until_day = (localdate() + timedelta(days=30)).isoformat()
    return {"colleague": colleague.pk, "until_day": until_day, "key": uuid4()} | fields


@pytest.mark.parametrize(
    ("days", "error"),
    [
        (-1, "Deze dag is voorbij. Kies vandaag of later."),
        (366, "Dit is te ver weg."),
        (None, "Kies een dag."),
    ],
)
def test_last_day_is_today_or_within_a_year(login, contact, team_member, incident, days, error):
    day = "" if days is None else (localdate() + timedelta(days=days)).isoformat()

    response = login(contact).post(path(incident), form(team_member, until_day=day, may_note="on"))

    assert error in response.context["form"].errors["until_day"][0]
    assert response.context["form"]["may_note"].value() is True
    assert not sees(team_member, incident)


def test_choices_are_who_can_be_invited(login, school, contact, team_member, admin, outsider, incident):
    make_member(school, Role.CONTACT)
    party = make_member(school, Role.TEAM)
    make_member(school, Role.TEAM, left_at=now())
    exclude(incident, party, by=contact)

    offered = set(login(contact).get(path(incident)).context["form"].fields["colleague"].queryset)

    assert offered == {team_member, admin}


@pytest.mark.parametrize("who", ["oneself", "contact", "left", "excluded", "outsider"])
def test_service_refuses_who_cannot_be_invited(school, contact, incident, outsider, who):
    people = {
        "oneself": contact,
        "contact": make_member(school, Role.CONTACT),
        "left": make_member(school, left_at=now()),
        "excluded": make_member(school),
        "outsider": outsider,
    }
    exclude(incident, people["excluded"], by=contact)

    with pytest.raises(CannotInvite):
        invite(incident, people[who], by=contact)

    assert not Access.unscoped.filter(incident=incident).exclude(kind="handler").exists()


@pytest.mark.parametrize(
    ("who", "status"), [("team_member", 403), ("principal", 404), ("admin", 404), ("outsider", 404)]
)
def test_only_a_contact_invites(request, login, contact, team_member, incident, who, status):
    invite(incident, team_member, by=contact)
    member = request.getfixturevalue(who)
    client = login(member)

    assert client.get(path(incident)).status_code == status
    assert client.post(path(incident), form(team_member)).status_code == status
    assert acts("access.") == [("access.invited", contact)]
