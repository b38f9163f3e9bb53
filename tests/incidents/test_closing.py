"""Closing an incident and opening it again, as the services do it."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from incidents.closing import CLOSING, Followed, Learned
from incidents.models import Entry, Incident, Lesson
from incidents.records import Type, sheet
from incidents.services.cases import CaseClosed
from incidents.services.closing import DutiesOpen, NotClosed, reopen_incident
from incidents.services.report import add_note
from incidents.services.steps import save_steps
from incidents.steps import Said, State, standing
from tests.factories import NOW, make_incident, make_set
from tests.incidents.following import REASON, acts, make_protocol, read
from tests.incidents.lessons import ANSWERS, close, learned, lesson_id, make_lesson

LATER = NOW + timedelta(days=1)


def dates_of(incident):
    return list(
        Incident.unscoped.filter(pk=incident.pk).values_list("is_closed", "names_until", "story_until")
    )


def events(case):
    return [w.record.text for w in case.written if w.record.type == Type.EVENT]


def test_closing_keeps_the_answers_and_the_day(contact):
    incident = make_lesson(contact)

    case = read(incident, contact)

    data = sheet(case.written, CLOSING).record.data
    assert {name: data[name] for name in ANSWERS} == ANSWERS
    assert case.head.closed_at == NOW
    assert events(case) == ["De melding is afgesloten."]
    assert acts(incident) == ["incident.closed", "incident.read"]


def test_days_of_forgetting_follow_from_the_day_of_closing(contact):
    incident = make_incident(contact)
    assert dates_of(incident) == [(False, date(2027, 8, 31), date(2028, 8, 31))]

    close(incident, contact, at=datetime(2027, 9, 1, 12, tzinfo=UTC))

    assert dates_of(incident) == [(True, date(2028, 8, 31), date(2029, 8, 31))]


def test_closing_tells_the_working_group_the_lesson(contact):
    make_lesson(contact, helped="  Een vaste dag.  ")

    assert learned(contact) == [
        Learned(theme="sexting", card="nazorg", followed=Followed.NO, helped="Een vaste dag.", at=NOW)
    ]
    assert Lesson.unscoped.get().school_year == 2026


def test_same_form_twice_closes_once(contact):
    incident, key = make_incident(contact), uuid4()

    for _ in range(2):
        close(incident, contact, key=key)

    assert (Lesson.unscoped.count(), acts(incident)) == (1, ["incident.closed"])


def test_closed_incident_refuses_to_be_closed_by_another_form(contact):
    incident = make_lesson(contact)
    written = Entry.unscoped.count()

    with pytest.raises(CaseClosed):
        close(incident, contact, helped="Iets anders.", key=uuid4())

    assert (Entry.unscoped.count(), acts(incident)) == (written, ["incident.closed"])
    assert [one.helped for one in learned(contact)] == [ANSWERS["helped"]]


def test_closed_incident_refuses_a_note(contact):
    incident = make_lesson(contact)

    with pytest.raises(CaseClosed):
        add_note(incident, text="Nog iets.", by=contact, at=LATER)


def test_closing_waits_for_grave_steps(contact):
    make_protocol(make_set())
    incident = make_incident(contact)

    with pytest.raises(DutiesOpen):
        close(incident, contact)

    assert (dates_of(incident)[0][0], Lesson.unscoped.count(), acts(incident)) == (False, 0, [])
    [(step, _)] = [(s, said) for s, said in standing(read(incident, contact), "BE") if s.is_grave]
    save_steps(incident, sent={step: Said(State.NOT_DONE, REASON)}, by=contact, at=NOW)
    close(incident, contact)
    assert dates_of(incident)[0][0] is True


def test_reopening_says_why_and_lets_people_write(contact):
    incident = make_lesson(contact)

    reopen_incident(incident, reason="Er kwam een tweede beeld.", by=contact, at=LATER)

    add_note(incident, text="Nog iets.", by=contact, at=LATER)
    case = read(incident, contact)
    assert (case.incident.is_closed, case.head.closed_at) == (False, None)
    assert events(case)[-1] == "De melding is opnieuw geopend: Er kwam een tweede beeld."
    assert acts(incident)[:3] == ["incident.closed", "incident.reopened", "incident.noted"]


def test_reopening_is_refused_for_an_open_incident_and_done_once(contact):
    incident, key = make_incident(contact), uuid4()
    with pytest.raises(NotClosed):
        reopen_incident(incident, reason="Zomaar.", by=contact, at=NOW)
    close(incident, contact)

    for _ in range(2):
        reopen_incident(incident, reason="Er is nieuws.", key=key, by=contact, at=LATER)

    assert acts(incident) == ["incident.closed", "incident.reopened"]


def test_closing_again_replaces_the_lesson(contact):
    incident = make_lesson(contact)
    first = lesson_id(incident, contact)
    reopen_incident(incident, reason="Er is nieuws.", by=contact, at=LATER)

    close(incident, contact, at=LATER, card="", followed="none", helped="Niets.")

    assert (lesson_id(incident, contact), [one.helped for one in learned(contact)]) == (first, ["Niets."])
    assert [(one.card, one.at) for one in learned(contact)] == [("", LATER)]
