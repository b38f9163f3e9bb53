"""Leaving a page: it asks first while something is unsaved; after logging out nothing is left behind."""

import pytest
from playwright.sync_api import expect

from tests.browser.cards import ANSWER, SAVED, agreement, choose, expect_status, work_on, write
from tests.browser.people import sign_in
from tests.factories import make_card, make_round, make_theme
from themes.models import Kind

pytestmark = pytest.mark.browser


@pytest.fixture
def round(team_member):
    return make_round(team_member, make_card(make_theme(), kind=Kind.OPEN).theme)


@pytest.fixture
def card_page(page, team_member, round):
    work_on(page, team_member, round, round.themes.get().theme.cards.get())
    return page


@pytest.fixture
def asked(card_page):
    """Return the kinds of the questions that the browser asked; the answer is to stay."""
    found = []
    card_page.on("dialog", lambda dialog: (found.append(dialog.type), dialog.dismiss()))
    return found


@pytest.mark.parametrize(("role", "name"), [("link", "Overzicht"), ("button", "Afmelden")])
def test_leaving_with_unsaved_text_asks_first(card_page, asked, role, name):
    card_page.route(ANSWER, lambda route: None)  # an answer that does not come
    agreement(card_page).press_sequentially("Elke")

    card_page.get_by_role(role, name=name).click(no_wait_after=True)

    expect(agreement(card_page)).to_have_value("Elke")
    assert asked == ["beforeunload"]


def test_leaving_does_not_ask_when_all_is_saved(card_page, asked):
    choose(card_page, "Besproken")
    write(card_page, "Elke maand")
    expect_status(card_page, SAVED)

    card_page.get_by_role("link", name="Overzicht").click()

    expect(card_page.get_by_role("heading", level=1)).to_have_text("Waar staat onze school?")
    assert asked == []


def test_after_logging_out_the_back_button_shows_nothing_of_the_school(page, team_member, round):
    sign_in(page, team_member)
    page.goto("/kaarten/")
    expect(page.get_by_text(round.name)).to_be_visible()
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
    assert page.get_by_text(round.name).count() == 0
