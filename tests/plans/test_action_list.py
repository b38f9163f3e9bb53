"""The list of a school's actions: what is on top, who sees which, and how it is narrowed down."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from plans.action_rows import ActionRow
from plans.models import Action, Status
from tests.factories import NOW, make_action, make_card, make_member, make_round, make_theme, make_user
from tests.plans.helpers import share

pytestmark = pytest.mark.time_machine(NOW, tick=False)
TODAY = NOW.date()
ORDINARY = {"partners": "", "helped": "", "is_orphaned": False}


def make_late(member, card, **fields):
    return make_action(member, card, due_on=TODAY - timedelta(days=1), **fields)


def make_done(member, card, finished_on=TODAY, **fields):
    return make_action(member, card, status=Status.DONE, finished_on=finished_on, **fields)


def ids(rows) -> list:
    return [row.id for row in rows]


def test_list_puts_late_actions_on_top_and_finished_ones_apart(show, team_member, card):
    later = make_action(team_member, card, due_on=date(2027, 3, 1))
    dropped = make_action(team_member, card, status=Status.DROPPED, due_on=date(2026, 1, 1))
    older = make_done(team_member, card, finished_on=date(2026, 10, 1))
    newer = make_done(team_member, card)
    today = make_action(team_member, card)
    late = make_late(team_member, card, status=Status.BUSY)

    context = show(team_member).context

    assert ids(context["open_rows"]) == [late.pk, today.pk, later.pk]
    assert ids(context["closed_rows"]) == [newer.pk, older.pk, dropped.pk]


def test_list_holds_only_the_own_school(show, team_member, outsider, card):
    own = make_action(team_member, card)
    make_action(outsider, card, what="Van een andere school")

    response = show(team_member)

    assert ids(response.context["open_rows"]) == [own.pk]
    assert "Van een andere school" not in response.content.decode()


def test_list_says_everything_about_an_action(show, team_member, card):
    round = make_round(team_member, card.theme)
    action = make_action(team_member, card, due_on=date(2026, 1, 15))

    assert show(team_member).context["open_rows"] == [
        ActionRow(
            id=action.pk,
            what="Een brievenbus hangen",
            owner=team_member.user.name,
            due="15 januari 2026",
            status="gepland",
            **ORDINARY,
            is_late=True,
            theme=card.theme.name,
            theme_code=card.theme.code,
            card=card.title,
            card_path=reverse("assessments:card", args=[round.pk, card.theme.code, card.code]),
            path=reverse("plans:action", args=[action.pk]),
        )
    ]


def test_list_has_no_link_to_a_card_outside_the_round(show, team_member, card):
    make_round(team_member, make_theme())
    make_action(team_member, card)

    assert [row.card_path for row in show(team_member).context["open_rows"]] == [""]


def test_list_marks_what_is_late_in_words(show, team_member, card):
    make_late(team_member, card)
    make_action(team_member, card)
    make_action(team_member, card, due_on=date(2026, 1, 1), status=Status.DROPPED)

    assert show(team_member).content.decode().count(">te laat<") == 1


def test_list_says_when_an_action_was_finished(show, team_member, card):
    make_done(team_member, card, finished_on=date(2026, 10, 1))

    assert [row.status for row in show(team_member).context["closed_rows"]] == ["klaar op 1 oktober 2026"]


def test_list_marks_an_owner_who_left_and_leads_to_another_one(show, team_member, card):
    gone = make_member(team_member.school, user=make_user(name="Ann Wils"), left_at=NOW)
    action = make_action(team_member, card, owner=gone)

    response = show(team_member)

    assert [row.owner for row in response.context["open_rows"]] == ["Ann Wils (geen lid meer)"]
    assert f'href="{reverse("plans:hand_over", args=[action.pk])}?next=' in response.content.decode()


@pytest.mark.parametrize("number", ["0", "x", "9" * 20])
def test_list_of_an_unknown_card_is_not_found(show, team_member, number):
    assert show(team_member, kaart=number).status_code == 404


def test_empty_list_says_how_an_action_is_made(show, team_member):
    page = show(team_member).content.decode()

    assert "Je maakt ze van een kaart of van een vraag op die kaart." in page
    assert f'href="{reverse("assessments:themes")}"' in page


def test_list_escapes_what_people_typed(show, team_member, card):
    make_action(team_member, card, what="<b>vet</b>")

    page = show(team_member).content.decode()

    assert "&lt;b&gt;vet&lt;/b&gt;" in page
    assert "<b>vet</b>" not in page


def test_reader_sees_the_list_without_ways_to_change_it(show, admin, card):
    action = make_action(admin, card)

    response = show(admin)

    page = response.content.decode()
    assert ids(response.context["open_rows"]) == [action.pk]
    assert f'href="{reverse("plans:action", args=[action.pk])}?next=' in page
    assert reverse("plans:finish", args=[action.pk]) not in page
    assert reverse("plans:add") not in page


def test_list_is_forbidden_to_log_readers(show, log_reader):
    assert show(log_reader).status_code == 403


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_needs_eight_queries(login, team_member, item_count, django_assert_num_queries):
    round = make_round(team_member, *[make_theme() for _ in range(item_count)])
    for chosen in round.themes.all():
        action = make_action(make_member(team_member.school), make_card(chosen.theme))
        share(action, make_member(team_member.school))
    client = login(team_member)

    # session, user, member, actions, who shares them, their names, round, its themes
    with django_assert_num_queries(8):
        response = client.get(reverse("plans:actions"))

    assert set(ids(response.context["open_rows"])) == set(Action.unscoped.values_list("pk", flat=True))
    assert all(row.partners for row in response.context["open_rows"])
