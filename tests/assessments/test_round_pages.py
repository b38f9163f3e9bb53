"""The list of themes, the list of rounds, and the pages that open and close a round."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from assessments.models import Round
from schoolsafety.dates import school_year
from tests.assessments.helpers import FRAME, answer, retire
from tests.factories import NOW, make_card, make_round, make_set, make_theme

THEMES, ROUNDS, OPEN = (reverse(f"assessments:{name}") for name in ("themes", "rounds", "open"))
THIS_YEAR = school_year(date.today())  # noqa: DTZ011  the page asks the same clock


def close_url(round):
    return reverse("assessments:close", args=[round.pk])


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def closed_round(member, *themes, school_year=2025):
    return make_round(member, *themes, school_year=school_year, closed_at=NOW, closed_by=member)


def test_theme_list_shows_the_themes_of_the_round_with_their_scores(login, team_member, outsider):
    theme, other = make_theme(), make_theme()
    card = make_card(theme)
    answer(make_round(team_member, theme), card, 2)
    answer(make_round(outsider, theme, other), card, 0)

    rows = login(team_member).get(THEMES).context["rows"]

    assert [(row.name, row.cells[0].number, row.cells[0].word) for row in rows] == [
        (theme.name, "2,0", "grotendeels")
    ]


@pytest.mark.parametrize(
    ("role", "may_open"), [("team_member", True), ("contact", False), ("admin", False)]
)
def test_theme_list_without_a_round_says_what_to_do(login, request, role, may_open):
    content = login(request.getfixturevalue(role)).get(THEMES).content.decode()

    assert "Nog geen ronde" in content
    assert (f'href="{OPEN}"' in content) is may_open


@pytest.mark.parametrize("count", [1, 3])
def test_theme_list_needs_as_many_queries_for_one_theme_as_for_three(
    login, team_member, count, django_assert_num_queries
):
    criteria = make_set()
    themes = [make_card(make_theme(criteria), questions=count).theme for _ in range(count)]
    make_round(team_member, *themes)
    client = login(team_member)
    client.get(THEMES)  # the criteria are read once, and kept

    with django_assert_num_queries(FRAME + 3):  # round, chosen themes, values
        client.get(THEMES)


def test_round_list_shows_the_rounds_of_this_school_newest_first(login, team_member, outsider):
    theme = make_theme()
    older, newer = closed_round(team_member, theme), make_round(team_member, theme)
    make_round(outsider, theme)

    response = login(team_member).get(ROUNDS)

    assert list(response.context["rounds"]) == [newer, older]
    assert "gesloten op 20 november 2026" in response.content.decode()


def test_round_list_without_rounds_says_so(login, team_member):
    assert "Er is nog geen ronde." in login(team_member).get(ROUNDS).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_round_list_needs_one_query(login, team_member, count, django_assert_num_queries):
    theme = make_theme()
    for number in range(count):
        closed_round(team_member, theme, school_year=2020 + number)
    client = login(team_member)

    with django_assert_num_queries(FRAME + 1):
        client.get(ROUNDS)


def test_round_open_offers_the_themes_that_ask_something(login, team_member):
    criteria = make_set()
    asked, gone = make_card(make_theme(criteria)), make_card(make_theme(criteria))
    make_card(make_theme())
    retire(gone.questions.get())

    form = login(team_member).get(OPEN).context["form"]

    assert list(form.fields["themes"].queryset) == [asked.theme]


def test_round_open_opens_one_with_the_chosen_themes(login, principal):
    criteria = make_set()
    chosen, _ = [make_card(make_theme(criteria)).theme for _ in range(2)]
    data = {"school_year": THIS_YEAR, "themes": [chosen.pk], "target": "2,5"}

    response = login(principal).post(OPEN, data)

    round = Round.unscoped.get()
    assert response.url == THEMES
    assert said(response) == [f"De ronde {round.name} is geopend."]
    assert (round.school, round.opened_by, round.school_year) == (principal.school, principal, THIS_YEAR)
    assert [(str(t.target), t.theme) for t in round.themes.select_related("theme")] == [("2.5", chosen)]


def test_round_open_explains_what_is_wrong_beside_the_field(login, team_member):
    theme = make_card(make_theme()).theme
    foreign = make_card(make_theme()).theme
    data = {"school_year": 1999, "themes": [foreign.pk], "target": "4"}

    form = login(team_member).post(OPEN, data).context["form"]

    assert list(form.errors) == ["school_year", "themes", "target"]
    assert form["target"].value() == "4"
    assert list(form.fields["themes"].queryset) == [theme]
    assert not Round.unscoped.exists()


def test_second_round_is_explained(login, team_member):
    theme = make_card(make_theme()).theme
    make_round(team_member, theme)
    data = {"school_year": THIS_YEAR + 1, "themes": [theme.pk], "target": "2"}

    form = login(team_member).post(OPEN, data).context["form"]

    assert form.errors == {"school_year": ["Er loopt al een ronde, of dit schooljaar heeft er al een."]}
    assert Round.unscoped.count() == 1


def test_round_open_works_before_any_criteria_are_loaded(login, team_member):
    form = login(team_member).get(OPEN).context["form"]

    assert not form.fields["themes"].queryset.exists()


def test_round_close_asks_first_and_says_how_far_it_is(login, team_member):
    theme = make_theme()
    done, _ = make_card(theme), make_card(theme)
    round = make_round(team_member, theme)
    answer(round, done, 0)

    content = login(team_member).get(close_url(round)).content.decode()

    assert "1 van 2 kaarten zijn klaar." in content
    assert Round.unscoped.get().is_open


def test_round_close_locks_the_round(login, team_member):
    round = make_round(team_member)

    response = login(team_member).post(close_url(round))

    assert response.url == reverse("assessments:overview", args=[round.pk])
    assert said(response) == [f"De ronde {round.name} is gesloten."]
    assert Round.unscoped.get().closed_by == team_member


def test_round_that_a_colleague_closed_stays_as_it_was(login, team_member, principal):
    round = closed_round(principal, make_theme())

    response = login(team_member).post(close_url(round))

    assert said(response) == ["Een collega sloot deze ronde al."]
    assert Round.unscoped.get().closed_by == principal


@pytest.mark.parametrize("method", ["get", "post"])
def test_round_of_another_school_cannot_be_closed(login, outsider, team_member, method):
    round = make_round(team_member)

    assert getattr(login(outsider), method)(close_url(round)).status_code == 404
    assert Round.unscoped.get().is_open


@pytest.mark.parametrize("role", ["contact", "admin", "log_reader"])
def test_rounds_are_opened_and_closed_by_team_and_principal_only(login, request, team_member, role):
    round = make_round(team_member)
    client = login(request.getfixturevalue(role))

    assert client.post(OPEN, {}).status_code == 403
    assert client.post(close_url(round)).status_code == 403
    assert Round.unscoped.get().is_open
