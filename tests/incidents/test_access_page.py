"""What the page of an incident says of who reads it, and what that allows."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import localdate, now

from incidents.access import Rights, rights_of
from incidents.access_part import access_part
from incidents.services.cases import read_case, vault_of
from incidents.services.readers import readers_of
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.incidents.access_helpers import invite
from tests.schools.helpers import texts


@pytest.fixture
def incident(contact):
    return make_incident(contact)


@pytest.fixture
def access(contact, team_member, incident):
    return invite(incident, team_member, by=contact, days=3)


def test_who_left_the_school_reads_nothing_and_is_shown_as_ended(
    login, contact, team_member, incident, access
):
    type(team_member).unscoped.filter(pk=team_member.pk).update(left_at=now())

    page = login(contact).get(reverse("incidents:detail", args=[incident.pk]))

    assert login(team_member).get(reverse("incidents:detail", args=[incident.pk])).status_code == 302
    assert [reader.name for reader in page.context["access"]["ended"]] == [team_member.user.name]
    assert [reader.name for reader in page.context["access"]["readers"]] == [contact.user.name]


def test_page_tells_an_invited_colleague_until_when(login, team_member, incident, access):
    page = texts(login(team_member).get(reverse("incidents:detail", args=[incident.pk])))

    last = localdate() + timedelta(days=3)
    assert f"Je kunt deze melding lezen tot en met {last.day} " in page
    assert "Laat een collega meelezen" not in page


def test_expired_invitation_is_shown_as_ended(login, contact, team_member, incident, access):
    with time_machine.travel(access.until, tick=False):
        page = login(contact).get(reverse("incidents:detail", args=[incident.pk])).context["access"]

    assert [(reader.name, reader.withdraw_path) for reader in page["ended"]] == [
        (team_member.user.name, "")
    ]


def test_new_contact_who_was_invited_does_not_handle_yet(contact, school, incident):
    new = make_member(school, Role.TEAM)
    access = invite(incident, new, by=contact)
    new.roles, new.contact_since = [Role.CONTACT], now()
    new.save()

    assert rights_of(new, incident, now()) == Rights(until=access.until)
    assert rights_of(contact, incident, now()).may_handle
    new.contact_since -= timedelta(hours=24)
    assert rights_of(new, incident, now()).may_handle


@pytest.mark.parametrize("count", [1, 3])
def test_part_needs_two_queries(school, contact, incident, count, django_assert_num_queries):
    for _ in range(count):
        invite(incident, make_member(school), by=contact)
        make_member(school, Role.CONTACT)
    case, rights = read_case(incident, vault_of(incident, contact)), rights_of(contact, incident, now())

    with django_assert_num_queries(2):  # the people, what was opened for them
        part = access_part(case, rights, readers_of(incident), contact, now())["access"]

    assert len(part["readers"]) == 1 + 2 * count
