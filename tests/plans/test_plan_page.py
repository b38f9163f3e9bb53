from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from plans.views.plan import Link
from tests.factories import NOW, make_action, make_answer, make_card, make_round, make_theme
from tests.pdf_reader import pango_hidden
from themes.models import Kind

URL = reverse("plans:plan")
INSTALL = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.fixture
def theme(db):
    return make_theme(name="Sexting", code="sexting")


def make_scored(member, theme, value=1, **fields):
    """Make a round with one card that has this score."""
    card = make_card(theme, title="Nazorg", code="nazorg")
    round = make_round(member, theme, **fields)
    make_answer(round, card.questions.get(), value)
    return round, card


def test_page_says_what_the_plan_contains(login, principal, theme):
    round, card = make_scored(principal, theme)
    make_action(principal, card, due_on=NOW.date() - timedelta(days=900))

    response = login(principal).get(URL)

    page = response.content.decode()
    assert "0 sterktes en 1 werkpunt. 1 van 1 kaarten zijn volledig besproken." in page
    assert "0 sterktes, 0 afspraken, 1 werkpunt" in page
    assert "1 open actie, de eerste datum bovenaan." in page
    assert "1 te laat." in page
    assert f'href="{reverse("plans:plan_pdf")}?ronde={round.pk}"' in page


def test_page_links_to_what_is_missing(login, principal, theme):
    agreed, untouched = make_card(theme, kind=Kind.OPEN), make_card(theme)
    round, card = make_scored(principal, theme)
    make_answer(round, agreed.questions.get(), 2)
    board = reverse("assessments:board", args=[round.pk, "sexting"])

    response = login(principal).get(URL)

    assert response.context["to_discuss"] == [Link("Sexting", "1 van 3 kaarten", board)]
    assert response.context["without_text"] == [
        Link(agreed.title, "Sexting · Kwaliteit", f"{board}{agreed.code}/")
    ]
    assert response.context["without_action"] == [
        Link("Nazorg", "Sexting · Kwaliteit", f"{reverse('plans:add')}?kaart={card.pk}&next={URL}")
    ]
    assert untouched.title not in response.content.decode()


@pytest.mark.parametrize("name", ["to_discuss", "without_text", "without_action"])
def test_links_of_the_page_lead_somewhere(login, principal, theme, name):
    agreed = make_card(theme, kind=Kind.OPEN, questions=2)
    round, _ = make_scored(principal, theme)
    make_answer(round, agreed.questions.get(code="1"), 2)
    client = login(principal)

    (link,) = client.get(URL).context[name]

    assert link.path.replace("&", "&amp;") in client.get(URL).content.decode()
    assert link.text in client.get(link.path).content.decode()


def test_page_sends_who_may_not_plan_actions_to_the_card(login, admin, theme):
    round, card = make_scored(admin, theme)

    response = login(admin).get(URL)

    path = reverse("assessments:card", args=[round.pk, "sexting", card.code])
    assert [link.path for link in response.context["without_action"]] == [path]


def test_page_of_a_closed_round_asks_for_actions_only(login, principal, theme):
    make_card(theme)
    make_scored(principal, theme, closed_at=NOW)

    response = login(principal).get(URL)

    assert len(response.context["without_action"]) == 1
    assert "to_discuss" not in response.context
    assert "Nog te bespreken" not in response.content.decode()


def test_page_shows_the_plan_of_another_year(login, principal, theme):
    older, _ = make_scored(principal, theme, school_year=2025, closed_at=NOW)
    newer = make_round(principal, theme)
    client = login(principal)

    assert client.get(URL).context["round"] == newer
    response = client.get(f"{URL}?ronde={older.pk}")

    assert response.context["round"] == older
    assert response.context["others"] == [newer]


def test_page_without_a_round_says_what_to_do(login, principal):
    page = login(principal).get(URL).content.decode()

    assert "Nog geen beleidsplan" in page
    assert reverse("assessments:open") in page


def test_page_without_a_score_says_what_to_do(login, principal, theme):
    make_card(theme)
    make_round(principal, theme)

    page = login(principal).get(URL).content.decode()

    assert "Er staat nog niets in het plan" in page
    assert reverse("assessments:themes") in page
    assert reverse("plans:plan_pdf") not in page


def test_page_without_pango_says_what_to_install(login, principal, theme):
    make_scored(principal, theme)

    with pango_hidden():
        response = login(principal).get(URL)

    assert response.status_code == 200
    assert INSTALL in response.content.decode()
    assert reverse("plans:plan_pdf") not in response.content.decode()
    assert "1 werkpunt" in response.content.decode()


@pytest.mark.parametrize("name", ["plans:plan", "plans:plan_pdf"])
def test_plan_is_forbidden_to_the_log_reader(login, log_reader, team_member, theme, name):
    make_scored(team_member, theme)

    assert login(log_reader).get(reverse(name)).status_code == 403


def test_page_shows_an_outsider_only_their_own_school(login, outsider, principal, theme):
    round, card = make_scored(principal, theme)
    make_action(principal, card)
    client = login(outsider)

    assert client.get(URL).context["round"] is None
    own, _ = make_scored(outsider, make_theme(theme.criteria_set, name="Privacy", code="privacy"))
    response = client.get(URL)

    assert (response.context["round"], response.context["others"]) == (own, [])
    assert response.context["plan"].actions == ()
    assert "Sexting" not in response.content.decode()


@pytest.mark.parametrize("name", ["plans:plan", "plans:plan_pdf"])
def test_round_of_another_school_does_not_exist(login, outsider, principal, theme, name):
    round, _ = make_scored(principal, theme)
    make_round(outsider, theme)
    client = login(outsider)

    found = [client.get(f"{reverse(name)}?ronde={pk}") for pk in (round.pk, uuid4(), "onzin")]

    assert [response.status_code for response in found] == [404, 404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_twenty_three_queries(login, principal, theme, count, django_assert_num_queries):
    round, card = make_scored(principal, theme)
    for _ in range(count - 1):
        make_answer(round, make_card(theme).questions.get(), 1)
        make_round(principal, theme, school_year=2020 + _, closed_at=NOW)
    for _ in range(count):
        make_action(principal, card)
    client = login(principal)
    client.get(URL)

    with django_assert_num_queries(23):  # session, user, member, rounds, stamp, files; the plan 17
        response = client.get(URL)

    assert len(response.context["plan"].actions) == count
    assert len(response.context["plan"].work_points) == count
