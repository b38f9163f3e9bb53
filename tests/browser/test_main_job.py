"""What the site is for: score a card, agree, plan an action, and find it all in the policy plan."""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect

from plans.services.file_queue import make_next
from tests.browser.cards import SAVED, agreement, choose, expect_status, question, work_on, write
from tests.browser.people import sign_in
from tests.factories import PASSWORD, make_card, make_round, make_theme
from themes.models import Kind

pytestmark = pytest.mark.browser


@pytest.fixture
def theme(transactional_db):
    theme = make_theme(name="Sociale media")
    make_card(theme, questions=2, kind=Kind.OPEN, title="Afspraken")
    make_card(theme, title="Aanspreekpunt")
    return theme


@pytest.fixture
def round(team_member, theme):
    return make_round(team_member, theme)


def tab_to(page, locator):
    """Press Tab until this element has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {locator}")


def follow(page, name):
    """Open a link with the keyboard."""
    tab_to(page, page.get_by_role("link", name=name))
    page.keyboard.press("Enter")


def log_in_by_keyboard(page, member):
    page.goto("/account/aanmelden/")
    tab_to(page, page.get_by_label("E-mailadres"))
    page.keyboard.type(member.user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Waar staat onze school?")


def press_access_key(page, letter):
    """Press Alt and a letter. Playwright's own keyboard leaves out what the browser looks at."""
    cdp = page.context.new_cdp_session(page)
    keys = {
        "modifiers": 1,
        "key": letter,
        "unmodifiedText": letter,
        "windowsVirtualKeyCode": ord(letter.upper()),
    }
    cdp.send("Input.dispatchKeyEvent", keys | {"type": "keyDown"})
    cdp.send("Input.dispatchKeyEvent", keys | {"type": "keyUp"})


def choose_by_keyboard(page, word, number):
    """Tab to the answers of a question and go to one of them with the arrows."""
    answers = question(page, number).get_by_role("radio")
    tab_to(page, answers.first)
    while not question(page, number).get_by_label(word, exact=True).is_checked():
        page.keyboard.press("ArrowRight")


def test_a_card_is_scored_by_keyboard_alone(page, team_member, round):
    log_in_by_keyboard(page, team_member)
    follow(page, "Verder met de kaarten")
    follow(page, "Sociale media")
    follow(page, "Afspraken")
    choose_by_keyboard(page, "Afgesproken", number=1)
    page.keyboard.press("Tab")
    page.keyboard.type("Elke maand een overleg")
    choose_by_keyboard(page, "Afgesproken en bekend", number=2)
    expect_status(page, SAVED, number=1)
    expect_status(page, SAVED, number=2)

    page.reload()

    expect(question(page, 1).get_by_label("Afgesproken", exact=True)).to_be_checked()
    expect(agreement(page, 1)).to_have_value("Elke maand een overleg")
    expect(question(page, 2).get_by_label("Afgesproken en bekend")).to_be_checked()
    press_access_key(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanspreekpunt")


def test_the_overview_follows_the_answers(page, team_member, round, theme):
    work_on(page, team_member, round, theme.cards.get(title="Aanspreekpunt"))
    cell = page.get_by_role("row", name="Sociale media").get_by_role("cell").first
    page.get_by_role("link", name="Overzicht").click()
    expect(cell).to_have_text("nog te bespreken0 van 3 vragen")
    page.go_back()
    choose(page, "Grotendeels")
    expect_status(page, SAVED)

    page.get_by_role("link", name="Overzicht").click()

    expect(cell).to_have_text("2,0grotendeels1 van 3 vragen")


def test_an_action_from_a_question_stands_in_the_list(page, team_member, round, theme):
    work_on(page, team_member, round, theme.cards.get(title="Afspraken"))
    follow(page, "Maak een actie van vraag 2")
    tab_to(page, page.get_by_label("Wat gaan jullie doen?"))
    page.keyboard.type("Een brievenbus hangen")
    tab_to(page, page.get_by_role("button", name="Bewaar de actie"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("De actie is bewaard.")).to_be_visible()

    page.get_by_role("link", name="Acties", exact=True).click()

    row = page.get_by_role("row", name="Een brievenbus hangen")
    expect(row).to_contain_text("Sociale media › Afspraken")
    expect(row).to_contain_text(team_member.user.name)


def test_what_the_group_wrote_stands_in_the_plan_of_the_principal(
    page, new_context, team_member, principal, round, theme
):
    work_on(page, team_member, round, theme.cards.get(title="Afspraken"))
    choose(page, "Afgesproken")
    write(page, "Elke maand een overleg")
    expect_status(page, SAVED)
    question(page).get_by_role("link", name="Maak een actie").click()
    page.get_by_label("Wat gaan jullie doen?").fill("Een brievenbus hangen")
    page.get_by_role("button", name="Bewaar de actie").click()
    other = new_context().new_page()
    sign_in(other, principal)
    words = read_pdf(download_plan(other, principal))

    assert "Elke maand een overleg" in words
    assert "Een brievenbus hangen" in words


def download_plan(page, member) -> Path:
    """Ask for the plan as somebody who reads it, and wait until it is made."""
    page.get_by_role("link", name="Beleidsplan").click()
    page.get_by_role("link", name="Download het plan als PDF").click()
    expect(page.get_by_text("Je hoeft hier niet te wachten.")).to_be_visible()
    make_next(member.school)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download het bestand").click()
    return download.value.path()


def read_pdf(path) -> str:
    """Return the words of a PDF, with single spaces."""
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
