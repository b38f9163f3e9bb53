"""A computer that others use after you: nothing of the school comes back, however you went away."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from schoolsafety import middleware
from tests.browser.cards import ANSWER, agreement, work_on
from tests.browser.leaving import expect_login, expect_neutral, faults_of, quick_exit
from tests.browser.looking import LAPTOP, PHONE
from tests.browser.people import enter
from tests.factories import make_card, make_round, make_theme
from themes.models import Kind

pytestmark = pytest.mark.browser
CARDS, MEMBERS_ONLY, PUBLIC = "/kaarten/", "/overzicht/", "/over-de-kaarten/"


@pytest.fixture
def round(team_member):
    return make_round(team_member, make_card(make_theme(), kind=Kind.OPEN).theme)


@pytest.fixture
def cards(page, team_member, round):
    """Return a window on the cards of a school, on which the round is named."""
    enter(page.context, team_member)
    page.goto(CARDS)
    expect(page.get_by_text(round.name)).to_be_visible()
    page.evaluate("localStorage.setItem('kept', 'yes')")
    return page


@pytest.fixture
def card_page(page, team_member, round):
    work_on(page, team_member, round, round.themes.get().theme.cards.get())
    return page


def test_quick_exit_leaves_nothing_behind(cards):
    quick_exit(cards).click()

    expect_neutral(cards)
    assert not Session.objects.exists()
    assert cards.context.cookies() == []
    assert cards.evaluate("Object.keys(localStorage)") == []


def test_after_quick_exit_the_back_button_shows_nothing(cards, round):
    cards.goto(PUBLIC)
    cards.goto(MEMBERS_ONLY)
    quick_exit(cards).click()
    expect_neutral(cards)

    cards.go_back()

    expect(cards).to_have_url(re.compile(PUBLIC))  # the page that was left is no longer there at all
    expect(quick_exit(cards)).to_be_visible()
    assert cards.get_by_text("Afmelden").count() == 0
    cards.go_back()
    expect_login(cards)


def test_quick_exit_is_blank_before_the_server_answers(cards):
    cards.route("**/weg/", lambda route: None)  # an answer that does not come

    quick_exit(cards).click()

    expect(cards.locator("main")).not_to_be_visible()
    expect(cards).to_have_title("Nieuw tabblad")


def test_quick_exit_does_not_ask_about_unsaved_text(card_page):
    asked = []
    card_page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    card_page.route(ANSWER, lambda route: None)
    agreement(card_page).press_sequentially("Elke")

    quick_exit(card_page).click()

    expect_neutral(card_page)
    assert asked == []


def test_escape_twice_leaves(cards):
    cards.keyboard.press("Escape")
    cards.keyboard.press("Escape")

    expect_neutral(cards)
    assert not Session.objects.exists()


@pytest.mark.parametrize("keys", [["Escape"], ["Escape", "a", "Escape"]])
def test_escape_now_and_then_does_not_leave(cards, round, keys):
    for key in keys:
        cards.keyboard.press(key)
    cards.wait_for_timeout(1100)
    cards.keyboard.press("Escape")

    cards.wait_for_timeout(300)
    expect(cards.get_by_text(round.name)).to_be_visible()
    assert Session.objects.exists()


@pytest.mark.parametrize("javascript", [True, False])
def test_quick_exit_of_a_visitor(new_context, javascript):
    page = new_context(java_script_enabled=javascript).new_page()
    page.goto(PUBLIC)

    quick_exit(page).click()

    expect_neutral(page)


def test_without_javascript_quick_exit_ends_the_session(new_context, team_member, round):
    page = new_context(java_script_enabled=False).new_page()
    enter(page.context, team_member)
    page.goto(CARDS)

    quick_exit(page).click()

    expect_neutral(page)
    assert not Session.objects.exists()
    assert page.context.cookies() == []
    page.go_back()
    expect_login(page)


def test_after_logging_out_nothing_is_kept(cards, round):
    cards.get_by_role("button", name="Afmelden").click()
    expect_login(cards)
    expect(cards.get_by_role("status")).to_have_text("Je bent afgemeld.")
    assert cards.evaluate("Object.keys(localStorage)") == []

    cards.go_back()

    expect_login(cards)
    assert cards.get_by_text(round.name).count() == 0


def test_page_that_was_walked_away_from_is_asked_for_again(cards, round):
    cards.goto(PUBLIC)
    Session.objects.all().delete()  # ended elsewhere: by the clock, or by leaving the school

    cards.go_back()

    expect_login(cards)
    assert cards.get_by_text(round.name).count() == 0


@pytest.fixture
def kept_in_memory(monkeypatch):
    """Have the browser keep pages for the back button, as some do in spite of no-store."""
    monkeypatch.setattr(middleware, "add_never_cache_headers", lambda response: None)


def test_page_from_memory_is_blank_until_the_server_answers(kept_in_memory, cards):
    seen = []
    cards.on("console", lambda message: seen.append(message.text))
    cards.evaluate("""addEventListener("pageshow", (event) => console.log(
        event.persisted, getComputedStyle(document.querySelector("main")).visibility))""")
    cards.goto(PUBLIC)
    Session.objects.all().delete()

    cards.go_back()

    expect_login(cards)
    assert seen == ["true hidden"]


def test_page_from_memory_after_quick_exit(kept_in_memory, cards):
    cards.goto(MEMBERS_ONLY)
    quick_exit(cards).click()
    expect_neutral(cards)

    cards.go_back()

    expect(cards).to_have_url(re.compile(CARDS))
    expect_login(cards)


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_what_leaving_shows_has_no_barriers(cards, size):
    cards.set_viewport_size(size)
    faults = {"header": faults_of(cards)}
    quick_exit(cards).click()
    expect_neutral(cards)
    faults["neutral"] = faults_of(cards)

    assert faults == {"header": [], "neutral": []}
