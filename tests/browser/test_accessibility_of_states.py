"""Empty pages, pages with an error and pages that say no have no barrier either."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from schoolsafety import views
from tests.browser.pages import path
from tests.browser.people import enter
from tests.browser.world import make_world
from tests.factories import make_user
from tests.pdf_reader import pango_hidden
from tests.schools.helpers import make_invitation

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _answers_that_say_no(complaints):
    complaints.expect("status of 4", "status of 5")


def test_before_the_first_round(page, look, team_member):
    enter(page.context, team_member)
    for start in (
        "overzicht/",
        "kaarten/",
        "overzicht/rondes/",
        "acties/",
        "acties/nieuw/",
        "beleidsplan/",
    ):
        look.at(f"/{start}")


def test_login_that_fails(page, look, team_member):
    page.goto("/account/aanmelden/")
    page.get_by_role("button", name="Meld je aan", exact=True).click()
    look("nothing filled in")
    page.get_by_label("E-mailadres").fill(team_member.user.email)
    page.get_by_label("Wachtwoord").fill("verkeerd")
    page.get_by_role("button", name="Meld je aan", exact=True).click()
    look("wrong password")


def test_password_that_is_forgotten(page, look, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    page.goto("/account/wachtwoord-vergeten/")
    page.get_by_role("button", name="Stuur me een link").click()
    look("nothing filled in")
    for _ in range(2):
        page.goto("/account/wachtwoord-vergeten/")
        page.get_by_label("E-mailadres").fill("lid@school.example")
        page.get_by_role("button", name="Stuur me een link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dat ging te snel")
    look("too often")


def test_invitation(page, look, admin):
    _, new = make_invitation(admin)
    _, known = make_invitation(admin, email=make_user().email)
    page.goto(new)
    page.get_by_role("button", name="Word lid").click()
    look("nothing filled in")
    look.at(known)
    page.goto("/uitnodiging/bestaat-niet/")
    look("gone")
    enter(page.context, admin)
    look.at(new)  # it is for somebody else


def test_invitation_of_who_has_an_account(page, look, admin, outsider):
    _, link = make_invitation(admin, email=outsider.user.email)
    enter(page.context, outsider)
    look.at(link)
    page.get_by_role("button", name="Word lid").click()
    look.at("/profiel/")


def test_administration_with_mistakes(page, look, admin, team_member):
    enter(page.context, admin)
    look.at("/school/leden/")
    page.get_by_role("link", name="Nodig iemand uit").click()
    page.get_by_role("button", name="Verstuur de uitnodiging").click()
    look("invitation without address and role")
    page.goto("/school/leden/")
    page.get_by_role("link", name=f"Rollen van {admin.user.name}").click()
    page.get_by_label("beheerder").uncheck()
    page.get_by_role("button", name="Bewaar de rollen").click()
    look("no role left")
    look.at("/profiel/vertrekken/")


def test_round_with_mistakes(page, look, team_member):
    make_world(team_member)
    enter(page.context, team_member)
    page.goto("/overzicht/rondes/nieuw/")
    page.get_by_label("Streefscore").fill("9")
    page.get_by_role("button", name="Open de ronde").click()

    look("no theme and a high target")


def test_no_school(page, look, team_member):
    team_member.left_at = timezone.now()
    team_member.save()
    enter(page.context, team_member)
    look.at("/")
    look.at("/profiel/")


def test_pages_that_say_no(page, look, team_member, monkeypatch):
    enter(page.context, team_member)
    page.goto("/bestaat-niet/")
    look("404")
    page.goto("/school/leden/")
    look("403")
    monkeypatch.setattr(views, "connection", None)
    page.goto("/werkt/")
    look("500")


def test_plan_that_cannot_become_pdf(page, look, team_member):
    world = make_world(team_member)
    enter(page.context, team_member)
    with pango_hidden():
        page.goto(path("plans:plan", world))
    look("no Pango")


def test_demonstration(page, look, principal, settings):
    settings.DEMO = True
    enter(page.context, principal)
    page.goto("/overzicht/")

    expect(page.get_by_text("Demonstratieschool")).to_be_visible()
    look("bar")
