"""The steps of the protocol: which there are, and what becomes of them."""

import pytest

from incidents.kinds import Kind
from incidents.services.cases import CaseClosed, ChangedMeanwhile
from incidents.services.steps import save_steps
from incidents.steps import Said, State, standing, steps_of
from schools.models import Country
from tests.factories import NOW, make_incident, make_set
from tests.incidents.following import acts, make_protocol, read

BE, NL = Country.FLANDERS, Country.NETHERLANDS


@pytest.fixture
def protocol(db):
    return make_protocol(make_set())


@pytest.fixture
def incident(contact, protocol):
    return make_incident(contact)


def step(code, country=NL):
    return next(step for step in steps_of("leerling-ongewenst", country) if step.code == code)


def say(incident, contact, **states):
    """Say of each step (state, text, number of the record that was seen)."""
    sent = {step(code): Said(*said) for code, said in states.items()}
    return save_steps(incident, sent=sent, by=contact, at=NOW)


def states(incident, contact):
    return {
        step.code: (said.state, said.text, said.number)
        for step, said in standing(read(incident, contact), BE)
    }


def test_duty_of_another_country_is_left_out(protocol):
    found = {
        country: [s.code for s in steps_of("leerling-ongewenst", country) if s.is_duty]
        for country in Country
    }

    assert found == {BE: [], NL: ["inspectie"]}
    assert [s.code for s in steps_of("leerling-ongewenst", BE)] == ["klas", "politie", "coaching"]


def test_data_leak_has_no_steps(protocol):
    assert steps_of(Kind.DATA_LEAK, BE) == []


def test_steps_are_those_of_the_first_set(protocol):
    make_protocol(make_set())

    assert len(steps_of("leerling-ongewenst", BE)) == 3


def test_step_tells_when_and_by_whom_it_was_done(incident, contact):
    say(incident, contact, politie=(State.DONE, "", 0))

    (said,) = [said for step, said in standing(read(incident, contact), BE) if step.code == "politie"]
    assert said == Said(State.DONE, "", 2, NOW, contact.user.name)


def test_only_what_changed_becomes_a_record_and_the_earlier_one_stays(incident, contact):
    say(incident, contact, klas=(State.DONE, "", 0), politie=(State.OPEN, "", 0))
    say(incident, contact, klas=(State.NOT_DONE, "Toch niet.", 2), politie=(State.OPEN, "", 0))

    case = read(incident, contact)
    assert [(w.number, w.record.data.get("state")) for w in case.written] == [
        (1, None),
        (2, "done"),
        (3, "not_done"),
    ]
    assert acts(incident)[:2] == ["incident.step_set", "incident.step_set"]


def test_same_form_twice_is_one_record(incident, contact):
    counts = [say(incident, contact, klas=(State.DONE, "", 0)) for _ in range(2)]

    assert counts == [1, 0]
    assert acts(incident) == ["incident.step_set"]


def test_two_people_who_say_different_things_are_told(incident, contact):
    say(incident, contact, klas=(State.DONE, "", 0))

    with pytest.raises(ChangedMeanwhile):
        say(incident, contact, klas=(State.NOT_DONE, "", 0), coaching=(State.DONE, "", 0))

    assert states(incident, contact)["klas"] == (State.DONE, "", 2)
    assert states(incident, contact)["coaching"] == (State.OPEN, "", 0)


def test_who_left_a_step_alone_does_not_undo_a_colleague(incident, contact):
    say(incident, contact, klas=(State.DONE, "", 0))
    say(incident, contact, klas=(State.OPEN, "", 0), coaching=(State.DONE, "", 0))

    assert states(incident, contact)["klas"] == (State.DONE, "", 2)
    assert states(incident, contact)["coaching"] == (State.DONE, "", 3)


def test_closed_incident_takes_no_steps(incident, contact):
    type(incident).unscoped.filter(pk=incident.pk).update(is_closed=True)

    with pytest.raises(CaseClosed):
        say(incident, contact, klas=(State.DONE, "", 0))
