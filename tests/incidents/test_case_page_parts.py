"""The page of an incident: quiet lines, who sees which form, a closed one, and what it costs."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from incidents.content import Record
from incidents.kinds import PersonRole, Relation
from incidents.models import Incident
from incidents.records import Type
from incidents.services.cases import Writing
from incidents.services.report import NewPerson, add_note
from tests.factories import NOW, make_incident
from tests.incidents.access_helpers import invite
from tests.postgres import statements

pytestmark = pytest.mark.time_machine(NOW, tick=False)

PUPIL = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name="Fatima")


def page_of(incident) -> str:
    return f"/meldingen/{incident.pk}/"


def forms(context) -> set[str]:
    """Return which forms for writing the page has, or leads to."""
    found = {name for name in ("note", "add_person_path") if context[name]}
    found |= {"name_path"} if any(row.path for row in context["persons"]) else set()
    return found | ({"correct"} if any(line.correct_path for line in context["timeline"]) else set())


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (Record(type=Type.EVENT, at=NOW, text="Fase: nazorg"), "Fase: nazorg"),
        (Record(type=Type.SHEET, at=NOW, data={"name": "aftercare"}), "Nazorg bijgewerkt"),
        (Record(type=Type.SHEET, at=NOW, data={"name": "nieuw"}), "Gegevens bijgewerkt"),
        (
            Record(
                type=Type.STEP,
                at=NOW,
                text="De ouders willen dat niet.",
                data={"code": "x", "state": "not_done", "step": "Bel de politie."},
            ),
            "Niet gedaan: Bel de politie.\nDe ouders willen dat niet.",
        ),
    ],
)
def test_what_the_program_noted_is_one_quiet_line(login, contact, record, text):
    incident = make_incident(contact)
    with transaction.atomic():
        Writing(incident, by=contact, at=NOW).add(record)

    line = login(contact).get(page_of(incident)).context["timeline"][-1]

    assert (line.text, line.looks, line.correct_path) == (text, "quiet", "")


def test_contact_has_all_forms(login, contact):
    incident = make_incident(contact, PUPIL)

    context = login(contact).get(page_of(incident)).context

    assert forms(context) == {"note", "add_person_path", "name_path", "correct"}


@pytest.mark.parametrize(("may_note", "expected"), [(False, set()), (True, {"note"})])
def test_invited_colleague_has_the_note_form_at_most(login, contact, team_member, may_note, expected):
    incident = make_incident(contact, PUPIL)
    invite(incident, team_member, by=contact, may_note=may_note)

    response = login(team_member).get(page_of(incident))

    assert forms(response.context) == expected
    assert response.context["names_path"] == ""
    assert "Toon namen" not in response.content.decode()


def test_closed_incident_has_no_forms(login, contact):
    incident = make_incident(contact, PUPIL)
    Incident.unscoped.filter(pk=incident.pk).update(is_closed=True)

    context = login(contact).get(page_of(incident)).context

    assert forms(context) == set()
    assert context["head_part"]["state"] == "Afgesloten"
    assert context["names_path"]


def test_page_holds_no_name(login, contact):
    incident = make_incident(contact, PUPIL)

    page = login(contact).get(page_of(incident)).content.decode()

    assert "naam versleuteld" in page
    assert "Fatima" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_fourteen_queries(login, contact, count):
    incident = make_incident(contact, *[PUPIL] * count)
    for n in range(count):
        add_note(incident, text=f"Notitie {n}", by=contact, at=now())
    client = login(contact)

    with CaptureQueriesContext(connection) as captured:
        client.get(page_of(incident))

    # session, user, member, incident with keys and school; the record of the reading (3), entries with
    # their writers, persons; who reads and by what access, edition of the criteria, round of the phases
    # and its answers, terms of keeping
    queries = statements(captured)
    assert len([sql for sql in queries if "SAVEPOINT" not in sql]) == 14
