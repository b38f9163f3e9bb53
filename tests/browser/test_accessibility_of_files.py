"""The page that waits for a file has no barrier either, whatever became of the file."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from plans.models import File, State
from plans.services.file_queue import SILENT, make_next
from tests.browser.pages import path
from tests.browser.people import enter
from tests.browser.world import make_world
from tests.pdf_reader import pango_hidden

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "state", ["waiting", "collecting", "laying_out", "writing", "failed", "done", "left"]
)
def test_page_of_a_file(page, look, team_member, state):
    world, now = make_world(team_member), timezone.now()
    fields = {"state": state, "page": 34, "asked_at": now, "beat_at": now}
    if state == "done":
        fields |= {"content": b"%PDF", "made_at": now}
    if state == "left":
        fields |= {"state": State.LAYING_OUT, "beat_at": now - SILENT * 2}
    File.unscoped.update(**fields)
    enter(page.context, team_member)

    page.goto(path("plans:file_progress", world))

    look(state)


def test_page_of_a_file_that_cannot_be_made_here(page, look, team_member):
    world = make_world(team_member)
    File.unscoped.update(state=State.FAILED)
    enter(page.context, team_member)

    with pango_hidden():
        page.goto(path("plans:file_progress", world))
    look("no Pango")


def test_page_moves_by_itself_until_the_file_can_be_taken(page, team_member):
    make_world(team_member)
    File.unscoped.all().delete()
    enter(page.context, team_member)
    page.goto("/beleidsplan/")
    page.get_by_role("button", name="Maak Word volledig plan").click()
    expect(page.locator(".making-steps .on")).to_have_text("Wachten")

    make_next(team_member.school)
    expect(page.get_by_text("Het bestand is klaar.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download het bestand").click()

    assert download.value.suggested_filename.endswith(".docx")
