"""What was given changes: another last day, withdrawn, left the school; and what the page says of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from incidents.services.access import AccessEnded, extend_access, withdraw_access
from tests.factories import make_incident
from tests.incidents.access_helpers import acts, events, invite, sees
from tests.schools.helpers import texts


@pytest.fixture
def incident(contact):
    return make_incident(contact)


@pytest.fixture
def access(contact, team_member, incident):
    return invite(incident, team_member, by=contact, days=3)


def url(name, access):
    return reverse(f"incidents:{name}", args=[access.incident_id, access.pk])


def in_days(days):
    return (localdate() + timedelta(days=days)).isoformat()


def test_contact_withdraws(login, contact, team_member, incident, access):
    login(contact).post(url("withdraw", access))

    assert not sees(team_member, incident)
    assert acts("access.")[1:] == [("access.withdrawn", contact)]
    assert events(incident, contact)[1:] == [
        ("access.withdrawn", f"{team_member.user.name} leest deze melding niet meer.")
    ]


def test_contact_gives_another_last_day(login, contact, incident, access):
    before = access.until

    login(contact).post(url("extend", access), {"until_day": in_days(10)})

    access.refresh_from_db()
    assert access.until - before == timedelta(days=7)
    assert acts("access.")[1:] == [("access.extended", contact)]
    assert [act for act, _ in events(incident, contact)] == ["access.invited", "access.extended"]


@pytest.mark.parametrize("days", [-1, 366])
def test_last_day_is_checked_again(login, contact, access, days):
    response = login(contact).post(url("extend", access), {"until_day": in_days(days)})

    assert response.context["form"].errors["until_day"]
    with pytest.raises(ValueError, match="not what the form allows"):
        extend_access(access, until_day=localdate() + timedelta(days=days), by=contact, at=now())


@pytest.mark.parametrize("act", ["withdrawn", "expired"])
@pytest.mark.parametrize("name", ["withdraw", "extend"])
def test_what_was_over_stays_over(login, contact, team_member, incident, access, act, name):
    if act == "withdrawn":
        withdraw_access(access, by=contact, at=now())
    else:
        type(access).unscoped.filter(pk=access.pk).update(until=now() - timedelta(minutes=1))
    before = acts("access.")

    response = login(contact).post(url(name, access), {"until_day": in_days(10)}, follow=True)

    assert "Deze toegang was intussen al voorbij." in texts(response)
    assert acts("access.") == before
    assert not sees(team_member, incident)


def test_service_says_that_it_was_over(contact, access):
    withdraw_access(access, by=contact, at=now())

    with pytest.raises(AccessEnded):
        withdraw_access(access, by=contact, at=now())


@pytest.mark.parametrize("name", ["withdraw", "extend"])
def test_access_of_another_incident_is_not_found(login, contact, access, name):
    other = make_incident(contact)
    path = reverse(f"incidents:{name}", args=[other.pk, access.pk])

    assert login(contact).post(path, {"until_day": in_days(9)}).status_code == 404


@pytest.mark.parametrize("name", ["withdraw", "extend"])
def test_handlers_own_access_is_no_invitation(login, contact, incident, name):
    handling = incident.accesses.get(kind="handler")

    assert login(contact).post(url(name, handling), {"until_day": in_days(9)}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("team_member", 403), ("admin", 404), ("outsider", 404)])
@pytest.mark.parametrize("name", ["withdraw", "extend"])
def test_only_a_contact_changes_it(request, login, access, who, status, name):
    client = login(request.getfixturevalue(who))

    assert client.post(url(name, access), {"until_day": in_days(9)}).status_code == status
    assert len(acts("access.")) == 1
