"""Changing the themes and targets of a running round."""

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from assessments.models import Round, RoundTheme
from assessments.services import RoundClosed, ThemesChanged, change_themes, close_round
from schools.models import AuditEntry
from tests.assessments.helpers import FRAME, LATER, answer, retire
from tests.factories import NOW, make_card, make_round, make_set, make_theme


@pytest.fixture
def themes(db):
    criteria = make_set()
    return [make_card(make_theme(criteria)).theme for _ in range(3)]


@pytest.fixture
def round(team_member, themes):
    return make_round(team_member, themes[0], themes[1])


def url(round) -> str:
    return reverse("assessments:settings", args=[round.pk])


@pytest.fixture
def save(login, round):
    def post(targets, member=None, version=1):
        """Send these targets as the form names them; a theme with None is out."""
        data = {"version": version}
        for theme, target in targets.items():
            data |= {f"t{theme.pk}-target": target or "2,0"} | ({f"t{theme.pk}": "on"} if target else {})
        return login(member or round.opened_by).post(url(round), data)

    return post


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def targets(round) -> dict:
    return {t.theme: str(t.target) for t in RoundTheme.unscoped.filter(round=round).select_related("theme")}


def change(round, chosen, *, by, version=1):
    wanted = {theme.pk: Decimal(target) for theme, target in chosen.items()}
    change_themes(round, wanted, version=version, by=by, at=LATER)


def test_change_themes_adds_removes_and_keeps(round, themes, principal):
    first, second, third = themes
    kept = round.themes.get(theme=first).pk

    change(round, {first: "2.5", third: "1.0"}, by=principal)

    assert targets(round) == {first: "2.5", third: "1.0"}
    assert round.themes.get(theme=first).pk == kept
    assert {chosen.school for chosen in round.themes.select_related("school")} == {round.school}
    act = AuditEntry.unscoped.values_list("action", "target", "by").get()
    assert act == ("round.themes_changed", f"assessments.round:{round.pk}", principal.pk)


def test_change_that_changes_nothing_is_not_written_down(round, themes, team_member):
    change(round, {themes[0]: "2", themes[1]: "2"}, by=team_member)

    assert Round.unscoped.get().version == 1
    assert not AuditEntry.unscoped.exists()


def test_theme_that_leaves_keeps_its_answers_and_comes_back_with_them(login, round, themes, team_member):
    answer(round, themes[1].cards.get(), 3)
    overview = reverse("assessments:overview", args=[round.pk])

    change(round, {themes[0]: "2"}, by=team_member)

    assert round.answers.get().value == 3
    rows = login(team_member).get(overview).context["rows"]
    assert [(row.name, row.cells[0].number) for row in rows] == [(themes[0].name, "")]

    change(round, {themes[0]: "2", themes[1]: "2"}, by=team_member, version=2)

    rows = login(team_member).get(overview).context["rows"]
    assert [row.cells[0].number for row in rows] == ["", "3,0"]


def test_change_from_an_older_version_is_refused(round, themes, team_member, principal):
    change(round, {themes[0]: "3"}, by=principal)

    with pytest.raises(ThemesChanged):
        change(round, {themes[1]: "1"}, by=team_member, version=1)

    assert targets(round) == {themes[0]: "3.0"}
    assert AuditEntry.unscoped.count() == 1


def test_change_of_a_closed_round_is_refused(round, themes, team_member):
    close_round(round, by=team_member, at=NOW)

    with pytest.raises(RoundClosed):
        change(round, {themes[0]: "3"}, by=team_member)

    assert targets(round) == {themes[0]: "2.0", themes[1]: "2.0"}


def test_other_schools_rounds_are_left_alone(round, themes, team_member, outsider):
    theirs = make_round(outsider, themes[1])

    change(round, {themes[0]: "3"}, by=team_member)

    assert targets(theirs) == {themes[1]: "2.0"}


def test_settings_show_each_theme_with_its_target_and_answers(login, round, themes, team_member):
    answer(round, themes[1].cards.get(), 0)

    rows = login(team_member).get(url(round)).context["rows"]

    shown = [(row.theme, row.chosen.value(), str(row.target.value()), row.answered) for row in rows]
    first, second, third = themes
    assert shown == [(first, True, "2.0", 0), (second, True, "2.0", 1), (third, False, "2.0", 0)]


def test_settings_say_that_answers_are_kept(login, round, team_member):
    content = login(team_member).get(url(round)).content.decode()

    assert "Haal je een thema weg waarin al antwoorden staan? Dan blijven ze bewaard." in content
    assert 'value="2,0"' in content


def test_settings_offer_a_theme_that_asks_nothing_any_more_only_when_the_round_has_it(
    login, round, themes, team_member
):
    retire(themes[1].cards.get().questions.get())
    retire(themes[2].cards.get().questions.get())

    rows = login(team_member).get(url(round)).context["rows"]

    assert [row.theme for row in rows] == themes[:2]


def test_settings_save_what_was_chosen(save, round, themes, principal):
    first, second, third = themes

    response = save({first: "2,5", second: None, third: "0"}, principal)

    assert response.url == reverse("assessments:overview", args=[round.pk])
    assert said(response) == ["De thema’s en streefscores zijn bewaard."]
    assert targets(round) == {first: "2.5", third: "0.0"}


@pytest.mark.parametrize("wrong", ["", "4", "-1", "2,55", "veel", "NaN", "33,33"])
def test_settings_explain_a_wrong_target_beside_it(save, round, themes, wrong):
    response = save({themes[0]: wrong or " ", themes[1]: "3"})

    rows = response.context["rows"]
    assert response.status_code == 422
    assert rows[0].target.errors[0] == "Vul een getal van 0 tot 3 in, zoals 2 of 2,5."
    assert rows[1].target.value() == "3"
    assert targets(round)[themes[1]] == "2.0"


def test_settings_do_not_mind_the_target_of_a_theme_that_is_out(save, round, themes, login):
    data = {"version": 1, f"t{themes[0].pk}": "on", f"t{themes[0].pk}-target": "3"}

    login(round.opened_by).post(url(round), data | {f"t{themes[1].pk}-target": "veel"})

    assert targets(round) == {themes[0]: "3.0"}


def test_settings_ask_for_at_least_one_theme(save, round, themes):
    response = save(dict.fromkeys(themes))

    assert response.status_code == 422
    assert "Kies minstens één thema." in response.content.decode()
    assert len(targets(round)) == 2


def test_settings_take_no_theme_of_another_set(save, round, themes):
    foreign = make_card(make_theme()).theme

    save({themes[0]: "2", foreign: "2"})

    assert targets(round) == {themes[0]: "2.0"}


def test_settings_that_a_colleague_changed_meanwhile_show_both(save, round, themes, principal):
    first, second, third = themes
    save({first: "3", second: None}, principal)

    response = save({first: "1", second: "2", third: None})

    rows = response.context["rows"]
    assert response.status_code == 409
    assert [row.saved for row in rows] == ["streefscore 3,0", "niet in de ronde", ""]
    assert rows[0].target.value() == "1"
    assert targets(round) == {first: "3.0"}

    save({first: "1", second: "2"}, version=response.context["form"]["version"].value())

    assert targets(round) == {first: "1.0", second: "2.0"}


def test_settings_without_a_version_are_asked_again(save, round, themes):
    assert save({themes[0]: "1"}, version="").status_code == 409
    assert len(targets(round)) == 2


@pytest.mark.parametrize("method", ["get", "post"])
def test_settings_of_a_closed_round_are_fixed(login, round, themes, team_member, method):
    close_round(round, by=team_member, at=NOW)

    response = getattr(login(team_member), method)(url(round), {"version": 1})

    assert response.url == reverse("assessments:overview", args=[round.pk])
    assert said(response) == ["Deze ronde is gesloten: haar thema’s en streefscores liggen vast."]


@pytest.mark.parametrize("method", ["get", "post"])
def test_settings_of_another_school_are_not_found(login, outsider, round, method):
    assert getattr(login(outsider), method)(url(round)).status_code == 404


@pytest.mark.parametrize("role", ["contact", "admin", "log_reader"])
def test_settings_are_for_those_who_manage_rounds(login, request, round, role):
    client = login(request.getfixturevalue(role))

    assert client.get(url(round)).status_code == 403
    assert client.post(url(round), {}).status_code == 403
    assert len(targets(round)) == 2


@pytest.mark.parametrize(("role", "is_linked"), [("team_member", True), ("contact", False)])
def test_overview_links_to_the_settings_for_those_who_may(login, request, round, role, is_linked):
    overview = reverse("assessments:overview", args=[round.pk])

    content = login(request.getfixturevalue(role)).get(overview).content.decode()

    assert (f'href="{url(round)}"' in content) is is_linked


@pytest.mark.parametrize("count", [1, 3])
def test_settings_need_as_many_queries_for_one_theme_as_for_three(
    login, team_member, count, django_assert_num_queries
):
    criteria = make_set()
    themes = [make_card(make_theme(criteria), questions=count).theme for _ in range(count)]
    round = make_round(team_member, *themes)
    client = login(team_member)
    client.get(url(round))  # the criteria are read once, and kept

    with django_assert_num_queries(FRAME + 3):  # round, chosen themes, answers
        client.get(url(round))
