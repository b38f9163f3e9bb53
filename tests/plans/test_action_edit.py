"""Change an action; two people who change it at once both keep their text."""

from datetime import date

import pytest
from django.urls import reverse

from plans.models import Action, Status
from plans.services.actions import ChangedMeanwhile, change_action
from schools.models import AuditEntry
from schools.permissions import Role
from tests.factories import NOW, make_action, make_card, make_member, make_theme

pytestmark = pytest.mark.time_machine(NOW, tick=False)
TODAY = NOW.date()


@pytest.fixture
def action(team_member):
    return make_action(team_member, make_card(make_theme()))


def url(action, **query) -> str:
    return reverse("plans:edit", args=[action.pk], query=query)


def sent(action, **fields) -> dict:
    """What the form sends when somebody who saw this action changes these fields."""
    names = ("what", "due_on", "status", "success_sign", "effort", "source", "version")
    return {name: getattr(action, name) for name in names} | {"owner": action.owner_id} | fields


def saved(action) -> dict:
    names = (
        "what",
        "owner",
        "due_on",
        "status",
        "finished_on",
        "success_sign",
        "effort",
        "source",
        "version",
    )
    return Action.unscoped.values(*names).get(pk=action.pk)


def test_edit_changes_every_field(login, team_member, contact, action):
    data = sent(action, what="Een mailadres", owner=contact.pk, due_on="2027-03-01", status=Status.BUSY)
    data |= {"success_sign": "Er komt post", "effort": "large", "source": "parents"}

    response = login(team_member).post(url(action, next="/kaarten/"), data)

    assert response.url == "/kaarten/"
    assert saved(action) == {
        "what": "Een mailadres",
        "owner": contact.pk,
        "due_on": date(2027, 3, 1),
        "status": "busy",
        "finished_on": None,
        "success_sign": "Er komt post",
        "effort": "large",
        "source": "parents",
        "version": 2,
    }


def test_edit_writes_down_who_did_it(login, team_member, action):
    login(team_member).post(url(action), sent(action))

    entry = AuditEntry.objects.visible_to(team_member).get()
    assert (entry.action, entry.target, entry.by) == (
        "action.changed",
        f"plans.action:{action.pk}",
        team_member,
    )


@pytest.mark.parametrize(
    ("before", "after", "finished_on"),
    [
        ((Status.BUSY, None), Status.DONE, TODAY),
        ((Status.DONE, date(2026, 10, 1)), Status.DONE, date(2026, 10, 1)),
        ((Status.DONE, date(2026, 10, 1)), Status.BUSY, None),
        ((Status.DONE, date(2026, 10, 1)), Status.DROPPED, None),
    ],
)
def test_edit_keeps_the_day_an_action_was_finished(login, team_member, before, after, finished_on):
    status, day = before
    card = make_card(make_theme())
    action = make_action(team_member, card, status=status, finished_on=day)

    login(team_member).post(url(action), sent(action, status=after))

    assert (saved(action)["status"], saved(action)["finished_on"]) == (after, finished_on)


def test_edit_shows_what_was_saved(login, team_member, action):
    form = login(team_member).get(url(action)).context["form"]

    shown = {name: form[name].value() for name in sent(action)}
    assert shown == sent(action)


def test_late_action_can_be_changed_without_moving_its_day(login, team_member, action):
    Action.unscoped.update(due_on=date(2026, 11, 1))

    login(team_member).post(url(action), sent(action, due_on="2026-11-01", what="Een mailadres"))

    assert saved(action)["what"] == "Een mailadres"


def test_edit_refuses_to_move_the_day_to_the_past(login, team_member, action):
    response = login(team_member).post(url(action), sent(action, due_on="2026-11-01", what="Iets anders"))

    form = response.context["form"]
    assert form.errors == {"due_on": ["Deze dag is al voorbij. Kies vandaag of later."]}
    assert form["what"].value() == "Iets anders"
    assert saved(action)["version"] == 1


def test_edit_refuses_a_status_that_does_not_exist(login, team_member, action):
    response = login(team_member).post(url(action), sent(action, status="vergeten"))

    assert list(response.context["form"].errors) == ["status"]
    assert saved(action)["status"] == "planned"


def test_edit_offers_the_owner_who_left_but_nobody_else_who_did(login, team_member, action):
    gone, _ = (make_member(team_member.school, left_at=NOW) for _ in range(2))
    Action.unscoped.update(owner=gone)

    form = login(team_member).get(url(action)).context["form"]

    assert set(form.fields["owner"].queryset) == {team_member, gone}
    assert f"{gone.user.name} (geen lid meer)" in str(form["owner"])


def test_second_editor_sees_both_versions(login, team_member, contact, action):
    change_action(action, what="Een mailadres", owner=contact, by=contact, at=NOW)

    data = sent(action, what="Een postbus", success_sign="Er komt post", effort="large", source="team")
    response = login(team_member).post(url(action), data | {"partners": [contact.pk]})

    assert saved(action)["what"] == "Een mailadres"
    assert response.context["clashes"] == [
        ("Wat", "Een mailadres", "Een postbus"),
        ("Wie", contact.user.name, team_member.user.name),
        ("Wie werkt mee", "niemand", contact.user.name),
        ("Waaraan zien jullie het", "niets", "Er komt post"),
        ("Hoeveel werk", "niets", "groot: enkele weken of meer"),
        ("Waar het vandaan komt", "een kaart", "het schoolteam"),
    ]
    assert response.context["form"]["what"].value() == "Een postbus"


def test_second_editor_may_choose_the_own_version(login, team_member, contact, action):
    change_action(action, what="Een mailadres", by=contact, at=NOW)
    client = login(team_member)

    form = client.post(url(action), sent(action, what="Een postbus")).context["form"]
    response = client.post(url(action), {name: form[name].value() for name in sent(action)})

    assert response.status_code == 302
    assert (saved(action)["what"], saved(action)["version"]) == ("Een postbus", 3)


def test_second_editor_with_the_same_change_has_nothing_to_choose(login, team_member, contact, action):
    change_action(action, what="Een mailadres", by=contact, at=NOW)

    response = login(team_member).post(url(action), sent(action, what="Een mailadres"))

    assert (response.status_code, saved(action)["version"]) == (302, 2)


def test_change_that_lost_the_race_does_nothing(team_member, contact, action):
    change_action(action, what="Een mailadres", by=contact, at=NOW)

    with pytest.raises(ChangedMeanwhile):  # `action` was read before the change
        change_action(action, what="Een postbus", by=team_member, at=NOW)

    assert saved(action)["what"] == "Een mailadres"
    assert [entry.by for entry in AuditEntry.objects.visible_to(team_member)] == [contact]


def test_edit_of_another_school_is_not_found(login, outsider, action):
    client = login(outsider)

    statuses = [client.get(url(action)).status_code, client.post(url(action), sent(action)).status_code]

    assert statuses == [404, 404]
    assert saved(action)["version"] == 1


@pytest.mark.parametrize("role", [Role.ADMIN, Role.LOG_READER])
def test_edit_is_forbidden_without_the_permission(login, school, action, role):
    response = login(make_member(school, role)).post(url(action), sent(action, what="Iets anders"))

    assert response.status_code == 403
    assert saved(action)["version"] == 1
