"""The pages about who reads an incident have no barrier either, empty, full and with faults."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from schools.permissions import Role
from tests.browser.people import enter
from tests.browser.world import LONG_WORD
from tests.factories import make_incident, make_member, make_user
from tests.incidents.access_helpers import exclude, invite, open_with_break_glass

pytestmark = pytest.mark.browser


@pytest.fixture
def incident(contact):
    """Somebody reads along, somebody did, a principal is in it, and somebody is kept out."""
    incident, school = make_incident(contact, title=f"Een {LONG_WORD}"), contact.school
    people = [make_member(school, user=make_user(name=f"{LONG_WORD} {n}")) for n in range(3)]
    invite(incident, people[0], by=contact, may_note=True)
    old = invite(incident, people[1], by=contact)
    type(old).unscoped.filter(pk=old.pk).update(until=now() - timedelta(days=1))
    exclude(incident, people[2], by=contact)
    open_with_break_glass(incident, make_member(school, Role.PRINCIPAL), reason=f"{LONG_WORD} " * 9)
    return incident


def test_pages_of_who_handles_it(page, look, contact, incident):
    enter(page.context, contact)
    access = incident.accesses.filter(kind="invited").earliest("given_at")
    look.at(reverse("incidents:extend", args=[incident.pk, access.pk]))

    for name in ("detail", "invite", "exclude", "log"):
        look.at(reverse(f"incidents:{name}", args=[incident.pk]))
    page.goto(reverse("incidents:invite", args=[incident.pk]))
    page.get_by_role("button", name="Laat meelezen").click()
    look("an invitation of nobody")


def test_pages_of_the_handover(page, look, contact, incident):
    leaver = make_member(contact.school, Role.CONTACT, left_at=now())
    make_incident(leaver, title=f"Een {LONG_WORD}")
    asking = make_member(contact.school, Role.CONTACT)
    make_incident(asking)
    enter(page.context, contact)

    look.at(f"/meldingen/overnemen/?van={asking.pk}")
    look.at("/meldingen/overdragen/")


def test_pages_of_who_reads_along(page, look, principal, incident):
    enter(page.context, principal)
    look.at("/meldingen/noodtoegang/")
    open_with_break_glass(incident, principal)
    look.at(reverse("incidents:detail", args=[incident.pk]))
