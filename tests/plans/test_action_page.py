"""The page of one action: what was agreed, its history, its card, and what one may do."""

import pytest
from django.urls import reverse

from plans.models import Status
from tests.factories import NOW, make_action, make_member, make_round, make_user
from tests.plans.helpers import share

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.fixture
def show(login):
    return lambda member, action, **query: login(member).get(url(action, **query))


def url(action, **query) -> str:
    return reverse("plans:action", args=[action.pk], query=query)


def test_page_says_all_that_was_agreed(show, team_member, card):
    told = {"success_sign": "Er komt post", "effort": "large", "source": "parents"}
    action = make_action(team_member, card, question=card.questions.get(), **told)
    share(action, make_member(team_member.school, user=make_user(name="Ann Wils")))

    page = show(team_member, action).content.decode()

    words = [action.what, "Ann Wils", "20 november 2026", "Er komt post", "groot: enkele weken", "ouders"]
    assert [text for text in [*words, card.questions.get().text, card.title] if text not in page] == []


def test_page_links_to_the_card_in_the_newest_round(show, team_member, card):
    round = make_round(team_member, card.theme)

    page = show(team_member, make_action(team_member, card)).content.decode()

    path = reverse("assessments:card", args=[round.pk, card.theme.code, card.code])
    assert f'href="{path}"' in page
    assert f'href="{reverse("plans:actions")}?kaart={card.pk}"' in page


OPEN, CLOSED = {"edit", "hand_over", "finish"}, {"edit", "reopen"}


def offered(page: str, action) -> set[str]:
    names = OPEN | CLOSED | {"evaluate"}
    return {name for name in names if reverse(f"plans:{name}", args=[action.pk]) in page}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": Status.BUSY}, OPEN),
        ({"status": Status.DROPPED}, CLOSED),
        ({"status": Status.DONE, "finished_on": NOW.date()}, CLOSED | {"evaluate"}),
    ],
)
def test_page_offers_what_can_be_done_now(show, team_member, admin, card, fields, expected):
    action = make_action(team_member, card, **fields)

    assert offered(show(team_member, action).content.decode(), action) == expected
    assert offered(show(admin, action).content.decode(), action) == set()


def test_page_leads_back_to_where_one_came_from_and_buttons_back_to_the_page(show, team_member, card):
    action = make_action(team_member, card)

    response = show(team_member, action, next="/acties/?toon=mijn")

    assert response.context["here"] == f"{url(action)}?next=%2Facties%2F%3Ftoon%3Dmijn"
    assert '<p class="crumbs"><a href="/acties/?toon=mijn">Acties</a></p>' in response.content.decode()


def test_finish_on_the_page_offers_to_look_back_there(login, team_member, card):
    action, client = make_action(team_member, card), login(team_member)

    response = client.post(
        reverse("plans:finish", args=[action.pk]), {"next": f"{url(action)}?next=/acties/"}
    )

    assert response.url == f"{url(action)}?next=/acties/&klaar={action.pk}"
    assert 'class="notice undo"' in client.get(response.url).content.decode()


def test_page_of_an_action_whose_owner_left_says_so(show, team_member, card):
    gone = make_member(team_member.school, user=make_user(name="Ann Wils"), left_at=NOW)

    orphaned = show(team_member, make_action(team_member, card, owner=gone)).content.decode()
    done = make_action(team_member, card, owner=gone, status=Status.DONE, finished_on=NOW.date())

    assert "Ann Wils is geen lid meer van de school." in orphaned
    assert "is geen lid meer van de school." not in show(team_member, done).content.decode()


def test_page_escapes_what_people_typed(show, team_member, card):
    typed = {name: f"<b>{name}</b>" for name in ("what", "success_sign", "learned")}
    done = {"status": Status.DONE, "finished_on": NOW.date(), "helped": "no", "evaluated_on": NOW.date()}

    page = show(team_member, make_action(team_member, card, **typed, **done)).content.decode()

    assert [name for name in typed if f"&lt;b&gt;{name}&lt;/b&gt;" not in page] == []
    assert [name for name in typed if f"<b>{name}" in page] == []


def test_page_of_another_school_is_not_found(show, outsider, team_member, card):
    assert show(outsider, make_action(team_member, card)).status_code == 404


def test_page_is_forbidden_to_log_readers(show, log_reader, team_member, card):
    assert show(log_reader, make_action(team_member, card)).status_code == 403


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_needs_eight_queries(login, team_member, card, item_count, django_assert_num_queries):
    make_round(team_member, card.theme)
    action, client = make_action(team_member, card), login(team_member)
    for _ in range(item_count):
        colleague = make_member(team_member.school)
        share(action, colleague)
        change = {"at": NOW, "by": colleague, "status": "busy", "due_on": NOW.date()}
        action.changes.create(school=action.school, owner=make_member(team_member.school), **change)

    # session, user, member, action, round, its themes, partners, changes
    with django_assert_num_queries(8):
        response = client.get(url(action))

    assert len(response.context["history"]) == item_count
