"""The log of one incident, for who handles it."""

import pytest
from django.urls import reverse

from incidents.services.cases import open_case, show_names
from schools.log import PAGE
from tests.factories import NOW, make_incident
from tests.incidents.access_helpers import acts, invite
from tests.schools.helpers import texts


@pytest.fixture
def incident(contact):
    return make_incident(contact, title="Zonnebloem")


def path(incident):
    return reverse("incidents:log", args=[incident.pk])


def test_log_tells_who_read_wrote_and_saw_names(login, contact, team_member, incident):
    invite(incident, team_member, by=contact)
    open_case(incident, by=team_member, at=NOW)
    show_names(incident, by=contact, at=NOW)

    rows = login(contact).get(path(incident)).context["rows"]

    assert [(row.who, row.what) for row in rows] == [
        (contact.user.name, "bekeek de namen bij een melding"),
        (team_member.user.name, "las een melding"),
        (contact.user.name, "gaf een collega toegang tot een melding"),
        (contact.user.name, "noteerde een melding"),
    ]


def test_looking_at_it_is_no_reading(login, contact, incident):
    before = acts("")

    page = texts(login(contact).get(path(incident)))

    assert acts("") == before
    assert "Zonnebloem" not in page


def test_acts_on_other_incidents_are_left_out(login, contact, incident):
    make_incident(contact)

    assert len(login(contact).get(path(incident)).context["rows"]) == 1


def test_older_acts_stand_on_the_next_page(login, contact, incident, django_assert_num_queries):
    for _ in range(PAGE):
        open_case(incident, by=contact, at=NOW)
    client = login(contact)
    with django_assert_num_queries(5):  # session, user, member, incident, rows
        newest = client.get(path(incident))

    older = client.get(path(incident), {"voor": newest.context["older"]})

    assert [len(page.context["rows"]) for page in (newest, older)] == [PAGE, 1]
    assert f'href="?voor={newest.context["older"]}"' in newest.content.decode()
    assert older.context["older"] is None


@pytest.mark.parametrize("before", ["", "abc", "²", "9" * 40, "-1"])
def test_nonsense_in_the_address_shows_the_newest(login, contact, incident, before):
    assert len(login(contact).get(path(incident), {"voor": before}).context["rows"]) == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("team_member", 403), ("principal", 404), ("admin", 404), ("log_reader", 404), ("outsider", 404)],
)
def test_only_who_handles_it_reads_its_log(request, login, contact, team_member, incident, who, status):
    invite(incident, team_member, by=contact)

    assert login(request.getfixturevalue(who)).get(path(incident)).status_code == status
