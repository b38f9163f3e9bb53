"""Make an action from a question or a card."""

from datetime import date
from unittest.mock import ANY
from uuid import uuid4

import pytest
from django.urls import reverse

from plans.models import Action
from schools.models import AuditEntry
from schools.permissions import Role
from tests.factories import NOW, make_action, make_card, make_member, make_theme
from themes.models import Kind

pytestmark = pytest.mark.time_machine(NOW, tick=False)
NEW = {"status": "planned", "source": "card", "finished_on": None, "evaluated_on": None, "version": 1}


def url(**query) -> str:
    return reverse("plans:add", query=query)


def sent(owner, **fields) -> dict:
    """What the form sends for an action of this owner."""
    values = {"what": "Een brievenbus", "owner": owner.pk, "due_on": "2027-01-15", "source": "card"}
    return values | {"key": uuid4()} | fields


def test_add_makes_an_action_of_the_question(login, team_member, contact, card):
    question = card.questions.get()

    response = login(team_member).post(url(vraag=question.pk), sent(contact, what="  Een\r\n brievenbus "))

    assert response.url == reverse("plans:actions")
    values = Action.objects.visible_to(team_member).values().get()
    assert {name: value for name, value in values.items() if value != ""} == NEW | {
        "id": ANY,
        "school_id": team_member.school_id,
        "card_id": card.pk,
        "question_id": question.pk,
        "what": "Een brievenbus",
        "owner_id": contact.pk,
        "due_on": date(2027, 1, 15),
        "created_at": NOW,
        "created_by_id": team_member.pk,
    }


def test_add_keeps_what_may_stay_empty_too(login, team_member, card):
    told = {"success_sign": " Post\r\nerin", "effort": "small", "source": "pupils"}

    login(team_member).post(url(kaart=card.pk), sent(team_member, **told))

    kept = Action.objects.visible_to(team_member).values(*told).get()
    assert kept == told | {"success_sign": "Post erin"}


def test_add_writes_down_who_did_it(login, team_member, card):
    login(team_member).post(url(kaart=card.pk), sent(team_member))

    entry = AuditEntry.objects.visible_to(team_member).get()
    action = Action.objects.visible_to(team_member).get()
    assert (entry.action, entry.target, entry.by) == (
        "action.added",
        f"plans.action:{action.pk}",
        team_member,
    )


def test_add_from_a_card_has_no_question(login, team_member, card):
    login(team_member).post(url(kaart=card.pk), sent(team_member))

    assert Action.objects.visible_to(team_member).values_list("card", "question").get() == (card.pk, None)


def test_add_proposes_myself_and_six_weeks(login, team_member, card):
    form = login(team_member).get(url(kaart=card.pk)).context["form"]

    shown = [form[name].value() for name in ("owner", "due_on", "source")]
    assert shown == [team_member.pk, date(2027, 1, 1), "card"]


def test_add_shows_the_question_with_its_group(login, team_member, card):
    question = card.questions.get()
    card.questions.update(group="Wie doet wat?")

    page = login(team_member).get(url(vraag=question.pk)).content.decode()

    assert f"Wie doet wat? {question.text}" in page
    assert card.statement not in page


def test_add_shows_the_statement_of_a_card_without_questions(login, team_member):
    card = make_card(make_theme(), kind=Kind.STATEMENT)

    page = login(team_member).get(url(vraag=card.questions.get().pk)).content.decode()

    assert card.statement in page
    assert card.questions.get().text not in page


def test_add_lists_what_is_planned_for_the_card(login, team_member, outsider, card):
    planned = make_action(team_member, card)
    make_action(team_member, make_card(card.theme))
    make_action(outsider, card)

    response = login(team_member).get(url(kaart=card.pk))

    assert [row.id for row in response.context["actions"]] == [planned.pk]


def test_add_offers_active_members_who_may_do_actions(
    login, team_member, contact, principal, admin, log_reader, outsider, card
):
    make_member(team_member.school, Role.TEAM, left_at=NOW)
    both = make_member(team_member.school, Role.ADMIN, Role.TEAM)

    form = login(team_member).get(url(kaart=card.pk)).context["form"]

    assert set(form.fields["owner"].queryset) == {team_member, contact, principal, both}


def test_add_refuses_an_owner_of_another_school(login, team_member, outsider, card):
    response = login(team_member).post(url(kaart=card.pk), sent(outsider))

    message = "Deze collega kan geen acties opvolgen. Kies iemand uit de lijst."
    assert response.context["form"].errors == {"owner": [message]}
    assert not Action.unscoped.exists()


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"what": " "}, {"what": ["Schrijf wat jullie gaan doen."]}),
        ({"due_on": ""}, {"due_on": ["Kies een dag."]}),
        ({"due_on": "2026-11-19"}, {"due_on": ["Deze dag is al voorbij. Kies vandaag of later."]}),
        ({"due_on": "2027-02-30"}, {"due_on": ["Deze dag bestaat niet. Schrijf hem zo: 15-01-2027."]}),
        ({"owner": ""}, {"owner": ["Kies wie dit opvolgt."]}),
        ({"effort": "enorm"}, {"effort": [ANY]}),
        ({"source": ""}, {"source": ["Kies waar het vandaan komt."]}),
        ({"what": "nul\0teken"}, {"what": ["Null-tekens zijn niet toegestaan."]}),
    ],
)
def test_add_explains_beside_the_field_and_keeps_the_text(login, team_member, card, fields, errors):
    data = sent(team_member) | fields

    response = login(team_member).post(url(kaart=card.pk), data)

    assert response.context["form"].errors == errors
    assert response.context["form"]["what"].value() == data["what"]
    assert not Action.unscoped.exists()


@pytest.mark.parametrize("day", ["2026-11-20", "20-11-2026", "20/11/2026"])
def test_add_takes_today_however_it_is_written(login, team_member, card, day):
    login(team_member).post(url(kaart=card.pk), sent(team_member, due_on=day))

    assert Action.objects.visible_to(team_member).get().due_on == NOW.date()


def test_add_twice_with_the_same_form_makes_one_action(login, team_member, card):
    data = sent(team_member)

    for _ in range(2):
        login(team_member).post(url(kaart=card.pk), data)

    assert Action.unscoped.count() == AuditEntry.unscoped.count() == 1


def test_add_another_action_with_the_same_form_makes_two(login, team_member, card):
    data = sent(team_member)

    for what in ("Een brievenbus", "Een mailadres"):
        login(team_member).post(url(kaart=card.pk), data | {"what": what})

    assert set(Action.unscoped.values_list("what", flat=True)) == {"Een brievenbus", "Een mailadres"}


def test_add_with_the_key_of_another_school_touches_nothing_of_theirs(login, team_member, outsider, card):
    data = sent(team_member)

    for member in (outsider, team_member):
        login(member).post(url(kaart=card.pk), data | {"owner": member.pk})

    assert (
        Action.objects.visible_to(team_member).count() == Action.objects.visible_to(outsider).count() == 1
    )


@pytest.mark.parametrize(
    ("came_from", "goes_to"),
    [
        ("/kaarten/?a=1", "/kaarten/?a=1"),
        ("kaarten", "kaarten"),
        ("https://elders.example/", "/acties/"),
        ("//elders.example/", "/acties/"),
        ("javascript:alert(1)", "/acties/"),
        ("", "/acties/"),
    ],
)
def test_add_goes_back_only_within_the_site(login, team_member, card, came_from, goes_to):
    response = login(team_member).post(url(kaart=card.pk, next=came_from), sent(team_member))

    assert (response.status_code, response.url) == (302, goes_to)


def test_add_without_a_card_explains_where_actions_are_made(login, team_member):
    page = login(team_member).get(url()).content.decode()

    assert "Kies eerst een kaart" in page
    assert reverse("assessments:themes") in page


@pytest.mark.parametrize("query", [{"vraag": "0"}, {"kaart": "9" * 20}, {"vraag": "x"}, {"kaart": ""}])
def test_add_from_what_does_not_exist_is_not_found(login, team_member, query):
    assert login(team_member).get(url(**query)).status_code == 404


@pytest.mark.parametrize("role", [Role.ADMIN, Role.LOG_READER])
def test_add_is_forbidden_without_the_permission(login, school, card, role):
    member = make_member(school, role)

    response = login(member).post(url(kaart=card.pk), sent(member))

    assert response.status_code == 403
    assert not Action.unscoped.exists()
