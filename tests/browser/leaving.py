"""Leaving: the button, what comes after it, and what stands in the way on a page that is shown then."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import AXE, OPTIONS, TOO_WIDE, VIOLATIONS


def quick_exit(page: Page) -> Locator:
    return page.get_by_role("button", name="Snel weg")


def expect_neutral(page: Page) -> None:
    expect(page).to_have_title("Nieuw tabblad")
    expect(page.locator("body")).to_contain_text("Typ bovenaan een adres")


def expect_login(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def faults_of(page: Page) -> list[str]:
    """Return what axe-core finds, and how much too wide the page is."""
    page.evaluate(AXE.axe_script)
    pixels = page.evaluate(TOO_WIDE)
    return page.evaluate(VIOLATIONS, OPTIONS) + ([f"{pixels} pixels too wide"] if pixels > 0 else [])
