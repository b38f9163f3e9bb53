"""The page of an incident: its head, who reads it, its timeline, and that reading is written down once."""

from datetime import timedelta

import pytest
from django.db import transaction

from incidents.kinds import PersonRole, Relation
from incidents.models import Exclusion
from incidents.services.cases import Writing
from incidents.services.report import NewPerson, add_note, correct_record
from schools.models import AuditEntry
from schools.permissions import Role
from tests.factories import NOW, make_incident, make_member, make_theme, make_user
from tests.incidents.access_helpers import invite

pytestmark = pytest.mark.time_machine(NOW, tick=False)

PUPIL = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name="Fatima")


def page_of(incident) -> str:
    return f"/meldingen/{incident.pk}/"


def write(incident, member, record) -> None:
    with transaction.atomic():
        Writing(incident, by=member, at=record.at).add(record)


def test_head_says_which_incident_it_is(login, contact):
    make_theme(code="sexting", name="Sexting")
    incident = make_incident(contact, title="Beeld gedeeld", place="WhatsApp", group="4B")

    response = login(contact).get(page_of(incident))

    head = response.context["head_part"]
    assert (head["title"], head["theme"], head["state"]) == ("Beeld gedeeld", "Sexting", "In opvolging")
    assert head["facts"] == (
        "Ongewenst gedrag van een leerling · gebeurd op 20 november 2026 om 14:32 · WhatsApp · 4B"
    )
    assert "<title>Melding 2026-001 · Schoolveilig online</title>" in response.content.decode()


def test_reading_is_written_down_exactly_once(login, contact):
    incident = make_incident(contact)
    client, before = login(contact), AuditEntry.unscoped.count()

    client.get(page_of(incident))

    added = AuditEntry.unscoped.order_by("number")[before:]
    assert [(e.action, e.by, e.target) for e in added] == [
        ("incident.read", contact, f"incidents.incident:{incident.pk}")
    ]


def test_who_may_read_stands_above(login, contact, school):
    incident = make_incident(contact)
    client = login(contact)
    alone = client.get(page_of(incident)).context["readers"]
    make_member(school, Role.CONTACT, user=make_user(name="An"))
    party = make_member(school, Role.CONTACT)
    Exclusion.unscoped.create(school=school, incident=incident, member=party)
    invite(incident, make_member(school, user=make_user(name="Bo")), by=contact)

    together = client.get(page_of(incident)).context["readers"]

    assert alone == "Alleen jij kunt dit lezen."
    assert together == (
        "Alleen jij, An (aanspreekpunt) en Bo (uitgenodigd tot en met 20 december 2026) kunnen dit lezen."
    )


def test_new_contact_is_said_to_read_later(login, contact, school):
    since = NOW - timedelta(hours=1)
    make_member(school, Role.CONTACT, user=make_user(name="An"), contact_since=since)

    context = login(contact).get(page_of(make_incident(contact))).context

    assert context["readers"] == "Alleen jij kunt dit lezen."
    assert context["readers_later"] == [
        "An is een nieuw aanspreekpunt en kan dit lezen vanaf morgen om 13:32."
    ]


def test_timeline_is_by_when_it_happened_and_marks_what_came_late(login, contact):
    incident = make_incident(contact, story="Vandaag.")
    add_note(incident, text="Maandag.", happened_at=NOW - timedelta(days=4), by=contact, at=NOW)

    timeline = login(contact).get(page_of(incident)).context["timeline"]

    name = contact.user.name
    assert [(line.text, line.happened, line.by, line.looks) for line in timeline] == [
        ("Maandag.", "maandag 16 november om 14:32", f"{name} · later genoteerd, vandaag om 14:32", "late"),
        ("Vandaag.", "vandaag om 14:32", name, ""),
    ]


def test_correction_stands_beside_what_it_corrects(login, contact):
    incident = make_incident(contact, story="Maandag.")
    correct_record(incident, number=1, text="Dinsdag.", by=contact, at=NOW)

    (line,) = login(contact).get(page_of(incident)).context["timeline"]

    assert (line.text, [c.text for c in line.corrections]) == ("Maandag.", ["Dinsdag."])
