"""The whole job with plain pages and forms: JavaScript is switched off."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from plans.models import Action
from tests.browser.cards import SAVED, agreement, choose, expect_status, question, saved, work_on
from tests.browser.people import enter, fill_in_login, sign_in
from tests.factories import make_action, make_answer, make_card, make_member, make_round, make_theme
from themes.models import Kind

pytestmark = pytest.mark.browser


@pytest.fixture
def page(new_context, complaints):
    complaints.expect("status of 401", "status of 403", "status of 422")  # these answers are pages here
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def theme(transactional_db):
    """Return a theme with two cards, the first with open questions."""
    theme = make_theme(name="Sociale media")
    make_card(theme, questions=2, kind=Kind.OPEN, title="Afspraken")
    make_card(theme, title="Aanspreekpunt")
    return theme


@pytest.fixture
def round(team_member, theme):
    return make_round(team_member, theme)


@pytest.fixture
def card_page(page, team_member, round, theme):
    work_on(page, team_member, round, theme.cards.get(title="Afspraken"))
    return page


def test_log_in_and_out(page, team_member):
    sign_in(page, team_member)

    page.get_by_role("button", name="Afmelden").click()

    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()


def test_open_a_round(page, team_member, theme):
    enter(page.context, team_member)
    page.goto("/overzicht/")
    page.get_by_role("link", name="Open de eerste ronde").click()
    page.get_by_label("Sociale media").check()

    page.get_by_role("button", name="Open de ronde").click()

    expect(page.get_by_role("status")).to_contain_text("is geopend")
    expect(page.get_by_role("link", name="Sociale media")).to_be_visible()


def test_score_a_card_and_go_to_the_next(card_page):
    choose(card_page, "Besproken", number=1)
    agreement(card_page, 2).fill("Elke maand\nin de werkgroep")
    card_page.get_by_role("button", name="Bewaar", exact=True).click()
    expect_status(card_page, SAVED, number=1)
    choose(card_page, "Afgesproken", number=2)

    card_page.get_by_role("button", name="Volgende open kaart").click()

    expect(card_page.get_by_role("heading", level=1)).to_have_text("Aanspreekpunt")
    assert saved() == [(1, "", ""), (2, "Elke maand\nin de werkgroep", "")]


def test_an_answer_that_does_not_exist_is_explained(card_page):
    radio = question(card_page).get_by_label("Besproken", exact=True)
    radio.evaluate("radio => { radio.value = 7 }")
    radio.check()
    agreement(card_page).fill("Elke maand")

    card_page.get_by_role("button", name="Bewaar", exact=True).click()

    expect_status(card_page, "Niet bewaard. Dit antwoord bestaat niet. Kies een van de antwoorden.")
    expect(agreement(card_page)).to_have_value("Elke maand")


@pytest.mark.parametrize(
    ("button", "text"),
    [
        ("Bewaar mijn versie", "Elk jaar"),
        ("Houd die van", "Elke maand"),
        ("Bewaar beide teksten", "Elke maand\n\nElk jaar"),
    ],
)
def test_two_people_and_each_choice_is_kept(card_page, team_member, round, theme, button, text):
    first = theme.cards.get(title="Afspraken").questions.get(order=1)
    colleague = make_member(team_member.school)
    make_answer(round, first, text="Elke maand", changed_by=colleague)
    agreement(card_page).fill("Elk jaar")
    card_page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(question(card_page).get_by_role("alert")).to_contain_text("“Elke maand”")

    card_page.get_by_role("button", name=button).click()

    expect(question(card_page).get_by_role("alert")).not_to_be_attached()
    assert saved() == [(None, text, "")]


def test_a_lost_session_gives_the_text_back_and_saves_it_after_logging_in(card_page, team_member):
    agreement(card_page).fill("Elke maand\nin de werkgroep")
    card_page.context.clear_cookies(name="sessionid")
    card_page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(card_page.get_by_role("heading", level=1)).to_have_text("Nog niet bewaard")
    expect(card_page.get_by_label("Wat je schreef")).to_have_value("Elke maand\nin de werkgroep")
    with card_page.expect_popup() as popup:
        card_page.get_by_role("link", name="Meld je aan in een nieuw tabblad").click()
    fill_in_login(popup.value, team_member)

    card_page.get_by_role("button", name="Bewaar opnieuw").click()
    expect(card_page.get_by_text("Deze pagina was ouder dan je aanmelding")).to_be_visible()
    card_page.get_by_role("button", name="Bewaar opnieuw").click()

    expect_status(card_page, SAVED)
    assert saved() == [(None, "Elke maand\nin de werkgroep", "")]


def test_make_an_action_from_a_question(card_page):
    question(card_page, 2).get_by_role("link", name="Maak een actie").click()
    card_page.get_by_label("Wat gaan jullie doen?").fill("Een brievenbus hangen")

    card_page.get_by_role("button", name="Bewaar de actie").click()

    expect(card_page.get_by_role("status").first).to_have_text("De actie is bewaard.")
    assert Action.unscoped.get().question.order == 2


def test_finish_an_action_and_take_it_back(page, team_member, theme):
    later = timezone.localdate() + timedelta(days=7)
    action = make_action(team_member, theme.cards.first(), due_on=later)
    enter(page.context, team_member)
    page.goto("/acties/")
    page.get_by_role("button", name="Klaar").click()
    expect(page.get_by_role("status")).to_have_text("“Een brievenbus hangen” staat op klaar.")

    page.get_by_role("button", name="Toch nog bezig").first.click()

    expect(page.get_by_role("cell", name="bezig", exact=True)).to_be_visible()
    action.refresh_from_db()
    assert action.is_open


def test_close_a_round(page, team_member, round):
    enter(page.context, team_member)
    page.goto("/overzicht/")
    page.get_by_role("link", name="Ronde afsluiten").click()

    page.get_by_role("button", name="Sluit de ronde af").click()

    expect(page.get_by_text("gesloten").first).to_be_visible()
    round.refresh_from_db()
    assert not round.is_open
