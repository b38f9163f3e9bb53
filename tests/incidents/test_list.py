"""The list of incidents: which ones, in which order, what each row says, and what the school must know."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from incidents.kinds import Kind
from incidents.models import Access, Exclusion
from incidents.services.cases import Writing
from tests.factories import NOW, make_incident, make_theme

pytestmark = pytest.mark.time_machine(NOW, tick=False)

LIST = "/meldingen/"


def numbers(response) -> list[str]:
    return [row.number for row in response.context["rows"]]


def test_row_says_what_happened_when_and_who_follows_it_up(login, contact):
    make_theme(code="sexting", name="Sexting")
    incident = make_incident(contact, title="Beeld gedeeld", happened_at=NOW - timedelta(days=3))

    (row,) = login(contact).get(LIST).context["rows"]

    assert row._asdict() == {
        "number": "2026-001",
        "path": reverse("incidents:detail", args=[incident.pk]),
        "title": "Beeld gedeeld",
        "theme": "Sexting",
        "theme_code": "sexting",
        "kind": "Ongewenst gedrag van een leerling",
        "about": "Sexting · Ongewenst gedrag van een leerling",
        "happened": "17 november 2026",
        "handler": contact.user.name,
        "is_closed": False,
        "due": "",
    }


def test_without_a_title_the_kind_stands_in_its_place(login, contact):
    make_incident(contact, title="", kind=Kind.COMPLAINT, theme="privacy")

    (row,) = login(contact).get(LIST).context["rows"]

    assert (row.title, row.about) == ("Klacht", "privacy")


@pytest.mark.parametrize(
    ("head", "due"),
    [
        ({"aftercare_on": (NOW - timedelta(days=1)).date()}, "nazorg gepland op 19 november 2026"),
        ({"aftercare_on": (NOW + timedelta(days=1)).date()}, ""),
        ({"leak_known_at": NOW - timedelta(hours=70), "kind": Kind.DATA_LEAK}, "datalek: nog 2 uur"),
        ({"logged_at": NOW - timedelta(days=400)}, "staat al 400 dagen open"),
    ],
)
def test_row_says_what_is_due(login, contact, head, due):
    make_incident(contact, **head)

    (row,) = login(contact).get(LIST).context["rows"]

    assert row.due == due


def test_nothing_is_due_of_a_closed_incident(login, contact):
    incident = make_incident(contact, aftercare_on=NOW.date())
    with transaction.atomic():
        writing = Writing(incident, by=contact, at=NOW)
        writing.save_head(replace(writing.head, closed_at=NOW), is_closed=True)

    (row,) = login(contact).get(LIST).context["rows"]

    assert (row.is_closed, row.due) == (True, "")


def test_list_shows_only_what_one_may_read(login, contact, team_member, outsider):
    own, other = make_incident(contact), make_incident(contact)
    Access.unscoped.create(
        school=contact.school,
        incident=own,
        member=team_member,
        kind=Access.Kind.INVITED,
        given_by=contact,
        given_at=NOW,
        until=NOW + timedelta(days=1),
    )
    Exclusion.unscoped.create(school=contact.school, incident=other, member=contact)

    assert numbers(login(team_member).get(LIST)) == ["2026-001"]
    assert numbers(login(contact).get(LIST)) == ["2026-001"]
    assert numbers(login(outsider).get(LIST)) == []
