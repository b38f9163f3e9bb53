"""A contact person logs an incident in under a minute, with the keyboard alone."""

from time import monotonic

import pytest
from playwright.sync_api import expect

from tests.browser.people import enter
from tests.factories import make_card, make_theme

pytestmark = pytest.mark.browser

SECONDS_A_KEY = 0.28  # who types 40 words a minute, without hurry
STORY = "Een beeld van leerling A gaat rond in de klaschat van 4B sinds gisteravond."


class Typist:
    """Presses keys one by one, and counts them. Tab is the only way to another field."""

    def __init__(self, page):
        self.page, self.presses, self.started_at = page, 0, monotonic()

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.presses += times

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.presses += len(text)

    def tab_to(self, locator) -> None:
        for _ in range(25):
            if locator.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        pytest.fail(f"Tab does not reach {locator}")

    @property
    def seconds(self) -> float:
        """How long it takes a person: their keys, and the time that the site itself took."""
        return self.presses * SECONDS_A_KEY + monotonic() - self.started_at


@pytest.fixture
def themes(transactional_db):
    for code, name in (("cyberpesten", "Cyberpesten"), ("sexting", "Sexting"), ("privacy", "Privacy")):
        make_card(make_theme(code=code, name=name))


def log_incident(page, typist):
    """Go from the list to the quick form, fill it in, and send it with Enter."""
    typist.tab_to(page.get_by_role("link", name="Noteer een melding"))
    typist.press("Enter")
    expect(page.get_by_label("Thema")).to_be_focused()
    typist.type("sex")
    typist.press("Tab")
    typist.press("Space")
    typist.press("ArrowDown")  # to the second kind
    typist.tab_to(page.get_by_label("Wat gebeurde er?"))
    typist.type(STORY)
    typist.press("Tab")
    typist.type("sl")
    typist.tab_to(page.get_by_label("Naam").first)
    typist.type("Fatima Yilmaz")
    typist.press("Enter")


def test_incident_is_logged_within_a_minute(page, contact, themes):
    enter(page.context, contact)
    page.goto("/meldingen/")
    typist = Typist(page)

    log_incident(page, typist)

    expect(page.get_by_text("Melding 2026-001 is bewaard.")).to_be_visible()

    assert typist.seconds < 60, f"{typist.presses} keys"
    main = page.get_by_role("main")
    expect(main).to_contain_text("Strafbaar gedrag van een leerling")
    expect(main).to_contain_text(STORY)
    expect(page.get_by_role("row", name="Leerling A")).to_contain_text("slachtoffer")
    expect(main).not_to_contain_text("Fatima")


def test_one_more_person_without_javascript(new_context, contact, themes):
    context = new_context(java_script_enabled=False)
    enter(context, contact)
    page = context.new_page()
    page.goto("/meldingen/nieuw/")
    page.get_by_label("Wat gebeurde er?").fill(STORY)
    page.get_by_label("Naam").nth(2).fill("Mats")

    page.get_by_role("button", name="Nog iemand toevoegen").click()

    expect(page.get_by_label("Naam")).to_have_count(4)
    expect(page.get_by_label("Naam").nth(2)).to_have_value("Mats")
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value(STORY)
