"""The register with plain pages and forms: JavaScript is switched off."""

import re

import pytest
from playwright.sync_api import expect

from incidents.kinds import Kind, PersonRole, Relation
from incidents.services.report import NewPerson
from tests.browser.people import enter
from tests.factories import make_card, make_incident, make_theme
from tests.incidents.following import make_protocol, page_of
from themes.models import Pillar

pytestmark = pytest.mark.browser
STORY, NAME = "Een beeld van leerling A gaat rond.", "Fatima Yilmaz"


@pytest.fixture
def page(new_context, contact):
    context = new_context(java_script_enabled=False)
    enter(context, contact)
    return context.new_page()


@pytest.fixture
def theme(transactional_db):
    card = make_card(make_theme(code="sexting", name="Sexting"), title="Nazorg", pillar=Pillar.REACTION)
    make_protocol(card.theme.criteria_set)
    return card.theme


@pytest.fixture
def case_page(page, contact, theme):
    """Return a window on an incident with a protocol, a name and a grave step."""
    victim = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name=NAME)
    incident = make_incident(contact, victim, theme="sexting", kind=Kind.PUPIL_UNWANTED, story=STORY)
    page.goto(page_of("detail", incident))
    return page


def test_report_an_incident(page, theme):
    page.goto("/meldingen/")
    page.get_by_role("link", name="Noteer een melding").first.click()
    page.get_by_label("Thema").select_option("Sexting")
    page.get_by_label("Ongewenst gedrag van een leerling").check()
    page.get_by_label("Wat gebeurde er?").fill(STORY)

    page.get_by_role("button", name="Bewaar de melding").click()

    expect(page.get_by_text("is bewaard")).to_be_visible()
    expect(page.get_by_text(STORY)).to_be_visible()


def test_write_a_note(case_page):
    case_page.get_by_label("Notitie").fill("Gebeld met de ouders.")

    case_page.get_by_role("button", name="Bewaar de notitie").click()

    expect(case_page.get_by_role("main").get_by_text("Gebeld met de ouders.")).to_be_visible()


def test_show_the_names_and_hide_them(case_page):
    expect(case_page.get_by_text(NAME)).to_have_count(0)
    case_page.get_by_role("button", name="Toon namen").click()
    expect(case_page.get_by_text(NAME)).to_be_visible()

    case_page.get_by_role("link", name="Verberg namen").click()

    expect(case_page.get_by_text(NAME)).to_have_count(0)


def test_do_the_steps_and_close(case_page):
    police = case_page.get_by_role("button", name=re.compile("Gedaan.*Bel de politie"))
    police.click()
    expect(police).to_have_count(0)
    case_page.get_by_role("link", name="Sluit de melding af").click()
    case_page.get_by_label("Welke kaart").select_option("Geen enkele kaart")
    case_page.get_by_label("We hadden er geen").check()
    case_page.get_by_label("Wat had geholpen?").fill("Een draaiboek.")
    case_page.get_by_role("button", name="Kijk het na").click()

    case_page.get_by_role("button", name="Sluit de melding af").click()

    expect(case_page.get_by_role("heading", name="Afgesloten", exact=True)).to_be_visible()
