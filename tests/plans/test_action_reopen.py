"""Take up again an action that has a look-back: one reads first what goes."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from plans.models import Action, Status
from plans.services.actions import ChangedMeanwhile, evaluate_action, reopen_action
from tests.factories import NOW, make_action, make_card, make_theme

pytestmark = pytest.mark.time_machine(NOW, tick=False)
DONE = {"status": Status.DONE, "finished_on": date(2026, 10, 1)}
SAID = {"helped": "no", "learned": "Te laat begonnen.", "evaluated_on": date(2026, 10, 1)}


@pytest.fixture
def action(team_member):
    return make_action(team_member, make_card(make_theme()), **DONE, **SAID)


def url(action) -> str:
    return reverse("plans:reopen", args=[action.pk])


def saved(action) -> tuple:
    return Action.unscoped.values_list("status", "helped", "learned", "evaluated_on").get(pk=action.pk)


KEPT, GONE = ("done", *SAID.values()), ("busy", "", "", None)


@pytest.mark.parametrize("method", ["get", "post"])
def test_reopen_shows_the_look_back_and_asks_first(login, team_member, action, method):
    page = getattr(login(team_member), method)(url(action), {"next": "/acties/?toon=mijn"}).content.decode()

    assert "De terugblik gaat dan weg." in page
    assert "Te laat begonnen." in page
    assert 'name="next" value="/acties/?toon=mijn"' in page
    assert saved(action) == KEPT


def test_reopen_after_reading_clears_the_look_back(login, team_member, action):
    response = login(team_member).post(
        url(action), {"version": action.version, "next": "/acties/?toon=mijn"}
    )

    assert (response.url, saved(action)) == ("/acties/?toon=mijn", GONE)


def test_reopen_asks_again_when_the_look_back_changed_since(login, team_member, contact, action):
    evaluate_action(action, helped="yes", learned="Toch wel.", by=contact, at=NOW)

    page = login(team_member).post(url(action), {"version": 1}).content.decode()

    assert "Toch wel." in page
    assert saved(action)[:3] == ("done", "yes", "Toch wel.")


def test_reopen_of_an_open_action_has_nothing_to_ask(login, team_member, action):
    Action.unscoped.update(status=Status.BUSY, finished_on=None, helped="", learned="", evaluated_on=None)

    response = login(team_member).get(url(action))

    message = "Deze actie was intussen al opnieuw geopend."
    assert (response.status_code, [str(m) for m in get_messages(response.wsgi_request)]) == (302, [message])


def test_service_reopens_only_what_was_read(team_member, contact, action):
    evaluate_action(action, helped="yes", learned="Toch wel.", by=contact, at=NOW)

    with pytest.raises(ChangedMeanwhile):
        reopen_action(action, by=team_member, at=NOW, version=1)

    assert saved(action)[:2] == ("done", "yes")
