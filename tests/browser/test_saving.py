"""Every answer saves itself and says so; nothing that was typed is lost on the way."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assessments.services import close_round
from tests.browser.cards import (
    SAVED,
    agreement,
    choose,
    expect_status,
    held_save,
    question,
    saved,
    work_on,
    write,
)
from tests.factories import make_card, make_round, make_theme
from themes.models import Kind

pytestmark = pytest.mark.browser


@pytest.fixture
def card(transactional_db):
    return make_card(make_theme(), questions=2, kind=Kind.OPEN)


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


@pytest.fixture
def card_page(page, team_member, round, card):
    work_on(page, team_member, round, card)
    return page


def test_a_choice_is_saved_at_once(card_page):
    choose(card_page, "Besproken")

    expect_status(card_page, SAVED)
    assert saved() == [(1, "", "")]


def test_typing_is_saved_after_a_pause(card_page):
    agreement(card_page).press_sequentially("Elke maand samen")

    expect_status(card_page, SAVED)
    assert saved() == [(None, "Elke maand samen", "")]


def test_a_remark_is_saved_with_its_question(card_page):
    question(card_page, 2).get_by_text("Opmerking").click()
    question(card_page, 2).get_by_label("Opmerking bij vraag 2").fill("Nog navragen")

    choose(card_page, "Afgesproken", number=2)

    expect_status(card_page, SAVED, number=2)
    expect_status(card_page, "", number=1)
    assert saved() == [(2, "", "Nog navragen")]


def test_typing_on_during_a_slow_save_keeps_every_letter(card_page):
    with held_save(card_page, lambda: agreement(card_page).press_sequentially("Elke maand")):
        agreement(card_page).press_sequentially(" samen")

    expect(agreement(card_page)).to_have_value("Elke maand samen")
    choose(card_page, "Besproken")
    expect_status(card_page, SAVED)
    assert saved() == [(1, "Elke maand samen", "")]


def test_answers_to_two_questions_at_the_same_moment_are_both_saved(card_page):
    write(card_page, "Elke maand", number=1)
    write(card_page, "Elk jaar", number=2)

    expect_status(card_page, SAVED, number=1)
    expect_status(card_page, SAVED, number=2)
    assert saved() == [(None, "Elke maand", ""), (None, "Elk jaar", "")]


def test_the_next_card_right_after_typing_loses_nothing(card_page, card):
    next_card = make_card(card.theme, title="De volgende kaart")
    agreement(card_page, 1).press_sequentially("Elke maand")
    agreement(card_page, 2).press_sequentially("Elk jaar")

    card_page.get_by_role("button", name="Volgende open kaart").click()

    expect(card_page.get_by_role("heading", level=1)).to_have_text(next_card.title)
    assert saved() == [(None, "Elke maand", ""), (None, "Elk jaar", "")]


def test_an_answer_that_does_not_exist_is_explained(card_page, complaints):
    complaints.expect("422")
    question(card_page).get_by_label("Besproken", exact=True).evaluate("radio => { radio.value = 7 }")
    agreement(card_page).fill("Elke maand")

    choose(card_page, "Besproken")

    expect_status(card_page, "Niet bewaard. Dit antwoord bestaat niet. Kies een van de antwoorden.")
    choose(card_page, "Afgesproken")
    expect_status(card_page, SAVED)
    assert saved() == [(2, "Elke maand", "")]


def test_a_round_that_closed_meanwhile_gives_the_text_back(card_page, complaints, round, team_member):
    complaints.expect("409")
    close_round(round, by=team_member, at=timezone.now())

    write(card_page, "Net te laat")

    expect(question(card_page).get_by_role("alert")).to_contain_text("De ronde is intussen gesloten")
    expect(agreement(card_page)).to_have_value("Net te laat")
    assert saved() == []
