"""What follows on closing an incident: its page, opening it again, and who may do either."""

import pytest

from incidents.models import Access
from schools.permissions import Role
from tests.factories import NOW, make_incident, make_member
from tests.incidents.following import acts, page_of
from tests.incidents.lessons import ANSWERS, KEY, is_closed, make_aftercare_card, make_lesson

pytestmark = pytest.mark.time_machine(NOW, tick=False)
SENT = ANSWERS | {"key": KEY}


@pytest.fixture
def card(db):
    return make_aftercare_card()


@pytest.fixture
def incident(contact, card):
    return make_incident(contact, title="Geheime titel", story="Geheim verhaal")


def test_closed_incident_gives_the_text_back(login, contact, card):
    incident = make_lesson(contact)
    client = login(contact)

    response = client.post(page_of("close", incident), SENT | {"go": "close"})

    assert response.status_code == 409
    assert "De melding is intussen afgesloten" in response.content.decode()
    assert ANSWERS["helped"] in response.content.decode()
    assert client.get(page_of("close", incident)).url == page_of("detail", incident)


def test_page_of_a_closed_incident_shows_the_answers_and_the_way_back(login, contact, card):
    incident = make_lesson(contact)

    page = login(contact).get(page_of("detail", incident)).content.decode()

    assert "Een vaste dag om na te vragen hoe het gaat." in page
    assert f'href="{page_of("reopen", incident)}"' in page
    assert page_of("close", incident) not in page


def test_reopening_asks_why(login, contact, card):
    incident = make_lesson(contact)
    client = login(contact)

    refused = client.post(page_of("reopen", incident), {"reason": " ", "key": KEY})
    response = client.post(page_of("reopen", incident), {"reason": "Er is nieuws.", "key": KEY})

    assert refused.status_code == 422
    assert refused.context["form"].errors["reason"] == ["Schrijf waarom de melding weer opengaat."]
    assert response.url == page_of("detail", incident)
    assert (is_closed(incident), acts(incident)) == (False, ["incident.closed", "incident.reopened"])


def test_reopening_an_open_one_changes_nothing(login, contact, incident):
    response = login(contact).post(page_of("reopen", incident), {"reason": "Er is nieuws.", "key": KEY})

    assert response.url == page_of("detail", incident)
    assert acts(incident) == []


@pytest.mark.parametrize("name", ["close", "reopen"])
def test_only_who_handles_it_may(login, contact, team_member, outsider, incident, name):
    invited = make_member(contact.school, Role.TEAM)
    Access.unscoped.create(
        school=contact.school,
        incident=incident,
        member=invited,
        kind="invited",
        given_by=contact,
        given_at=NOW,
        until=NOW.replace(year=2027),
    )

    answers = [
        login(m).post(page_of(name, incident), SENT).status_code for m in (invited, team_member, outsider)
    ]

    assert answers == [403, 404, 404]


@pytest.mark.parametrize("name", ["close", "reopen"])
def test_titles_hold_nothing_of_the_case(login, contact, incident, name):
    page = login(contact).get(page_of(name, incident)).content.decode()

    assert incident.name in page.partition("</title>")[0]
    assert "Geheim" not in page
