"""Who may not save, and what happens to the text of somebody who is too late."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from schools.permissions import Role
from tests.assessments.helpers import HTMX, LATER, answer_path, path, sent
from tests.factories import NOW, make_card, make_member, make_round, make_theme
from themes.models import Kind

TEXT = "We spreken dit af & meer"


@pytest.fixture
def round(team_member):
    return make_round(team_member, make_card(make_theme(), kind=Kind.OPEN).theme)


@pytest.fixture
def question(round):
    return round.themes.get().theme.cards.get().questions.get()


@pytest.fixture(params=["save_answer", "save_card"])
def url(request, round, question):
    if request.param == "save_answer":
        return answer_path(round, question)
    return path("save_card", round, question.card)


def test_outsider_does_not_find_the_card(login, outsider, url, round, question):
    response = login(outsider).post(url, sent(question, value=3))

    assert response.status_code == 404
    assert not round.answers.exists()


@pytest.mark.parametrize("role", ["admin", "log_reader"])
def test_readers_may_not_save(login, url, round, question, role, request):
    response = login(request.getfixturevalue(role)).post(url, sent(question, value=3))

    assert response.status_code == 403
    assert not round.answers.exists()


def test_member_who_left_may_not_save(login, url, round, question, team_member):
    team_member.left_at = NOW
    team_member.save()

    response = login(team_member).post(url, sent(question, value=3))

    assert response.url == reverse("schools:none")
    assert not round.answers.exists()


def test_colleague_with_two_schools_saves_in_the_school_of_this_session(
    login, round, question, url, outsider
):
    """The oldest membership is the chosen one: the other school's round is not found."""
    make_member(round.school, Role.TEAM, user=outsider.user, joined_at=LATER)

    assert login(outsider).post(url, sent(question, value=3)).status_code == 404


@pytest.mark.parametrize("method", ["get", "put"])
def test_saving_takes_only_a_post(login, team_member, url, method):
    assert getattr(login(team_member), method)(url).status_code == 405


def test_question_of_another_card_is_not_found(login, team_member, round, question):
    foreign = make_card(question.card.theme).questions.get()

    response = login(team_member).post(
        path("save_answer", round, question.card, foreign.pk), sent(foreign, value=3)
    )

    assert response.status_code == 404
    assert not round.answers.exists()


@pytest.mark.parametrize("number", [0, 10**30])
def test_question_that_does_not_exist_is_not_found(login, team_member, round, question, number):
    response = login(team_member).post(path("save_answer", round, question.card, number), {})

    assert response.status_code == 404


def test_theme_that_the_round_did_not_choose_is_not_found(login, team_member, round):
    other = make_card(make_theme(round.criteria_set))

    response = login(team_member).post(answer_path(round, other.questions.get()), {})

    assert response.status_code == 404


def close(round):
    round.closed_at, round.closed_by = NOW, round.opened_by
    round.save()


def test_closed_round_gives_the_text_back(login, team_member, url, round, question):
    close(round)

    response = login(team_member).post(url, sent(question, text=TEXT, value=2))

    content = response.content.decode()
    assert response.status_code == 409
    assert "gesloten, dus dit is niet bewaard" in content
    assert f"{escape(TEXT)}</textarea>" in content
    assert not round.answers.exists()


def test_closed_round_offers_no_button_to_send_it_again(login, team_member, url, round, question):
    close(round)

    response = login(team_member).post(url, sent(question, text=TEXT))

    assert "Bewaar opnieuw" not in response.content.decode()


def resend(client, response, **extra):
    """Send the form of the page that gave the text back."""
    return client.post(response.context["path"], dict(response.context["fields"]) | extra)


def test_logged_out_post_gives_the_text_back_to_send_again(
    client, login, url, round, question, team_member
):
    response = client.post(url, sent(question, text=TEXT, value=2))

    assert response.status_code == 401
    assert f"{escape(TEXT)}</textarea>" in response.content.decode()
    assert not round.answers.exists()

    resend(login(team_member), response)

    assert round.answers.values_list("value", "text").get() == (2, TEXT)


def test_logged_out_htmx_post_says_so_in_the_status_line(client, url, question):
    response = client.post(url, sent(question, text=TEXT), headers=HTMX)

    content = response.content.decode()
    assert response.status_code == 401
    assert "Je bent afgemeld" in content
    assert "<html" not in content


@pytest.fixture
def strict(team_member):
    """A client whose POSTs need a token, as a browser's do."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(team_member.user)
    return client


def test_stale_page_gives_the_text_back_to_send_again(strict, url, round, question):
    stale = sent(question, text=TEXT) | {"csrfmiddlewaretoken": "x" * 64}
    response = strict.post(url, stale, headers={"Origin": "http://testserver"})

    assert response.status_code == 403
    assert f"{escape(TEXT)}</textarea>" in response.content.decode()
    assert not round.answers.exists()

    resend(strict, response, csrfmiddlewaretoken=strict.cookies["csrftoken"].value)

    assert round.answers.get().text == TEXT


@pytest.mark.parametrize("origin", ["https://elders.example", "http://testserver.example", "null", ""])
def test_post_from_a_foreign_page_is_plainly_refused(strict, url, round, question, origin):
    response = strict.post(url, sent(question, text=TEXT), headers={"Origin": origin})

    assert response.status_code == 403
    assert escape(TEXT) not in response.content.decode()
    assert not round.answers.exists()
