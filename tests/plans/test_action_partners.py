"""Who shares the work of an action with its owner."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.models import Action
from plans.services.actions import change_action
from schools.permissions import Role
from tests.factories import NOW, make_action, make_member, make_user
from tests.plans.helpers import partners_of, share

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.fixture
def action(team_member, card):
    return make_action(team_member, card)


def sent(action, *partners, **fields) -> dict:
    names = ("what", "due_on", "status", "source", "version")
    values = {name: getattr(action, name) for name in names} | {"owner": action.owner_id}
    return values | {"partners": [partner.pk for partner in partners]} | fields


def edit(action, **query) -> str:
    return reverse("plans:edit", args=[action.pk], query=query)


def add(client, card, owner, *partners, key=None):
    data = {"what": "Post", "owner": owner.pk, "due_on": "2027-01-15", "source": "card"}
    data |= {"key": key or uuid4(), "partners": [partner.pk for partner in partners]}
    return client.post(reverse("plans:add", query={"kaart": card.pk}), data)


def test_add_keeps_the_partners_but_not_the_owner_among_them(login, team_member, contact, principal, card):
    add(login(team_member), card, team_member, contact, principal, team_member)

    assert partners_of(Action.unscoped.get()) == {contact, principal}


def test_add_twice_with_the_same_form_keeps_each_partner_once(login, team_member, contact, card):
    key = uuid4()

    for _ in range(2):
        add(login(team_member), card, team_member, contact, key=key)

    assert list(Action.unscoped.get().partners.values_list("member", flat=True)) == [contact.pk]


@pytest.mark.parametrize("whom", ["outsider", "admin"])
def test_add_refuses_a_partner_who_cannot_do_actions_here(login, request, team_member, card, whom):
    stranger = request.getfixturevalue(whom)

    response = add(login(team_member), card, team_member, stranger)

    message = "Een van deze collega’s kan niet meewerken. Kies uit de lijst."
    assert response.context["form"].errors == {"partners": [message]}
    assert not Action.unscoped.exists()


def test_edit_adds_and_removes_partners(login, team_member, contact, principal, action):
    share(action, contact)

    login(team_member).post(edit(action), sent(action, principal))

    assert partners_of(action) == {principal}


def test_edit_keeps_a_partner_who_left_as_long_as_nobody_takes_them_off(
    login, team_member, contact, action
):
    gone = make_member(team_member.school, Role.TEAM, left_at=NOW)
    share(action, gone)

    form = login(team_member).get(edit(action)).context["form"]
    login(team_member).post(edit(action), sent(action, gone, what="Iets anders"))

    assert set(form.fields["owner"].queryset) == {team_member, contact}
    assert set(form.fields["partners"].queryset) == {team_member, contact, gone}
    assert partners_of(action) == {gone}


def test_partner_who_becomes_the_owner_is_no_partner_any_more(team_member, contact, action):
    share(action, contact)

    change_action(action, owner=contact, by=team_member, at=NOW)

    assert partners_of(action) == set()


def test_change_without_partners_leaves_them(team_member, contact, action):
    share(action, contact)

    change_action(action, what="Iets anders", by=team_member, at=NOW)

    assert partners_of(action) == {contact}


def test_second_editor_who_sends_what_is_saved_has_nothing_to_choose(login, team_member, contact, action):
    change_action(action, partners=[contact], by=contact, at=NOW)

    response = login(team_member).post(edit(action), sent(action, contact, team_member))

    assert response.status_code == 302


@pytest.mark.parametrize(("partners", "is_open"), [(0, False), (1, True)])
def test_partners_are_folded_away_when_there_are_none(
    login, team_member, contact, action, partners, is_open
):
    share(action, *[contact][:partners])

    page = login(team_member).get(edit(action)).content.decode()

    assert ('<details class="more-fields" open>' in page) == is_open


def test_list_names_the_partners(login, team_member, action):
    share(action, *(make_member(team_member.school, user=make_user(name=name)) for name in ("Zoë", "Ann")))

    [row] = login(team_member).get(reverse("plans:actions")).context["open_rows"]

    assert row.partners == "Ann, Zoë"


@pytest.mark.parametrize("item_count", [1, 3])
def test_form_needs_one_query_for_its_colleagues(
    login, team_member, card, item_count, django_assert_num_queries
):
    for _ in range(item_count):
        make_member(team_member.school)
    client = login(team_member)

    # session, user, member, card, who shares the card's actions, those, colleagues
    with django_assert_num_queries(7):
        client.get(reverse("plans:add", query={"kaart": card.pk}))


def test_service_keeps_no_owner_among_the_partners(team_member, contact, action):
    change_action(action, partners=[team_member, contact], by=team_member, at=NOW)

    assert partners_of(action) == {contact}
