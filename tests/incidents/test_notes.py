"""Writing in an incident: a note and a correction; who may, and when it is too late."""

from datetime import timedelta
from uuid import uuid4

import pytest

from incidents.case_forms import STORY_LENGTH
from incidents.models import Entry, Incident
from incidents.services.cases import read_case, vault_of
from tests.factories import NOW, make_incident
from tests.incidents.access_helpers import acts, invite

pytestmark = pytest.mark.time_machine(NOW, tick=False)


def path(incident, tail) -> str:
    return f"/meldingen/{incident.pk}/{tail}/"


def note(**fields) -> dict[str, str]:
    return {"text": "Gebeld.", "happened_at": "", "key": str(uuid4())} | fields


def records(incident, member) -> list:
    return [w.record for w in read_case(incident, vault_of(incident, member)).written]


def close(incident) -> None:
    Incident.unscoped.filter(pk=incident.pk).update(is_closed=True)


def test_note_is_kept_with_when_it_happened(login, contact):
    incident = make_incident(contact)

    response = login(contact).post(path(incident, "noteren"), note(happened_at="2026-11-19T14:32"))

    added = records(incident, contact)[-1]
    assert (added.text, added.happened_at, added.at) == ("Gebeld.", NOW - timedelta(days=1), NOW)
    assert response.url == f"/meldingen/{incident.pk}/"
    assert acts("incident.noted") == [("incident.noted", contact)]


def test_same_note_twice_is_one(login, contact):
    incident, client, sent = make_incident(contact), login(contact), note()

    for _ in range(2):
        client.post(path(incident, "noteren"), sent)

    assert Entry.unscoped.filter(incident=incident).count() == 2
    assert len(acts("incident.noted")) == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"text": ""}, {"text": ["Schrijf wat er gebeurde of wat er is afgesproken."]}),
        (
            {"happened_at": "2026-11-21T09:00"},
            {"happened_at": ["Dit moment moet nog komen. Kies nu of vroeger."]},
        ),
        (
            {"happened_at": "gisteren"},
            {"happened_at": ["Deze dag of dit uur bestaat niet. Schrijf het zo: 20-11-2026 14:30."]},
        ),
    ],
)
def test_fault_stands_at_the_field_on_the_page_itself(login, contact, fields, error):
    incident = make_incident(contact, story="Het verhaal.")

    response = login(contact).post(path(incident, "noteren"), note(**fields))

    assert response.status_code == 422
    shown = response.context["note"]
    faults = {"text": shown["no_text"], "happened_at": shown["no_moment"]}
    assert faults == dict.fromkeys(faults) | error
    assert fields.items() <= shown.items()
    assert f'maxlength="{STORY_LENGTH}"' in response.content.decode()
    assert [line.text for line in response.context["timeline"]] == ["Het verhaal."]
    assert acts("incident.") == [("incident.logged", contact), ("incident.read", contact)]


def test_field_that_was_not_sent_is_empty_on_the_page(login, contact):
    incident = make_incident(contact)

    response = login(contact).post(path(incident, "noteren"), {})

    assert response.status_code == 422
    assert "None" not in response.content.decode()


def test_invited_colleague_with_the_right_writes(login, contact, team_member):
    incident = make_incident(contact)
    invite(incident, team_member, by=contact, may_note=True)

    login(team_member).post(path(incident, "noteren"), note())

    assert acts("incident.noted") == [("incident.noted", team_member)]


@pytest.mark.parametrize("tail", ["noteren", "verbeteren/1", "betrokkenen"])
def test_invited_colleague_without_the_right_does_not(login, contact, team_member, tail):
    incident = make_incident(contact)
    invite(incident, team_member, by=contact, may_note=tail != "noteren")

    assert login(team_member).post(path(incident, tail), note()).status_code == 403


@pytest.mark.parametrize("tail", ["noteren", "verbeteren/1"])
def test_closed_incident_gives_the_text_back(login, contact, tail):
    incident = make_incident(contact)
    close(incident)

    response = login(contact).post(path(incident, tail), note(text="Nog iets."))

    assert response.status_code == 409
    assert response.context["texts"] == ["Nog iets."]
    assert "De melding is intussen afgesloten" in response.content.decode()
    assert len(records(incident, contact)) == 1
