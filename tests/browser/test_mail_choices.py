"""Choosing one's mails with the keyboard alone, without JavaScript, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import PHONE
from tests.browser.people import enter

pytestmark = pytest.mark.browser


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field or button with this name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if (
            page.get_by_label(name, exact=True)
            .or_(page.get_by_role("button", name=name))
            .and_(page.locator(":focus"))
            .count()
        ):
            return
    pytest.fail(f"Tab never comes to {name}.")


def test_weekly_overview_is_switched_off_by_keyboard(new_context, team_member):
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size(PHONE)
    enter(page.context, team_member)
    page.goto("/profiel/")

    tab_to(page, "Weekoverzicht")
    page.keyboard.press("Space")
    tab_to(page, "Bewaar")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Je keuze is bewaard.")
    expect(page.get_by_label("Weekoverzicht")).not_to_be_checked()
    expect(page.get_by_label("Herinneringen")).to_be_checked()
    team_member.refresh_from_db()
    assert (team_member.wants_reminders, team_member.wants_digest) == (True, False)
