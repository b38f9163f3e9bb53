"""No page of closing an incident has a barrier: the questions, looking them over, and what follows."""

import pytest
from playwright.sync_api import expect

from incidents.closing import Followed
from incidents.services.closing import close_incident
from tests.browser import pages
from tests.browser.cards import work_on
from tests.browser.people import enter
from tests.browser.world import LONG_WORD, make_world
from tests.factories import NOW

pytestmark = pytest.mark.browser


@pytest.fixture
def world(team_member):
    return make_world(team_member)


@pytest.fixture
def closed(world):
    """The world, with its incident closed: nobody followed the card."""
    close_incident(
        world.incident,
        card=world.card.code,
        followed=Followed.NO,
        helped=f"Een {LONG_WORD}.\nEn iemand die het nakijkt.",
        by=world.colleague,
        at=NOW,
    )
    return world


def test_closing_an_incident(page, look, world, complaints):
    complaints.expect("status of 422")
    enter(page.context, world.colleague)
    page.goto(pages.path("incidents:close", world))
    page.get_by_role("button", name="Kijk het na").click()
    look("questions that are not answered")

    page.get_by_label("Welke kaart").select_option("Geen enkele kaart")
    page.get_by_label("Nee", exact=True).check()
    page.get_by_role("button", name="Kijk het na").click()
    look("answers that do not go together")
    page.get_by_label("We hadden er geen").check()
    page.get_by_label("Wat had geholpen?").fill(f"Een {LONG_WORD}.")
    page.get_by_role("button", name="Kijk het na").click()
    look("looking it over")
    page.get_by_role("button", name="Sluit de melding af").click()

    expect(page.get_by_role("heading", name="Afgesloten", exact=True)).to_be_visible()
    look("a closed incident")


def test_pages_after_closing(page, look, closed):
    enter(page.context, closed.colleague)
    for name in [*pages.CLOSED, "assessments:lessons", "assessments:board"]:
        look.at(pages.path(name, closed))
    expect(page.get_by_text("Een melding sprak deze kaart tegen")).to_be_visible()


def test_mark_on_the_card_leads_to_the_lesson(page, look, closed):
    work_on(page, closed.member, closed.round, closed.card)
    look("a card that was contradicted")

    page.get_by_role("link", name="Lees wat de school eruit leert").click()
    page.get_by_role("button", name="We houden onze score").click()

    expect(page.get_by_text("Jullie houden de score van deze kaart.")).to_be_visible()
    expect(page.get_by_text("Een melding sprak deze kaart tegen")).to_have_count(0)
