"""Handing over: what nobody follows up any more, asking a successor, and accepting one by one."""

import pytest
from django.utils.timezone import now

from incidents.handover import gap, without_handler
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.incidents.access_helpers import exclude, invite, sees

LIST = "/meldingen/overnemen/"


@pytest.fixture
def leaver(school):
    return make_member(school, Role.CONTACT)


@pytest.fixture
def incident(leaver):
    return make_incident(leaver, title="Zonnebloem")


def leave(member, **fields):
    type(member).unscoped.filter(pk=member.pk).update(**fields or {"left_at": now()})


@pytest.mark.parametrize("fields", [{"left_at": now()}, {"roles": [Role.TEAM]}])
def test_open_incident_of_who_left_waits_for_somebody(contact, leaver, incident, fields):
    make_incident(contact)
    closed = make_incident(leaver)
    type(closed).unscoped.filter(pk=closed.pk).update(is_closed=True)
    assert gap(contact) == 0

    leave(leaver, **fields)

    assert list(without_handler(contact)) == [incident]
    assert gap(contact) == 1


def test_gap_counts_only_what_this_contact_may_read(school, contact, leaver, incident, outsider):
    others = [make_member(school, Role.CONTACT, contact_since=now()), make_member(school, Role.TEAM)]
    make_incident(leaver)
    exclude(incident, contact, by=leaver)
    leave(leaver)

    assert [gap(member) for member in (contact, *others, outsider)] == [1, 0, 0, 0]


def test_principal_counts_nothing_here_even_with_an_invitation(school, contact, leaver, incident):
    principal = make_member(school, Role.PRINCIPAL)
    invite(incident, principal, by=contact)
    leave(leaver)

    assert sees(principal, incident)
    assert gap(principal) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_gap_needs_one_query(contact, leaver, count, django_assert_num_queries):
    for _ in range(count):
        make_incident(leaver)
    leave(leaver)

    with django_assert_num_queries(1):
        assert gap(contact) == count


def test_incident_without_a_title_is_named_after_its_kind(login, contact, leaver):
    make_incident(leaver, title="")
    leave(leaver)

    [row] = login(contact).get(LIST).context["waiting"]

    assert row.title == "Ongewenst gedrag van een leerling"


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_as_many_queries_for_more(login, contact, leaver, count, django_assert_num_queries):
    for _ in range(count):
        make_incident(leaver)
    leave(leaver)
    client = login(contact)

    with django_assert_num_queries(9):  # session, user, member; incidents with 3 of readers; keys; own
        response = client.get(LIST)

    assert [row.handler for row in response.context["waiting"]] == [leaver.user.name] * count
