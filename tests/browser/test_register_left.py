"""A computer that others use after you: nothing of an incident comes back, however you went away."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from incidents.kinds import PersonRole, Relation
from incidents.services.report import NewPerson
from schoolsafety import middleware
from tests.browser.leaving import expect_login, expect_neutral, quick_exit
from tests.browser.people import enter
from tests.factories import make_incident
from tests.incidents.following import page_of

pytestmark = pytest.mark.browser
TITLE, STORY, NAME = "Beeld in de klaschat", "Leerling A zag het beeld gisteren.", "Fatima Yilmaz"
PUBLIC = "/over-de-kaarten/"
IS_COVERED = """() => [0.1, 0.3, 0.5, 0.7, 0.9].every((part) =>
    document.elementFromPoint(innerWidth / 2, innerHeight * part).closest(".cover"))"""


@pytest.fixture
def incident(contact):
    victim = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name=NAME)
    return make_incident(contact, victim, title=TITLE, story=STORY)


@pytest.fixture
def kept_in_memory(monkeypatch):
    """Have the browser keep pages for the back button, as some do in spite of no-store."""
    monkeypatch.setattr(middleware, "add_never_cache_headers", lambda response: None)


def open_case(page, contact, incident):
    enter(page.context, contact)
    page.goto(page_of("detail", incident))
    expect(page.get_by_text(STORY)).to_be_visible()


def show_names(page):
    page.get_by_role("button", name="Toon namen").click()
    expect(page.get_by_text(NAME)).to_be_visible()


@pytest.fixture(params=["case", "kept case", "names"])
def case_page(request, page, contact, incident, complaints):
    """Return a window on an incident, as it is or with its names. Those answer a POST: no browser keeps
    such a page in memory."""
    complaints.expect("ERR_CACHE_MISS", "status of 401")  # what was sent is not sent again by going back
    if request.param == "kept case":
        request.getfixturevalue("kept_in_memory")
    open_case(page, contact, incident)
    if request.param == "names":
        show_names(page)
    return page


def expect_nothing_of_it(page):
    for word in (TITLE, STORY, NAME):
        expect(page.get_by_text(word).first).not_to_be_visible()
        assert word not in page.title()
    if page.url.startswith("http"):  # and not a page of the browser itself
        assert page.evaluate("Object.keys(localStorage).filter((key) => !key.startsWith('used-at-'))") == []


def go_back(page):
    page.evaluate("setTimeout(() => history.back())")  # one that need not succeed, unlike page.go_back()
    page.wait_for_timeout(300)
    page.wait_for_load_state()


def test_after_logging_out_back_shows_nothing(case_page):
    case_page.get_by_role("button", name="Afmelden").click()
    expect_login(case_page)

    for _ in range(2):
        go_back(case_page)
        expect_nothing_of_it(case_page)


def test_after_quick_exit_back_shows_nothing(case_page):
    quick_exit(case_page).click()
    expect_neutral(case_page)

    for _ in range(2):
        go_back(case_page)
        expect_nothing_of_it(case_page)


def test_after_walking_away_back_shows_nothing_once_the_session_is_over(case_page):
    case_page.goto(PUBLIC)
    Session.objects.all().delete()  # by the clock, or by leaving the school

    for _ in range(2):
        go_back(case_page)
        expect_nothing_of_it(case_page)


def test_without_no_store_back_shows_the_names(kept_in_memory, page, contact, incident):
    open_case(page, contact, incident)
    show_names(page)
    page.goto(PUBLIC)
    Session.objects.all().delete()

    go_back(page)

    expect(page.get_by_text(NAME)).to_be_visible()


@pytest.fixture
def four_seconds(settings):
    """Have sessions end after four seconds without a request."""
    settings.SESSION_IDLE_SECONDS = 4


def test_page_that_is_left_open_covers_itself_and_goes(four_seconds, case_page):
    expect(case_page.locator(".cover")).to_be_visible()
    assert case_page.evaluate(IS_COVERED)

    expect_login(case_page)

    go_back(case_page)
    expect_nothing_of_it(case_page)
