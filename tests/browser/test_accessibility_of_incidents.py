"""The register in its other states has no barrier either: empty, with faults, with names, closed."""

import pytest

from incidents.models import Incident
from incidents.services.report import add_note, correct_record
from tests.browser import pages
from tests.browser.people import enter
from tests.browser.world import make_world
from tests.factories import NOW

pytestmark = pytest.mark.browser


@pytest.fixture
def world(team_member):
    return make_world(team_member)


def test_empty_list(page, look, team_member, contact):
    for member in (team_member, contact):
        enter(page.context, member)
        look.at("/meldingen/")


def test_search_that_finds_nothing_and_open_incidents_that_nobody_follows(page, look, world, contact):
    world.colleague.left_at = NOW
    world.colleague.save()
    enter(page.context, contact)

    look.at("/meldingen/?zonder=1")
    look.at("/meldingen/?zoek=zeemeeuw")


def test_quick_form_with_faults(page, look, contact, complaints):
    complaints.expect("status of 422")
    enter(page.context, contact)
    page.goto("/meldingen/nieuw/")
    page.get_by_label("Naam").first.fill("Fatima")
    page.get_by_role("button", name="Bewaar de melding").click()

    look("quick form with faults")


def test_incident_with_a_correction_names_and_faults(page, look, world, complaints):
    complaints.expect("status of 422")
    incident, colleague = world.incident, world.colleague
    add_note(incident, text="Gebeld.", by=colleague, at=NOW)
    correct_record(incident, number=1, text="Anders.", by=colleague, at=NOW)
    enter(page.context, colleague)
    page.goto(pages.path("incidents:detail", world))
    page.get_by_role("button", name="Toon namen").click()
    look("names")

    page.get_by_role("button", name="Bewaar de notitie").click()
    look("note with a fault")


def test_closed_incident(page, look, world):
    Incident.unscoped.filter(pk=world.incident.pk).update(is_closed=True)
    enter(page.context, world.colleague)

    look.at(pages.path("incidents:detail", world))
