"""The phase an incident is in, and what the school agreed about each phase beforehand."""

import pytest

from incidents.models import Incident
from schools.permissions import Role
from tests.factories import (
    make_answer,
    make_card,
    make_incident,
    make_member,
    make_round,
    make_school,
    make_theme,
)
from tests.incidents.following import acts, page_of, read
from themes.models import Kind, Phase, Pillar


@pytest.fixture
def theme(db):
    return make_theme(code="sexting")


@pytest.fixture
def round(contact, theme):
    """A round in which the school agreed on aftercare, and not yet on the evaluation."""
    reaction = {"pillar": Pillar.REACTION, "kind": Kind.OPEN}
    card = make_card(theme, code="nazorg", title="Nazorg", **reaction)
    make_card(theme, code="evaluatie", title="Evaluatie van het proces", **reaction)
    found = make_round(contact, theme)
    make_answer(found, card.questions.get(), 2, text="An spreekt met de leerling.")
    return found


def test_contact_sets_the_phase_and_the_story_tells_it(login, contact, db):
    incident = make_incident(contact)

    for _ in range(2):
        login(contact).post(page_of("phase", incident), {"phase": "nazorg"})

    case = read(incident, contact)
    assert case.head.phase == Phase.AFTERCARE
    assert [w.record.text for w in case.written][1:] == ["Fase: nazorg"]
    assert acts(incident) == ["incident.changed", "incident.read"]


def test_unknown_phase_changes_nothing(login, contact, db):
    incident = make_incident(contact)

    response = login(contact).post(page_of("phase", incident), {"phase": "later"}, follow=True)

    assert "Kies een van de fasen." in response.content.decode()
    assert read(incident, contact).head.phase == Phase.APPROACH


def test_closed_incident_keeps_its_phase(login, contact, db):
    incident = make_incident(contact)
    Incident.unscoped.update(is_closed=True)

    response = login(contact).post(page_of("phase", incident), {"phase": "nazorg"})

    assert response.status_code == 409
    assert read(incident, contact).head.phase == Phase.APPROACH


def phases_on_page(client, incident):
    response = client.get(page_of("detail", incident))
    return response.context["phases"], response.content.decode()


def test_page_shows_the_schools_own_answers_beside_each_phase(login, contact, round):
    phases, page = phases_on_page(login(contact), make_incident(contact))

    assert [(row.code, row.is_present) for row in phases["rows"]][:2] == [
        ("aanpak", True),
        ("interne-communicatie", False),
    ]
    assert [row.code for row in phases["rows"] if row.title] == ["nazorg", "evaluatie"]
    assert "An spreekt met de leerling." in page
    assert "Op deze kaart staat nog geen afspraak in woorden." in page
    assert page.count("Dit thema heeft geen kaart voor deze fase.") == 4


def test_theme_that_was_not_scored_says_so(login, contact, db):
    _, page = phases_on_page(login(contact), make_incident(contact))

    assert "In jullie nieuwste ronde" in page
    assert "geen kaart voor deze fase" not in page


def test_answers_of_another_school_are_not_shown(login, round):
    other = make_member(make_school(), Role.CONTACT)

    phases, page = phases_on_page(login(other), make_incident(other))

    assert not phases["has_answers"]
    assert "An spreekt met de leerling." not in page
