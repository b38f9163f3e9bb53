"""An emergency as a principal meets it: confirm with a code, open the incident, close it again."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.people import sign_in
from tests.factories import make_incident
from tests.incidents.access_helpers import REASON, acts, sees
from tests.schools.helpers import code_now

pytestmark = pytest.mark.browser

PATH = "/meldingen/noodtoegang/"


@pytest.fixture
def incident(contact):
    return make_incident(contact, title="Beeld gedeeld", story="In de klaschat.")


def fill_in(page, incident):
    page.get_by_label("Nummer van de melding").fill(incident.name)
    page.get_by_label("Waarom is dit nodig?").fill(REASON)


def open_it(page):
    page.get_by_role("button", name="Open de melding").click()


def give_code(page):
    """An app shows another code after half a minute: let the site forget that it saw this one."""
    cache.clear()
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name="Bevestig").click()


def test_principal_opens_one_incident_and_closes_it_again(page, principal, incident, mailoutbox):
    sign_in(page, principal)
    page.get_by_role("link", name="Meldingen").click()
    page.get_by_role("link", name="Open één melding met de noodtoegang").click()
    fill_in(page, incident)
    open_it(page)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Beeld gedeeld")
    expect(page.get_by_text("In de klaschat.")).to_be_visible()
    expect(page.get_by_label("Notitie")).not_to_be_visible()
    assert len(mailoutbox) == 1

    page.get_by_role("button", name="Sluit de noodtoegang nu").click()
    expect(page.get_by_text("De noodtoegang is gesloten.")).to_be_visible()
    assert not sees(principal, incident)


def test_who_was_idle_confirms_first_and_lands_on_the_form(page, principal, settings):
    sign_in(page, principal)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    page.goto(PATH)
    expect(page.get_by_label("Waarom is dit nodig?")).not_to_be_visible()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    page.get_by_role("link", name="Met een code uit je app").click()

    give_code(page)

    expect(page.get_by_label("Waarom is dit nodig?")).to_be_visible()


def test_typed_reason_survives_a_confirmation_that_became_too_old(page, principal, incident, settings):
    sign_in(page, principal)
    page.goto(PATH)
    fill_in(page, incident)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    open_it(page)
    expect(page.get_by_text("bevestig eerst opnieuw dat jij het bent")).to_be_visible()
    expect(page.get_by_label("Waarom is dit nodig?")).to_have_value(REASON)
    assert acts("access.") == []

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Met een code uit je app").click()
    give_code(opened.value)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Noodtoegang")
    open_it(page)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Beeld gedeeld")
    assert acts("access.") == [("access.break_glass", principal)]
