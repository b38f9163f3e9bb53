"""A page that is left open: it asks, hides what it shows, and gives typed text to nobody else."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser.cards import ANSWER, agreement, work_on
from tests.browser.leaving import expect_login, faults_of
from tests.browser.looking import LAPTOP, PHONE
from tests.browser.people import enter, fill_in_login
from tests.factories import make_card, make_member, make_round, make_theme
from themes.models import Kind

pytestmark = pytest.mark.browser
CARDS = "/kaarten/"
AWAY = "Je was even weg, daarom hebben we je afgemeld."
STILL_THERE = "Ben je er nog?"
TEXT_STAYS = "Wat je typte, staat hier nog"


@pytest.fixture
def round(team_member):
    return make_round(team_member, make_card(make_theme(), kind=Kind.OPEN).theme)


@pytest.fixture
def cards(page, team_member, round):
    enter(page.context, team_member)
    page.goto(CARDS)
    return page


@pytest.fixture
def card_page(page, team_member, round):
    work_on(page, team_member, round, round.themes.get().theme.cards.get())
    return page


@pytest.fixture
def two_seconds(settings):
    """Have sessions end after two seconds without a request."""
    settings.SESSION_IDLE_SECONDS = 2


def test_after_the_idle_limit_an_open_page_goes_to_the_login(two_seconds, cards, round):
    expect_login(cards)

    expect(cards.get_by_role("status")).to_contain_text(AWAY)
    expect(cards).to_have_url(re.compile(r"\?next=/kaarten/$"))
    cards.go_back()
    assert cards.get_by_text(round.name).count() == 0


def test_before_the_limit_an_open_page_asks_and_any_key_goes_on(page, team_member, round):
    page.clock.install()
    enter(page.context, team_member)
    page.goto(CARDS)
    page.clock.fast_forward("14:15")
    expect(page.locator(".cover")).not_to_be_attached()
    page.clock.fast_forward("00:17")
    expect(page.get_by_role("alert")).to_contain_text(STILL_THERE)

    with page.expect_request("/") as asked:
        page.keyboard.press("Shift")

    expect(page.locator(".cover")).not_to_be_attached()
    assert asked.value.method == "HEAD"  # which keeps the session


WAKE_UP = """() => {
    const later = Date.now() + 3600 * 1000;
    Date.now = () => later;  // and no timer ran meanwhile
    dispatchEvent(new KeyboardEvent("keydown", {key: "Shift"}));
    return document.querySelector(".cover") !== null;
}"""


def test_sleeping_computer_shows_nothing_when_it_wakes(cards):
    Session.objects.all().delete()  # the server's clock went on

    assert cards.evaluate(WAKE_UP) is True

    expect_login(cards)


def test_who_works_on_without_sending_stays_in(two_seconds, card_page):
    for _ in range(10):
        card_page.keyboard.press("Shift")
        card_page.wait_for_timeout(400)

    expect(card_page.locator(".cover")).not_to_be_attached()
    assert card_page.request.get("/profiel/", max_redirects=0).status == 200


@pytest.fixture
def covered(two_seconds, card_page, complaints):
    """Return a window with unsaved text whose session ended."""
    complaints.expect("401")
    card_page.route(ANSWER, lambda route: None, times=1)
    agreement(card_page).fill("Elke maand")
    expect(card_page.get_by_role("alert").last).to_contain_text(TEXT_STAYS)
    Session.objects.all().delete()  # as the server does at the next request
    return card_page


def log_in_elsewhere(page, member):
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Meld je aan in een nieuw tabblad").last.click()
    fill_in_login(popup.value, member)
    return popup.value


def test_after_the_idle_limit_unsaved_text_is_covered_and_kept(covered, settings, team_member):
    assert covered.locator("main").evaluate("main => main.inert")
    settings.SESSION_IDLE_SECONDS = 900

    log_in_elsewhere(covered, team_member)

    expect(covered.locator(".cover")).not_to_be_attached()
    expect(agreement(covered)).to_have_value("Elke maand")


WATCH = """() => {
    const look = () => { window.wasUncovered ||= !document.querySelector(".cover"); };
    new MutationObserver(look).observe(document.body, {childList: true});
}"""


def test_somebody_else_who_logs_in_does_not_uncover_the_text(covered, settings, team_member):
    settings.SESSION_IDLE_SECONDS = 900
    covered.evaluate(WATCH)

    log_in_elsewhere(covered, make_member(team_member.school))

    covered.wait_for_timeout(2500)
    assert not covered.evaluate("window.wasUncovered")
    expect(covered.locator(".cover")).to_be_visible()


def test_text_in_an_ordinary_form_is_kept_too(two_seconds, page, team_member, round):
    card = round.themes.get().theme.cards.get()
    enter(page.context, team_member)
    page.goto(f"/acties/nieuw/?kaart={card.pk}")
    page.get_by_label("Wat gaan jullie doen?").fill("Een brievenbus")

    expect(page.get_by_role("alert")).to_contain_text(TEXT_STAYS)

    expect(page.get_by_label("Wat gaan jullie doen?")).to_have_value("Een brievenbus")


def test_windows_of_one_person_count_together(two_seconds, card_page):
    other = card_page.context.new_page()
    other.goto(CARDS)

    for _ in range(10):
        card_page.keyboard.press("Shift")
        card_page.wait_for_timeout(400)

    expect(other).to_have_url(re.compile(CARDS))
    expect(other.locator(".cover")).not_to_be_attached()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_covered_page_has_no_barriers(covered, size):
    covered.set_viewport_size(size)

    assert faults_of(covered) == []
