"""Opening a request for access, and looking for the person in the register."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.models import AccessRequest, Exclusion
from incidents.request_content import Request
from schools.permissions import Role
from tests.factories import make_member, make_school
from tests.incidents.requests import (
    FATIMA,
    OPENED,
    YUSUF,
    acts,
    content,
    make_case,
    make_request,
    url,
)


@pytest.fixture
def row(contact):
    return make_request(contact)


def search(client, row, name):
    return client.post(url("request_search", row), {"name": name})


def found(response):
    return [(one.name, one.label, one.case) for one in response.context["found"]]


def test_opening_seals_who_asks_and_leads_to_the_search(login, contact):
    client = login(contact)
    data = OPENED | {"received_on": timezone.localdate().isoformat(), "key": str(uuid4())}

    responses = [client.post(reverse("incidents:request_open"), data) for _ in range(2)]

    row = AccessRequest.unscoped.get()
    assert [response.url for response in responses] == [url("request_search", row)] * 2
    assert {name: getattr(content(row), name) for name in OPENED} == OPENED
    assert acts() == ["request.opened"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"asked_by": ""}, "asked_by"),
        ({"checked": " "}, "checked"),
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"received_on": "1999-01-01"}, "received_on"),
    ],
)
def test_what_is_missing_is_explained(login, contact, fields, wrong):
    data = OPENED | {"received_on": timezone.localdate().isoformat(), "key": str(uuid4())}

    response = login(contact).post(reverse("incidents:request_open"), data | fields)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {wrong}
    assert not AccessRequest.unscoped.exists()


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 20), date(2026, 12, 20)),
        (date(2026, 12, 5), date(2027, 1, 5)),
        (date(2027, 1, 31), date(2027, 2, 28)),
    ],
)
def test_answer_is_due_in_a_month(received, due):
    assert Request(asked_by="Jan", received_on=received).due_on == due


def test_search_finds_the_person_and_no_other(login, contact, row):
    first, second = make_case(contact), make_case(contact, YUSUF)

    response = search(login(contact), row, "amrani FATIMA")

    assert found(response) == [("Fatima El Amrani", "Leerling A", first.name)]
    page = response.content.decode()
    assert "Öztürk" not in page
    assert second.name not in page


def test_search_is_one_act_and_each_name_that_is_shown_another(login, contact, row):
    for persons in ([FATIMA], [FATIMA, YUSUF], [YUSUF]):
        make_case(contact, *persons)
    before = len(acts())

    search(login(contact), row, "Fatima")

    assert acts()[before:] == ["request.searched", "incident.names_shown", "incident.names_shown"]


def test_search_that_finds_nothing_says_what_to_do(login, contact, row):
    make_case(contact)

    response = search(login(contact), row, "Niemand")

    assert "Niemand heet zo" in response.content.decode()
    assert acts()[-1] == "request.searched"


def test_excluded_contact_does_not_find_the_incident(login, contact, row):
    incident = make_case(contact)
    Exclusion.unscoped.create(school=contact.school, incident=incident, member=contact)

    response = search(login(contact), row, "Fatima")

    assert response.context["found"] == []
    assert "Mag een ander aanspreekpunt meer lezen" in response.content.decode()


def test_other_school_is_not_searched(login, contact, row):
    make_case(make_member(make_school(), Role.CONTACT))

    assert search(login(contact), row, "Fatima").context["found"] == []


@pytest.mark.parametrize("name", ["", "x", ".", "***"])
def test_name_without_letters_is_explained(login, contact, row, name):
    response = search(login(contact), row, name)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"name"}


@pytest.mark.parametrize("count", [1, 3])
def test_search_costs_as_many_queries_for_many_incidents(
    login, contact, row, count, django_assert_num_queries
):
    for _ in range(count):
        make_case(contact, YUSUF)
    client = login(contact)
    client.get(reverse("incidents:requests"))

    with django_assert_num_queries(15):
        search(client, row, "Fatima")


def test_only_who_opened_it_searches_and_only_contacts_open(login, contact, principal, row):
    other = make_member(contact.school, Role.CONTACT)

    assert search(login(other), row, "Fatima").status_code == 403
    assert search(login(principal), row, "Fatima").status_code == 403
    assert login(principal).get(reverse("incidents:request_open")).status_code == 403


@pytest.mark.parametrize("role", [Role.CONTACT, Role.PRINCIPAL])
def test_other_school_finds_no_request(login, row, role):
    client = login(make_member(make_school(), role))

    assert client.get(url("request", row)).status_code == 404
    assert client.get(reverse("incidents:requests")).context["open_rows"] == []


def test_new_contact_waits_before_reading_requests_of_others(login, contact, row):
    new = make_member(contact.school, Role.CONTACT, contact_since=timezone.now() - timedelta(hours=1))

    assert login(new).get(url("request", row)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_numbers_and_days_but_no_names(login, contact, count, django_assert_num_queries):
    for _ in range(count):
        make_request(contact)
    client = login(contact)

    with django_assert_num_queries(6):
        response = client.get(reverse("incidents:requests"))

    assert len(response.context["open_rows"]) == count
    page = response.content.decode()
    assert "20 december 2026" in page
    assert not [name for name in ("Samira", "Fatima") if name in page]
