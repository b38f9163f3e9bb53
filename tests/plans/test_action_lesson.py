"""Make an action of what an incident taught: it has the card of the lesson, and says where it came from."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from plans.models import Action
from tests.factories import NOW, make_card, make_member, make_round, make_school, make_theme
from tests.incidents.lessons import ANSWERS, lesson_id, make_aftercare_card, make_lesson

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.fixture
def card(db):
    return make_aftercare_card()


@pytest.fixture
def lesson(contact, card):
    return lesson_id(make_lesson(contact), contact)


def url(lesson) -> str:
    return reverse("plans:add", query={"les": lesson})


def sent(owner) -> dict:
    fields = {"what": "Een vaste dag", "owner": owner.pk, "due_on": "2027-01-15", "key": uuid4()}
    return fields | {"source": "lesson"}


def test_lesson_gives_the_action_its_card_and_source(login, team_member, card, lesson):
    client = login(team_member)

    form = client.get(url(lesson)).context["form"]
    client.post(url(lesson), sent(team_member))

    assert form["source"].value() == "lesson"
    assert Action.objects.visible_to(team_member).values_list("card", "source").get() == (card.pk, "lesson")


def test_lesson_is_there_to_read_while_one_writes(login, team_member, lesson):
    page = login(team_member).get(url(lesson)).content.decode()

    assert ANSWERS["helped"] in page
    assert "Gevolgd wat op de kaart staat? Nee." in page


def test_lesson_is_of_the_criteria_of_the_newest_round(login, team_member, lesson):
    other = make_card(make_theme(code="sexting"), code="nazorg")
    make_round(team_member, other.theme)

    assert login(team_member).get(url(lesson)).context["action"].card == other


def test_lesson_that_no_card_covers_asks_for_a_card(login, team_member, contact, card):
    lesson = lesson_id(make_lesson(contact, card=""), contact)

    assert "Kies eerst een kaart" in login(team_member).get(url(lesson)).content.decode()


def test_lesson_that_is_not_the_newest_of_its_card_asks_for_a_card(login, team_member, contact, lesson):
    make_lesson(contact, at=NOW + timedelta(days=1))

    assert "Kies eerst een kaart" in login(team_member).get(url(lesson)).content.decode()


def test_lesson_of_another_school_looks_like_one_that_does_not_exist(login, lesson):
    client = login(make_member(make_school()))

    statuses = [client.get(url(pk)).status_code for pk in (lesson, uuid4(), "x")]

    assert statuses == [404, 404, 404]
