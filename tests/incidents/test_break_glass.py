"""Break-glass: in an emergency a principal opens one incident, and everybody concerned knows."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import now

from incidents.access import rights_of
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.incidents.access_helpers import REASON, acts, events, exclude, open_with_break_glass, sees
from tests.schools.helpers import texts


@pytest.fixture
def incident(contact):
    return make_incident(contact, title="Zonnebloem", story="Zonnebloem")


def test_principal_reads_that_incident_for_an_hour(contact, principal, incident):
    other = make_incident(contact)

    access = open_with_break_glass(incident, principal)

    assert access.until - access.given_at == timedelta(minutes=60)
    assert [sees(principal, i) for i in (incident, other)] == [True, False]
    with time_machine.travel(access.until - timedelta(seconds=1), tick=False):
        assert sees(principal, incident)
    with time_machine.travel(access.until, tick=False):
        assert not sees(principal, incident)


def test_it_is_for_reading_only_and_names_are_a_second_act(login, principal, incident):
    access = open_with_break_glass(incident, principal)

    rights = rights_of(principal, incident, now())

    assert (rights.may_handle, rights.may_note) == (False, False)
    assert (rights.is_break_glass, rights.until, rights.may_see_names) == (True, access.until, True)
    page = login(principal).get(reverse("incidents:detail", args=[incident.pk]))
    assert "Schrijven kan niet." in texts(page)
    assert "Reden:" not in texts(page)


@pytest.mark.parametrize("name", ["note", "invite", "exclude"])
def test_principal_cannot_write_in_it(login, principal, incident, name):
    open_with_break_glass(incident, principal)

    response = login(principal).post(reverse(f"incidents:{name}", args=[incident.pk]), {"text": "Nee"})

    assert response.status_code == 403


def test_incident_keeps_who_opened_it_and_why(login, contact, principal, incident):
    open_with_break_glass(incident, principal)

    page = login(contact).get(reverse("incidents:detail", args=[incident.pk]))

    [reader] = [r for r in page.context["access"]["readers"] if r.name == principal.user.name]
    assert reader.note == f"Reden: {REASON}"
    assert reader.rights == "noodtoegang, alleen lezen"
    [(act, text)] = events(incident, contact)
    assert act == "access.break_glass"
    assert text.startswith(f"{principal.user.name} opende deze melding met de noodtoegang, tot ")
    assert REASON not in text  # the timeline is for invited colleagues too
    assert acts("access.") == [("access.break_glass", principal)]


def test_contacts_and_log_readers_hear_of_it_at_once(
    school, contact, principal, log_reader, incident, mailoutbox, django_capture_on_commit_callbacks
):
    party = make_member(school, Role.CONTACT, Role.LOG_READER)
    exclude(incident, party, by=contact)
    make_member(school, Role.CONTACT, left_at=now())

    with django_capture_on_commit_callbacks(execute=True):
        open_with_break_glass(incident, principal)

    case, log = f"https://school.example/meldingen/{incident.pk}/", "https://school.example/logboek/"
    told = {
        mail.to[0]: case if case in mail.body else log if log in mail.body else "" for mail in mailoutbox
    }
    assert told == {contact.user.email: case, log_reader.user.email: log}
    for mail in mailoutbox:
        assert mail.subject == f"Melding {incident.name} is geopend met de noodtoegang"
        assert principal.user.name in mail.body
        assert not any(word in mail.subject + mail.body for word in ("Zonnebloem", REASON))
