"""Reporting an incident, reading it, and writing in it."""

import pytest

from incidents.kinds import PersonRole, Relation
from incidents.models import Entry, Incident
from incidents.services.cases import open_case, show_names
from incidents.services.report import NewPerson, add_note, correct_record
from schools.models import AuditEntry
from tests.factories import NOW, make_incident

PUPIL = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name="Fatima")


def read(incident, member):
    found = Incident.objects.visible_to(member).select_related("key").get(pk=incident.pk)
    return open_case(found, by=member, at=NOW)


def acts():
    return list(AuditEntry.unscoped.order_by("number").values_list("action", flat=True))


def test_incident_reads_back_what_was_reported(contact):
    incident = make_incident(contact, PUPIL, PUPIL, title="Beeld gedeeld", story="In de klaschat.")

    case = read(incident, contact)

    assert case.head.title == "Beeld gedeeld"
    assert [written.record.text for written in case.written] == ["In de klaschat."]
    assert [person.involvement.label for person in case.persons] == ["Leerling A", "Leerling B"]
    assert acts() == ["incident.logged", "incident.read"]


def test_names_come_by_an_act_of_their_own(contact):
    incident = make_incident(contact, PUPIL)
    case = read(incident, contact)

    names = show_names(incident, by=contact, at=NOW)

    assert names == {case.persons[0].id: "Fatima"}
    assert "Fatima" not in repr(case)
    assert acts()[-1] == "incident.names_shown"


def test_timeline_only_grows(contact):
    incident = make_incident(contact, story="Maandag.")
    add_note(incident, text="Gebeld.", by=contact, at=NOW)
    correct_record(incident, number=1, text="Dinsdag.", by=contact, at=NOW)

    case = read(incident, contact)

    texts = [(w.number, w.record.text, w.corrected_by) for w in case.written]
    assert texts == [(1, "Maandag.", 3), (2, "Gebeld.", None), (3, "Dinsdag.", None)]


def test_same_form_twice_is_one_note(contact):
    incident = make_incident(contact)

    for _ in range(2):
        add_note(incident, text="Gebeld.", key=incident.pk, by=contact, at=NOW)

    assert Entry.unscoped.filter(incident=incident).count() == 2


@pytest.mark.parametrize("role", ["team_member", "principal", "admin", "log_reader", "outsider"])
def test_nobody_but_a_contact_sees_it(request, contact, role):
    make_incident(contact)

    assert not Incident.objects.visible_to(request.getfixturevalue(role)).exists()
