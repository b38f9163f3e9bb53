"""The session ends, the connection drops, the server fails: the text stays and is saved in the end."""

import pytest
from playwright.sync_api import expect

from assessments import card_page as card_page_module
from tests.browser.cards import SAVED, agreement, choose, expect_status, question, saved, work_on, write
from tests.browser.people import sign_in
from tests.factories import make_card, make_round, make_theme
from themes.models import Kind

pytestmark = pytest.mark.browser
NO_CONNECTION = "Nog niet bewaard: geen verbinding. We proberen het zo opnieuw."
BROKEN = "Nog niet bewaard: er ging iets mis bij ons. We proberen het zo opnieuw."


@pytest.fixture
def card_page(page, team_member):
    """Return a window on a card in which two answers can be given, with a clock that can be moved."""
    page.clock.install()
    card = make_card(make_theme(), questions=2, kind=Kind.OPEN)
    work_on(page, team_member, make_round(team_member, card.theme), card)
    return page


@pytest.fixture
def logged_out(card_page, complaints):
    """Return the window after its session ended and somebody wrote on."""
    complaints.expect("401")
    choose(card_page, "Besproken")
    expect_status(card_page, SAVED)
    card_page.context.clear_cookies(name="sessionid")
    write(card_page, "Elke maand")
    expect(question(card_page).get_by_role("alert")).to_contain_text("Je bent afgemeld")
    return card_page


def log_in_elsewhere(page, member):
    """Log in again in another tab of the same window."""
    tab = page.context.new_page()
    sign_in(tab, member)
    tab.close()


def test_a_lost_session_keeps_the_text_and_the_page_open(logged_out):
    asked = []
    logged_out.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    logged_out.get_by_role("link", name="Overzicht").click(no_wait_after=True)

    expect(agreement(logged_out)).to_have_value("Elke maand")
    assert asked == ["beforeunload"]
    assert saved() == [(1, "", "")]


def test_a_lost_session_offers_to_log_in_elsewhere(logged_out, team_member):
    with logged_out.expect_popup() as popup:
        logged_out.get_by_role("link", name="Meld je aan in een nieuw tabblad").click()

    expect(popup.value.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def test_after_logging_in_elsewhere_the_next_change_saves_all(logged_out, team_member):
    log_in_elsewhere(logged_out, team_member)

    choose(logged_out, "Afgesproken")

    expect_status(logged_out, SAVED)
    expect(question(logged_out).get_by_role("alert")).not_to_be_attached()
    assert saved() == [(2, "Elke maand", "")]


def test_after_logging_in_elsewhere_the_button_saves_all(logged_out, team_member):
    log_in_elsewhere(logged_out, team_member)

    logged_out.get_by_role("button", name="Bewaar", exact=True).click()

    expect_status(logged_out, SAVED)
    assert saved() == [(1, "Elke maand", "")]


def test_a_lost_connection_is_said_and_saved_once_it_is_back(card_page, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED", "htmx:")
    card_page.context.set_offline(True)
    write(card_page, "Elke maand")
    expect_status(card_page, NO_CONNECTION)
    card_page.clock.fast_forward(4000)
    expect_status(card_page, NO_CONNECTION)

    card_page.context.set_offline(False)
    card_page.clock.fast_forward(4000)

    expect_status(card_page, SAVED)
    assert saved() == [(None, "Elke maand", "")]


def test_without_a_connection_the_next_card_waits(card_page, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED", "htmx:")
    card_page.context.set_offline(True)
    write(card_page, "Elke maand", number=2)

    card_page.get_by_role("button", name="Volgende open kaart").click()

    expect_status(card_page, NO_CONNECTION, number=2)
    expect(agreement(card_page, 2)).to_have_value("Elke maand")


def test_a_failing_server_is_said_and_saved_once_it_works(card_page, complaints, monkeypatch):
    complaints.expect("500")

    def fail(*args, **kwargs):
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(card_page_module, "save_answers", fail)
        write(card_page, "Elke maand")
        expect_status(card_page, BROKEN)

    card_page.clock.fast_forward(4000)

    expect_status(card_page, SAVED)
    assert saved() == [(None, "Elke maand", "")]


def test_a_role_that_was_taken_away_is_said(card_page, complaints, team_member):
    complaints.expect("403")
    team_member.roles = ["log_reader"]
    team_member.save()

    write(card_page, "Elke maand")

    expect_status(card_page, "Niet bewaard. Kopieer wat je typte en laad deze pagina opnieuw.")
    expect(agreement(card_page)).to_have_value("Elke maand")
    assert saved() == []
