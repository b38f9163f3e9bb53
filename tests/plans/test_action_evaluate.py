"""Look back at a finished action: did it help, and what did the school learn."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from plans.models import Action, Status
from plans.services.actions import ChangedMeanwhile, change_action, evaluate_action, reopen_action
from schools.models import AuditEntry
from schools.permissions import Role
from tests.factories import NOW, make_action, make_card, make_member, make_theme

pytestmark = pytest.mark.time_machine(NOW, tick=False)
TODAY, EARLIER = NOW.date(), date(2026, 10, 1)
SAID = {"helped": "no", "learned": "Te laat begonnen.", "evaluated_on": EARLIER}
NOTHING = ("", "", None)


@pytest.fixture
def make(team_member):
    """Make an action that is done."""
    card = make_card(make_theme())
    done = {"status": Status.DONE, "finished_on": EARLIER}
    return lambda **fields: make_action(team_member, card, **done | fields)


def url(action, name="evaluate", **query) -> str:
    return reverse(f"plans:{name}", args=[action.pk], query=query)


def saved(action) -> tuple:
    return Action.unscoped.values_list("helped", "learned", "evaluated_on").get(pk=action.pk)


def sent(**fields) -> dict:
    return {"helped": "partly", "learned": "  Ouders lezen het niet. ", "version": 1} | fields


def test_evaluate_keeps_whether_it_helped_and_what_was_learned(login, team_member, make):
    action = make()

    response = login(team_member).post(url(action, next="/acties/"), sent())

    assert (response.url, saved(action)) == ("/acties/", ("partly", "Ouders lezen het niet.", TODAY))


def test_evaluate_may_be_changed_later(login, team_member, make):
    action = make(**SAID)
    client = login(team_member)

    form = client.get(url(action)).context["form"]
    client.post(url(action), sent(learned=""))

    assert (form["helped"].value(), form["learned"].value()) == ("no", "Te laat begonnen.")
    assert saved(action) == ("partly", "", TODAY)


def test_evaluate_is_written_down(login, team_member, make):
    action = make()

    login(team_member).post(url(action), sent())

    entry = AuditEntry.objects.visible_to(team_member).get()
    target = f"plans.action:{action.pk}"
    assert (entry.action, entry.target, entry.by) == ("action.evaluated", target, team_member)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"helped": ""}, "helped"), ({"helped": "x"}, "helped"), ({"learned": "a" * 501}, "learned")],
)
def test_evaluate_explains_beside_the_field_and_keeps_the_text(login, team_member, make, fields, wrong):
    action, data = make(), sent(**fields)

    form = login(team_member).post(url(action), data).context["form"]

    assert (list(form.errors), form["learned"].value()) == ([wrong], data["learned"])
    assert saved(action) == NOTHING


def test_second_one_to_look_back_sees_both_versions_and_may_choose(login, team_member, contact, make):
    action, client = make(), login(team_member)
    evaluate_action(action, helped="yes", learned="Blijven doen.", by=contact, at=NOW)

    response = client.post(url(action), sent())
    assert response.context["clashes"] == [
        ("Hielp het", "ja", "deels"),
        ("Wat jullie leerden", "Blijven doen.", "Ouders lezen het niet."),
    ]
    assert saved(action)[:2] == ("yes", "Blijven doen.")

    form = response.context["form"]
    client.post(url(action), {name: form[name].value() for name in ("helped", "learned", "version")})
    assert saved(action)[:2] == ("partly", "Ouders lezen het niet.")


def test_same_form_twice_says_it_once(login, team_member, make):
    action, client = make(), login(team_member)

    statuses = [client.post(url(action), sent()).status_code for _ in range(2)]

    assert (statuses, AuditEntry.unscoped.filter(action="action.evaluated").count()) == ([302, 302], 1)


def test_open_action_is_not_looked_back_at(login, team_member, make):
    action = make(status=Status.BUSY, finished_on=None)

    response = login(team_member).get(url(action))

    assert response.url == reverse("plans:action", args=[action.pk])
    message = "Deze actie staat niet op klaar. Terugblikken kan als ze klaar is."
    assert [str(m) for m in get_messages(response.wsgi_request)] == [message]


def test_look_back_at_an_action_that_was_reopened_meanwhile_is_given_back(
    login, team_member, contact, make
):
    action, client = make(), login(team_member)
    reopen_action(action, by=contact, at=NOW)

    for _ in range(2):  # sending it again does not lose it either
        response = client.post(url(action), sent(version=2))

        assert "Deze actie staat niet meer op klaar." in response.content.decode()
        assert response.context["form"]["learned"].value() == sent()["learned"]
    assert saved(action) == NOTHING


def test_form_of_an_action_with_a_look_back_keeps_it_done(login, team_member, make):
    action = make(**SAID)
    names = ("what", "due_on", "source", "version")
    data = {name: getattr(action, name) for name in names} | {"owner": team_member.pk}
    client, path = login(team_member), url(action, "edit")

    refused = client.post(path, data | {"status": "busy", "what": "Iets anders"})
    client.post(path, data | {"status": "done", "what": "Iets meer"})

    assert list(refused.context["form"].errors) == ["status"]
    assert refused.context["form"]["what"].value() == "Iets anders"
    assert (Action.unscoped.get().what, saved(action)) == ("Iets meer", tuple(SAID.values()))


def test_action_that_is_not_done_any_more_has_no_look_back(team_member, make):
    action = make(**SAID)

    change_action(action, status=Status.DROPPED, by=team_member, at=NOW)

    assert saved(action) == NOTHING


def test_open_action_refuses_a_look_back(team_member, make):
    action = make(status=Status.BUSY, finished_on=None)

    with pytest.raises(ChangedMeanwhile):
        evaluate_action(action, helped="yes", learned="", by=team_member, at=NOW)

    assert not AuditEntry.unscoped.exists()


def test_evaluate_of_another_school_is_not_found(login, outsider, make):
    action = make()

    assert (login(outsider).post(url(action), sent()).status_code, saved(action)) == (404, NOTHING)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.LOG_READER])
def test_evaluate_is_forbidden_without_the_permission(login, school, make, role):
    action = make()

    response = login(make_member(school, role)).post(url(action), sent())

    assert (response.status_code, saved(action)) == (403, NOTHING)
