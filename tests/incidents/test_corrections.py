"""Correcting a note: what stood there stays, and only a note can be corrected."""

from uuid import uuid4

import pytest

from incidents.services.cases import read_case, vault_of
from tests.factories import NOW, make_incident
from tests.incidents.access_helpers import acts

pytestmark = pytest.mark.time_machine(NOW, tick=False)


def path(incident, number) -> str:
    return f"/meldingen/{incident.pk}/verbeteren/{number}/"


def correction(**fields) -> dict[str, str]:
    return {"text": "Dinsdag.", "key": str(uuid4())} | fields


def records(incident, member) -> list:
    return [w.record for w in read_case(incident, vault_of(incident, member)).written]


def test_correction_is_written_beside_the_note(login, contact):
    incident, client = make_incident(contact, story="Maandag."), login(contact)
    form = client.get(path(incident, 1))

    client.post(path(incident, 1), correction())

    assert form.context["note"].text == "Maandag."
    assert [(r.text, r.corrects) for r in records(incident, contact)] == [
        ("Maandag.", None),
        ("Dinsdag.", 1),
    ]
    assert [act for act, _ in acts("incident.")] == [
        "incident.logged",
        "incident.read",
        "incident.corrected",
    ]


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_a_note_can_be_corrected(login, contact, method):
    incident, client = make_incident(contact), login(contact)
    client.post(path(incident, 1), correction())

    for number in (2, 3):
        answer = getattr(client, method)(path(incident, number), correction())
        assert answer.status_code == 404
    assert len(records(incident, contact)) == 2
