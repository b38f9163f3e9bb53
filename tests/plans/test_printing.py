import json

import pytest
from django.urls import reverse

from plans.models import File, Kind, Responsibility, State, Task
from tests.factories import NOW, make_answer, make_card, make_file, make_round, make_theme

PAGE, CARDS, SHEET = map(reverse, ("plans:printing", "plans:print_cards", "plans:print_first_steps"))


@pytest.fixture
def round(db, principal):
    theme = make_theme(name="Sexting", code="sexting")
    card = make_card(theme, title="Nazorg")
    round = make_round(principal, theme)
    make_answer(round, card.questions.get(), 2)
    return round


def reach(member, task, name, at="0470 00 00 00"):
    Responsibility.unscoped.create(school=member.school, task=task, name=name, reach=at)


def test_page_without_a_round_says_why(login, principal):
    assert "Er is nog geen ronde." in login(principal).get(PAGE).content.decode()


def test_cards_become_a_file_that_two_people_share(login, principal, contact, round):
    answers = [login(member).post(CARDS, {"theme": ""}) for member in (principal, contact)]

    file = File.unscoped.get()
    assert [answer.url for answer in answers] == [reverse("plans:file_progress", args=[file.pk])] * 2
    assert (file.kind, file.name[:8]) == (Kind.CARDS, "kaarten-")
    assert [card["title"] for card in json.loads(file.source)["cards"]] == ["Nazorg"]


def test_no_open_card_is_said_beside_the_form(login, principal, round):
    answer = login(principal).post(CARDS, {"theme": "sexting", "only_open": "on"})

    assert answer.status_code == 422
    assert "Er is geen kaart die nog te bespreken is." in answer.content.decode()
    assert not File.unscoped.exists()


def test_theme_that_the_round_leaves_out_is_refused(login, principal, round):
    make_theme(round.criteria_set, name="Privacy", code="privacy")
    reach(principal, Task.CONTACT, "Noor")
    reach(principal, Task.PRINCIPAL, "An")

    answer = login(principal).post(SHEET, {"theme": "privacy"})

    assert answer.status_code == 422
    assert "Dit thema zit niet in de ronde." in answer.content.decode()


def test_sheet_is_refused_while_somebody_cannot_be_reached(login, principal, round):
    reach(principal, Task.CONTACT, "Noor", at="")

    answer = login(principal).post(SHEET, {"theme": "sexting"})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Bij Noor (Aanspreekpunt) staat niet hoe je die bereikt." in page
    assert "Er staat nog niemand bij “Directie”." in page
    assert not File.unscoped.exists()


def test_complete_sheet_becomes_a_file(login, principal, round):
    reach(principal, Task.CONTACT, "Noor")
    reach(principal, Task.PRINCIPAL, "An")

    answer = login(principal).post(SHEET, {"theme": "sexting"})

    file = File.unscoped.get()
    assert answer.url == reverse("plans:file_progress", args=[file.pk])
    assert (file.kind, file.name) == (Kind.FIRST_STEPS, "eerste-30-minuten-sexting.pdf")
    assert [one["name"] for one in json.loads(file.source)["called"]] == ["Noor", "An"]


def test_round_of_another_school_is_not_found(login, outsider, round):
    assert login(outsider).post(f"{CARDS}?ronde={round.pk}", {"theme": ""}).status_code == 404


def test_sheets_that_are_ready_can_be_taken_from_the_page(login, principal, outsider, round):
    ready = {"state": State.DONE, "content": b"%PDF", "made_at": NOW}
    ours = make_file(principal, kind=Kind.CARDS, name="onze-kaarten.pdf", **ready)
    make_file(principal, kind=Kind.PLAN, name="plan.pdf", **ready)
    make_file(outsider, kind=Kind.CARDS, name="hun-kaarten.pdf", **ready)

    page = login(principal).get(PAGE)

    assert [file.pk for file in page.context["files"]] == [ours.pk]
    assert reverse("plans:file", args=[ours.pk]) in page.content.decode()
