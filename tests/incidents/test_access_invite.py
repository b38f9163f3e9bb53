"""Inviting a colleague to one incident: who may be, what they may then do, and until when."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import localdate, now

from incidents.access import Rights, rights_of
from incidents.models import Access
from tests.factories import make_incident
from tests.incidents.access_helpers import acts, events, invite, sees


@pytest.fixture
def incident(contact):
    return make_incident(contact)


def path(incident):
    return reverse("incidents:invite", args=[incident.pk])


def form(colleague, **fields):
    until_day = (localdate() + timedelta(days=30)).isoformat()
    return {"colleague": colleague.pk, "until_day": until_day, "key": uuid4()} | fields


def send(client, incident, colleague, django_capture_on_commit_callbacks, **fields):
    with django_capture_on_commit_callbacks(execute=True):
        return client.post(path(incident), form(colleague, **fields))


def test_invited_colleague_reads_that_incident_only(
    login, contact, team_member, incident, django_capture_on_commit_callbacks
):
    other = make_incident(contact)

    response = send(login(contact), incident, team_member, django_capture_on_commit_callbacks)

    assert response.url == reverse("incidents:detail", args=[incident.pk])
    assert sees(team_member, incident)
    assert not sees(team_member, other)
    assert acts("access.") == [("access.invited", contact)]
    [(act, text)] = events(incident, contact)
    assert act == "access.invited"
    assert text.startswith(f"{team_member.user.name} mag deze melding lezen, tot en met ")


def test_mail_holds_nothing_of_the_incident(
    login, contact, team_member, mailoutbox, django_capture_on_commit_callbacks
):
    incident = make_incident(contact, title="Zonnebloem", story="Zonnebloem")

    send(login(contact), incident, team_member, django_capture_on_commit_callbacks)

    [mail] = mailoutbox
    assert mail.to == [team_member.user.email]
    assert mail.subject == "Er staat iets voor je klaar"
    assert f"http://testserver/meldingen/{incident.pk}/" in mail.body
    assert not any(word in mail.subject + mail.body for word in ("Zonnebloem", "elding ", incident.name))


@pytest.mark.parametrize(
    ("given", "rights"),
    [
        ({}, {}),
        ({"may_note": "on"}, {"may_note": True}),
        ({"may_see_names": "on"}, {"may_see_names": True}),
    ],
)
def test_invited_colleague_may_what_was_given(login, contact, team_member, incident, given, rights):
    login(contact).post(path(incident), form(team_member, **given))

    until = Access.unscoped.get(member=team_member).until
    assert rights_of(team_member, incident, now()) == Rights(until=until, **rights)


def test_thirty_days_are_proposed(login, contact, incident):
    shown = login(contact).get(path(incident)).context["form"]["until_day"].value()

    assert shown == localdate() + timedelta(days=30)


def test_access_ends_by_itself_at_midnight(contact, team_member, incident):
    access = invite(incident, team_member, by=contact, days=0)

    with time_machine.travel(access.until - timedelta(seconds=1), tick=False):
        assert sees(team_member, incident)
    with time_machine.travel(access.until, tick=False):
        assert not sees(team_member, incident)
    assert access.until - now() <= timedelta(days=1)


def test_same_form_twice_invites_once(contact, team_member, incident):
    for _ in range(2):
        invite(incident, team_member, by=contact, key=incident.pk)

    assert Access.unscoped.filter(member=team_member).count() == 1
    assert acts("access.") == [("access.invited", contact)]


def test_inviting_again_replaces(contact, team_member, incident):
    first = invite(incident, team_member, by=contact, may_note=True)
    second = invite(incident, team_member, by=contact)

    first.refresh_from_db()
    assert first.ended_at is not None
    assert rights_of(team_member, incident, now()) == Rights(until=second.until)
