"""The page of the calendar: whose it is, where it leads, and what it costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from plans.models import Composition
from tests.factories import (
    NOW,
    make_action,
    make_card,
    make_evidence,
    make_member,
    make_round,
    make_theme,
)

pytestmark = pytest.mark.time_machine(NOW, tick=False)
TODAY = NOW.date()
SOON = TODAY + timedelta(days=3)


@pytest.fixture
def show(login):
    return lambda member: login(member).get(reverse("plans:calendar"))


def review(member, on: date):
    row = {"school": member.school, "changed_by": member, "changed_at": NOW}
    Composition.unscoped.create(review_on=on, **row)


def shown(response) -> list[tuple[str, str]]:
    """Return (what, path) of every entry."""
    found = response.context["calendar"]
    entries = [*found.late, *(entry for term in found.terms for entry in term.entries)]
    return [(entry.what, entry.path) for entry in entries]


def test_page_leads_to_actions_evidence_and_plan(show, team_member, card):
    round = make_round(team_member, card.theme)
    action = make_action(team_member, card, due_on=TODAY)
    make_evidence(team_member, card, note="Reglement", valid_until=SOON)
    review(team_member, SOON + timedelta(days=1))

    response = show(team_member)

    on_card = [round.pk, card.theme.code, card.code]
    assert shown(response) == [
        (action.what, reverse("plans:action", args=[action.pk])),
        ("Bewijs nakijken: Reglement", reverse("assessments:evidence", args=on_card)),
        ("Het beleidsplan herzien", reverse("plans:plan")),
    ]
    assert all(f'href="{path}"' in response.content.decode() for _, path in shown(response))


def test_page_holds_only_the_own_school(show, team_member, outsider, card):
    make_action(outsider, card, what="Van een andere school")
    make_evidence(outsider, card, valid_until=SOON)
    review(outsider, SOON)

    response = show(team_member)

    assert shown(response) == []
    assert "Van een andere school" not in response.content.decode()


def test_removed_evidence_does_not_stand_there(show, team_member, card):
    make_evidence(team_member, card, valid_until=SOON, removed_at=NOW, removed_by=team_member)

    assert shown(show(team_member)) == []


def test_evidence_of_a_theme_without_a_round_is_no_link(show, team_member, card):
    make_evidence(team_member, card, note="Reglement", valid_until=SOON)

    assert shown(show(team_member)) == [("Bewijs nakijken: Reglement", "")]


def test_empty_calendar_says_what_to_do(show, team_member, admin):
    add = f'href="{reverse("plans:add")}"'

    team, reader = (show(member).content.decode() for member in (team_member, admin))

    assert "Er staat nog niets in de kalender" in team
    assert "Er staat nog niets in de kalender" in reader
    assert (add in team, add in reader) == (True, False)


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_needs_nine_queries(login, team_member, item_count, django_assert_num_queries):
    round = make_round(team_member, *[make_theme() for _ in range(item_count)])
    for of_round in round.themes.all():
        card = make_card(of_round.theme)
        make_action(make_member(team_member.school), card)
        make_evidence(team_member, card, valid_until=SOON)
    client = login(team_member)

    # session, user, member, actions, round, its themes, evidence, composition, school
    with django_assert_num_queries(9):
        response = client.get(reverse("plans:calendar"))

    assert len(shown(response)) == 2 * item_count
