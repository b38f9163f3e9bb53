"""Which actions the list shows: whose, late, without an owner, by theme, status and owner."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from plans.models import Status
from tests.factories import NOW, make_action, make_card, make_member, make_theme, make_user
from tests.plans.helpers import share

pytestmark = pytest.mark.time_machine(NOW, tick=False)
TODAY = NOW.date()


@pytest.fixture
def mixed(team_member, contact, card):
    """Actions by name: who has them and how they stand."""
    late = {"due_on": TODAY - timedelta(days=1)}
    done = {"status": Status.DONE, "finished_on": TODAY}
    gone = make_member(team_member.school, user=make_user(name="Ann Wils"), left_at=NOW)
    actions = {
        "mine": make_action(team_member, card),
        "mine done": make_action(team_member, card, **done),
        "theirs late": make_action(contact, card, **late),
        "mine late, other card": make_action(team_member, make_card(card.theme), **late),
        "of the one who left": make_action(team_member, make_card(make_theme()), owner=gone),
        "done by the one who left": make_action(team_member, card, owner=gone, **done),
        "shared busy": make_action(contact, card, status=Status.BUSY),
    }
    share(actions["shared busy"], team_member, contact)
    return {name: action.pk for name, action in actions.items()}


def names(response, mixed) -> set[str]:
    rows = response.context["open_rows"] + response.context["closed_rows"]
    shown = {row.id for row in rows}
    return {name for name, pk in mixed.items() if pk in shown}


def counts(response) -> list[tuple]:
    return [(label, count) for _, label, count, _ in response.context["choices"]]


ALL = [("Alle", 7), ("Van mij", 4), ("Te laat", 2), ("Zonder eigenaar", 1)]


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        ("mijn", {"mine", "mine done", "mine late, other card", "shared busy"}),
        ("te-laat", {"theirs late", "mine late, other card"}),
        ("zonder-eigenaar", {"of the one who left"}),
    ],
)
def test_list_is_narrowed_down_and_counted(show, team_member, mixed, choice, shown):
    response = show(team_member, toon=choice)

    assert names(response, mixed) == shown
    assert counts(response) == ALL


@pytest.mark.parametrize("query", [{}, {"toon": "alle"}, {"toon": "onzin"}])
def test_list_shows_all_without_a_choice_that_exists(show, team_member, mixed, query):
    response = show(team_member, **query)

    assert names(response, mixed) == set(mixed)
    assert counts(response) == ALL


def test_list_of_one_card_leaves_the_others_out(show, team_member, card, mixed):
    response = show(team_member, kaart=card.pk)

    assert names(response, mixed) == set(mixed) - {"mine late, other card", "of the one who left"}
    assert counts(response) == [("Alle", 5), ("Van mij", 3), ("Te laat", 1), ("Zonder eigenaar", 0)]


def test_list_is_narrowed_down_by_theme(show, team_member, card, mixed):
    assert names(show(team_member, thema=card.theme.code), mixed) == set(mixed) - {"of the one who left"}


def test_list_is_narrowed_down_by_status(show, team_member, mixed):
    assert names(show(team_member, stand="busy"), mixed) == {"shared busy"}


def test_list_is_narrowed_down_by_owner_within_another_choice(show, team_member, contact, mixed):
    response = show(team_member, wie=contact.pk, toon="te-laat")

    assert names(response, mixed) == {"theirs late"}
    assert counts(response) == [("Alle", 2), ("Van mij", 1), ("Te laat", 1), ("Zonder eigenaar", 0)]


def test_choices_and_export_keep_what_was_chosen(show, team_member, contact, card, mixed):
    chosen = {"thema": card.theme.code, "stand": "planned", "wie": contact.pk, "kaart": card.pk}

    response = show(team_member, toon="te-laat", **chosen)

    paths = [path for path, *_ in response.context["choices"]]
    rest = f"thema={card.theme.code}&stand=planned&wie={contact.pk}&kaart={card.pk}"
    choices = [f"?toon={choice}&{rest}" for choice in ("mijn", "te-laat", "zonder-eigenaar")]
    assert paths == [f"?{rest}", *choices]
    export = f"{reverse('plans:export')}?toon=te-laat&{rest}".replace("&", "&amp;")
    assert f'href="{export}"' in response.content.decode()


@pytest.mark.parametrize("name", ["thema", "stand", "wie"])
def test_value_that_is_not_there_is_said_beside_its_field_and_left_out(show, team_member, mixed, name):
    response = show(team_member, **{name: uuid4()})

    assert response.context["found"].form.errors == {name: ["Dit is er niet bij. Kies iets uit de lijst."]}
    assert names(response, mixed) == set(mixed)


def test_filter_offers_what_is_among_the_actions(show, team_member, contact, outsider, card, mixed):
    make_action(outsider, make_card(make_theme(name="Van een andere school")))

    fields = show(team_member).context["found"].form.fields

    assert [label for _, label in fields["wie"].choices][1:] == sorted(
        ["Ann Wils (geen lid meer)", contact.user.name, team_member.user.name]
    )
    assert len(fields["thema"].choices) == 3
    assert "Van een andere school" not in str(fields["thema"].choices)


def test_partner_in_another_school_sees_nothing(show, outsider, mixed):
    assert show(outsider, toon="mijn").context["found"].everything == []


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({"toon": "mijn"}, "Voor jou staat er niets open."),
        ({"toon": "te-laat"}, "Niets is te laat."),
        ({"toon": "zonder-eigenaar"}, "Elke actie die open staat, wordt door iemand opgevolgd."),
        ({"stand": "done"}, "Bij deze keuze staat er niets open."),
    ],
)
def test_choice_without_actions_says_so(show, team_member, contact, card, query, text):
    make_action(contact, card, due_on=TODAY, status=Status.DONE, finished_on=TODAY)
    make_action(contact, card)

    assert text in show(team_member, **query).content.decode()
