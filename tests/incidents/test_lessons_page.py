"""The lessons as the working group reads them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from incidents.models import Lesson
from tests.assessments.helpers import FRAME, path
from tests.factories import NOW, make_card, make_round
from tests.incidents.lessons import MARK, keep_path, make_aftercare_card, make_lesson

URL = reverse("assessments:lessons")
HOUR = timedelta(hours=1)


@pytest.fixture
def card(db):
    return make_aftercare_card()


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


def test_page_tells_the_lesson_and_not_the_incident(login, contact, team_member, round, card):
    incident = make_lesson(contact, helped="Een vaste dag <b>om</b> na te vragen.")

    response = login(team_member).get(URL)

    page = response.content.decode()
    (row,) = response.context["rows"]
    assert (row.title, row.where, row.path) == ("Nazorg", "Sexting · Reactie", path("card", round, card))
    assert row.action_path == f"{reverse('plans:add')}?les={Lesson.unscoped.get().pk}&next=%2Flessen%2F"
    assert "Een vaste dag &lt;b&gt;om&lt;/b&gt; na te vragen." in page
    assert "Meldingen bij deze kaart: 0–4" in page
    assert MARK in page
    assert not [word for word in (incident.name, str(incident.pk), "Wat er gebeurde.") if word in page]


def test_links_of_the_page_lead_somewhere(login, contact, team_member, round, card):
    make_lesson(contact)
    client = login(team_member)
    (row,) = client.get(URL).context["rows"]

    found = [client.get(p) for p in (row.path, row.action_path)]

    assert [response.status_code for response in found] == [200, 200]
    assert all(card.title in response.content.decode() for response in found)


def test_page_of_a_school_without_a_round_tells_it_too(login, contact, card):
    make_lesson(contact)
    make_lesson(contact, at=NOW - HOUR, card="", followed="none")
    make_lesson(contact, at=NOW - 2 * HOUR, card="verdwenen")

    rows = login(contact).get(URL).context["rows"]

    assert [(row.title, row.path) for row in rows] == [
        ("Nazorg", ""),
        ("Geen enkele kaart", ""),
        ("verdwenen", ""),
    ]


def test_page_without_lessons_says_where_they_come_from(login, team_member, outsider, contact, card):
    make_lesson(contact)

    page = login(outsider).get(URL).content.decode()

    assert "Nog geen lessen" in page
    assert "Nazorg" not in page


def test_admin_reads_and_decides_nothing(login, contact, admin, round):
    incident = make_lesson(contact)
    client = login(admin)

    page = client.get(URL).content.decode()

    assert MARK in page
    assert "We houden onze score" not in page
    assert "Maak een actie" not in page
    assert client.post(keep_path(incident, contact)).status_code == 403


def test_lesson_of_another_school_does_not_exist(login, contact, outsider, card):
    incident = make_lesson(contact)

    assert login(outsider).post(keep_path(incident, contact)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_as_many_queries_for_one_lesson_as_for_three(
    login, contact, team_member, round, card, count, django_assert_num_queries
):
    for _ in range(count):
        make_lesson(contact, card=make_card(card.theme).code)
    client = login(team_member)
    client.get(URL)  # the criteria are in memory from here on

    with django_assert_num_queries(FRAME + 5):  # lessons, keys, round, its themes, answers of marked cards
        response = client.get(URL)

    assert len(response.context["rows"]) == count
