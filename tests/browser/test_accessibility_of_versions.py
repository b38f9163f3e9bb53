"""No page of a version of the plan has a barrier, whatever its standing, nor the page that checks one."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from plans.services.versions import propose_version
from schools.permissions import Role
from tests.browser.people import enter
from tests.browser.world import make_world
from tests.factories import make_member
from tests.plans.version_world import adopt, agree, make_ready, propose

pytestmark = pytest.mark.browser


@pytest.fixture
def world(team_member):
    return make_world(team_member)


@pytest.fixture
def principal(world):
    return make_member(world.member.school, Role.PRINCIPAL)


def test_from_the_first_proposal_to_the_second_version(page, look, world, principal):
    enter(page.context, principal)
    look.at(reverse("plans:versions"))

    page.get_by_role("link", name="Leg voor aan de directie").click()
    look("a proposal before it is one")
    page.get_by_role("button", name="Leg versie 1 voor").click()
    look("a proposal")
    page.get_by_role("link", name="Stel deze versie vast").click()
    look("adopting it")
    page.get_by_role("button", name="Stel versie 1 vast").click()

    expect(page.get_by_text("Versie 1 is vastgesteld.")).to_be_visible()
    look("an adopted version")
    agree(world.round, "Iets helemaal anders.")
    propose_version(world.round, by=world.member, at=principal.joined_at)
    look.at(reverse("plans:versions"))


def test_refusals(page, look, world, principal, complaints):
    complaints.expect("status of 409")
    complaints.expect("status of 422")
    version = propose(world.member, world.round)
    enter(page.context, principal)
    page.goto(reverse("plans:adopt", args=[version.pk]))
    page.get_by_label("Op welke dag").fill("")
    page.get_by_role("button", name="Stel versie 1 vast").click()
    look("a day that is missing")
    propose(world.member, world.round)
    page.get_by_label("Op welke dag").fill("2026-11-20")
    page.get_by_role("button", name="Stel versie 1 vast").click()
    look("a proposal that was replaced")
    look.at(reverse("plans:withdraw", args=[version.pk]))


def test_checking_a_file(page, look, world, principal, complaints):
    complaints.expect("status of 422")
    version = adopt(propose(world.member, world.round), principal)
    look.at(reverse("plans:check", args=[version.pk]))
    make_ready(version.files.get(audience="full", format="pdf"), b"%PDF")
    page.get_by_role("button", name="Kijk na").click()
    look("no file")

    for content, says in ((b"%PDF", "precies het vastgestelde plan"), (b"x", "niet een van de bestanden")):
        file = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": content}
        page.get_by_label("Welk bestand").set_input_files(file)
        page.get_by_role("button", name="Kijk na").click()
        expect(page.get_by_text(says)).to_be_visible()
        look(says)
    enter(page.context, principal)
    look.at(reverse("plans:withdraw", args=[version.pk]))
    page.get_by_label("Waarom trekken").fill("Er stond een fout in.")
    page.get_by_role("button", name="Trek versie 1 in").click()
    look("a withdrawn version")
    look.at(reverse("plans:check", args=[version.pk]))
