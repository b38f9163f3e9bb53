"""The quick button "Klaar" on the list, and taking it back."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from plans.models import Action, Status
from plans.services.actions import ChangedMeanwhile, finish_action, reopen_action
from schools.models import AuditEntry
from schools.permissions import Role
from tests.factories import NOW, make_action, make_card, make_member, make_theme

pytestmark = pytest.mark.time_machine(NOW, tick=False)
DONE = {"status": Status.DONE, "finished_on": date(2026, 10, 1)}


@pytest.fixture
def make(team_member):
    """Make an action of the team member."""
    card = make_card(make_theme())
    return lambda **fields: make_action(team_member, card, **fields)


def saved(action) -> tuple:
    return Action.unscoped.values_list("status", "finished_on", "version").get(pk=action.pk)


def messages(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_finish_marks_the_action_as_done_today(login, team_member, make):
    action = make(status=Status.BUSY)

    login(team_member).post(reverse("plans:finish", args=[action.pk]))

    assert saved(action) == ("done", NOW.date(), 2)


@pytest.mark.parametrize(("came_from", "sign"), [("/acties/", "?"), ("/acties/?toon=mijn", "&")])
def test_finish_offers_to_take_it_back_where_one_was(login, team_member, make, came_from, sign):
    action = make()
    client = login(team_member)

    response = client.post(reverse("plans:finish", args=[action.pk]), {"next": came_from})

    assert response.url == f"{came_from}{sign}klaar={action.pk}"
    page = client.get(response.url).content.decode()
    notice = page.partition('class="notice undo"')[2].partition("</div>")[0]
    assert f'action="{reverse("plans:reopen", args=[action.pk])}"' in notice
    assert f'href="{reverse("plans:evaluate", args=[action.pk])}?next=' in notice


def test_undo_is_gone_once_the_action_is_open_again(login, team_member, make):
    action = make()

    page = login(team_member).get(reverse("plans:actions", query={"klaar": action.pk})).content.decode()

    assert "notice undo" not in page


def test_reopen_takes_the_action_up_again(login, team_member, make):
    action = make(**DONE)

    login(team_member).post(reverse("plans:reopen", args=[action.pk]))

    assert saved(action) == ("busy", None, 2)


def test_reopen_takes_a_dropped_action_up_again(login, team_member, make):
    action = make(status=Status.DROPPED)

    login(team_member).post(reverse("plans:reopen", args=[action.pk]))

    assert saved(action) == ("busy", None, 2)


def test_finish_of_a_finished_action_says_so_and_changes_nothing(login, team_member, make):
    action = make(**DONE)

    response = login(team_member).post(reverse("plans:finish", args=[action.pk]))

    assert messages(response) == ["Deze actie was intussen al klaar of geschrapt."]
    assert saved(action) == ("done", date(2026, 10, 1), 1)


def test_reopen_of_an_open_action_says_so_and_changes_nothing(login, team_member, make):
    action = make()

    response = login(team_member).post(reverse("plans:reopen", args=[action.pk]))

    assert messages(response) == ["Deze actie was intussen al opnieuw geopend."]
    assert saved(action) == ("planned", None, 1)


def test_services_write_down_what_was_done_once(team_member, make):
    action = make()

    finish_action(action, by=team_member, at=NOW)
    reopen_action(action, by=team_member, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        reopen_action(action, by=team_member, at=NOW)

    entries = AuditEntry.objects.visible_to(team_member).order_by("pk")
    assert list(entries.values_list("action", "target", "by", "at")) == [
        (name, f"plans.action:{action.pk}", team_member.pk, NOW)
        for name in ("action.finished", "action.reopened")
    ]


def test_finish_is_told_to_somebody_who_edits_meanwhile(team_member, make):
    action = make()

    finish_action(action, by=team_member, at=NOW)

    assert saved(action)[2] == action.version + 1


@pytest.mark.parametrize(("name", "fields"), [("finish", {}), ("reopen", DONE)])
def test_action_of_another_school_is_not_found(login, outsider, make, name, fields):
    action = make(**fields)

    response = login(outsider).post(reverse(f"plans:{name}", args=[action.pk]))

    assert (response.status_code, saved(action)[2]) == (404, 1)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.LOG_READER])
@pytest.mark.parametrize(("name", "fields"), [("finish", {}), ("reopen", DONE)])
def test_action_cannot_be_closed_or_opened_without_the_permission(login, school, make, name, fields, role):
    action = make(**fields)

    response = login(make_member(school, role)).post(reverse(f"plans:{name}", args=[action.pk]))

    assert (response.status_code, saved(action)[2]) == (403, 1)


@pytest.mark.parametrize(("name", "fields", "status"), [("finish", {}, 405), ("reopen", DONE, 200)])
def test_action_is_not_closed_or_opened_by_following_a_link(login, team_member, make, name, fields, status):
    action = make(**fields)

    response = login(team_member).get(reverse(f"plans:{name}", args=[action.pk]))

    assert (response.status_code, saved(action)[2]) == (status, 1)
