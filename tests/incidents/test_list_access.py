"""What the list of incidents says about reading more, and what a principal hears of who left."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime, now

from schools.emails import announce_contact_left
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.schools.helpers import texts

LIST, ASK = "/meldingen/overnemen/", "/meldingen/overdragen/"


@pytest.fixture
def leaver(school):
    return make_member(school, Role.CONTACT)


@pytest.fixture
def incident(leaver):
    return make_incident(leaver, title="Zonnebloem")


def test_new_contact_is_told_from_when(login, school, contact):
    new = make_member(school, Role.CONTACT, contact_since=now())
    start = localtime(new.contact_since + timedelta(hours=24))

    page = texts(login(new).get("/meldingen/"))

    assert f"Vanaf morgen om {start:%H:%M} lees je ook de eerdere meldingen." in page
    assert "lees je ook de eerdere" not in texts(login(contact).get("/meldingen/"))


def test_principal_finds_the_emergency_and_a_contact_the_handover(login, contact, principal):
    pages = [login(member).get("/meldingen/").content.decode() for member in (contact, principal)]

    assert [LIST in page for page in pages] == [True, False]
    assert ["/meldingen/noodtoegang/" in page for page in pages] == [False, True]


def test_principal_is_told_that_a_contact_left(
    principal, leaver, incident, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        announce_contact_left(leaver, to=[principal])

    [mail] = mailoutbox
    assert mail.to == [principal.user.email]
    assert f"{leaver.user.name} is geen aanspreekpunt meer" in mail.body
    assert not any(word in mail.body for word in ("Zonnebloem", incident.name, " 1 "))
