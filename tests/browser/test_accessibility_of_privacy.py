"""The pages of a data leak and of a request for access have no barrier, empty, full and with faults."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import expect

from incidents.kinds import PersonRole, Relation
from incidents.services.report import NewPerson
from schools.permissions import Role
from tests.browser.people import enter
from tests.browser.world import LONG_WORD
from tests.factories import make_member, make_user
from tests.incidents.following import page_of
from tests.incidents.leaks import make_leak
from tests.incidents.requests import FATIMA, approve, make_case, make_request, submit, url

pytestmark = pytest.mark.browser
NAMESAKE = NewPerson(PersonRole.DOER, Relation.PUPIL, name=f"Fatima {LONG_WORD}")


def test_data_leak(page, look, contact, complaints):
    complaints.expect("status of 422")
    incident = make_leak(contact, known_at=now() - timedelta(hours=41))
    late = make_leak(contact, known_at=now() - timedelta(hours=80))
    enter(page.context, contact)
    look.at(page_of("detail", incident))
    look.at(page_of("detail", late))
    look.at(reverse("incidents:list"))
    page.goto(page_of("leak", incident))
    page.get_by_label("Wat ging er mis").fill(f"Een {LONG_WORD} ging naar de verkeerde ouders.")
    page.get_by_label("Gemeld bij de Vlaamse").select_option("ja")
    page.get_by_role("button", name="Bewaar").click()
    look("a notification without its moment")
    page.get_by_label("Wanneer gemeld?").fill(f"{now():%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Gemeld op")).to_be_visible()
    look("a leak that was notified")
    look.at(page_of("leak_print", incident))


def test_request_from_name_to_draft(page, look, contact, complaints):
    complaints.expect("status of 422")
    make_case(contact, FATIMA, NAMESAKE, story=f"Fatima riep {LONG_WORD}.")
    enter(page.context, contact)
    look.at(reverse("incidents:requests"))
    page.goto(reverse("incidents:request_open"))
    page.get_by_role("button", name="Bewaar de vraag").click()
    look("a request without a name")
    page.get_by_label("Wie vraagt inzage?").fill("Samira Amrani")
    page.get_by_label("Hoe keek je na wie dit is?").fill("De moeder kwam langs.")
    page.get_by_role("button", name="Bewaar de vraag").click()
    look("looking for a person")
    page.get_by_label("Welke naam zoek je?").fill("fatima")
    page.get_by_role("button", name="Zoek").click()
    look("who was found")
    page.get_by_label("Fatima El Amrani").check()
    page.get_by_role("button", name="Maak het ontwerp").click()
    page.get_by_label("Weglaten").last.check()
    page.get_by_role("button", name="Bewaar het ontwerp").click()
    look("the draft, with a piece that is left out without a reason")


def test_second_person_and_closing(page, look, contact, principal, complaints):
    complaints.expect("status of 422")
    row = submit(make_request(contact), contact, make_case(contact, story=f"Een {LONG_WORD}. " * 9))
    enter(page.context, principal)
    look.at(reverse("incidents:requests"))
    look.at(url("request", row))
    page.get_by_role("button", name="Stuur terug").click()
    look("sent back without a remark")
    second = make_member(contact.school, Role.CONTACT, user=make_user(name=f"Wilhelmina {LONG_WORD}"))
    approve(row, second)
    enter(page.context, contact)
    look.at(url("request", row))
    look.at(url("request_close", row))
    page.get_by_label("De persoon kreeg geen inzage").check()
    page.get_by_role("button", name="Sluit af").click()
    look("refused without a reason")
    page.get_by_label("De persoon kreeg het antwoord").check()
    page.get_by_role("button", name="Sluit af").click()
    look("a closed request in the list")
