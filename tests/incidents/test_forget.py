"""What `forget_incidents` forgets on which day, and what it leaves alone."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from incidents.models import Access, AccessRequest, CaseKey, Exclusion, Incident, Person, Tally
from incidents.services.forgetting import find_due, forget
from incidents.services.retention import hold_incident, release_incident
from incidents.vault import SchoolVault
from schools.models import AuditEntry
from tests.factories import make_incident
from tests.incidents.closing import PUPIL, acts, close, left_of, make_closed, noon

CLOSED = date(2026, 11, 20)  # Flanders: names until 31 August 2027, story until 31 August 2028
NAMES_GONE, STORY_GONE = date(2027, 9, 1), date(2028, 9, 1)
REASON = "Er loopt nog een onderzoek bij het parket."


def run(on: date, *arguments: str) -> str:
    out = StringIO()
    with time_machine.travel(noon(on)):
        call_command("forget_incidents", *arguments, "--clock-is-right", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (NAMES_GONE - timedelta(days=1), (True, True)),
        (NAMES_GONE, (False, True)),
        (STORY_GONE - timedelta(days=1), (False, True)),
        (STORY_GONE, (False, False)),
    ],
)
def test_incident_is_forgotten_in_stages(contact, on, left):
    incident = make_closed(contact, CLOSED)

    run(on)

    assert left_of(incident) == left


def test_names_go_and_the_rest_stays(contact):
    incident = make_closed(contact, CLOSED)

    run(NAMES_GONE)

    incident = Incident.unscoped.get(pk=incident.pk)
    assert incident.are_names_forgotten
    assert incident.persons.count() == 1
    assert acts("incident.names") == ["incident.names_forgotten"]


def test_of_a_forgotten_incident_only_a_count_stays(contact, team_member):
    incident = make_closed(contact, CLOSED, theme="cyberpesten")
    Exclusion.unscoped.create(school=contact.school, incident=incident, member=team_member)

    run(STORY_GONE)

    [tally] = Tally.unscoped.all()
    left = [m.unscoped.count() for m in (Incident, CaseKey, Person, Access, Exclusion)]
    assert left == [0, 0, 0, 0, 0]
    assert tally.school_year == 2026
    assert "cyberpesten" in SchoolVault(contact.school_id).open(tally, "sealed")


def test_forgetting_is_recorded_without_content(contact):
    incident = make_closed(contact, CLOSED)

    run(STORY_GONE)

    row = AuditEntry.unscoped.get(action="incident.story_forgotten")
    assert (row.target, row.by) == (f"incidents.incident:{incident.pk}", None)


@pytest.mark.parametrize("on", [NAMES_GONE, STORY_GONE])
def test_open_incident_is_never_forgotten(contact, on):
    incident = make_incident(contact, PUPIL, at=noon(CLOSED))

    run(on)

    assert left_of(incident) == (True, True)


def test_held_incident_stays_until_it_is_released(contact):
    incident = make_closed(contact, CLOSED)
    hold_incident(incident, reason=REASON, by=contact, at=noon(CLOSED))

    assert "1 held" in run(STORY_GONE)
    assert left_of(incident) == (True, True)

    release_incident(incident, by=contact, at=noon(STORY_GONE))
    run(STORY_GONE)
    assert left_of(incident) == (False, False)


def test_incident_that_is_held_after_the_list_was_made_stays(contact):
    incident = make_closed(contact, CLOSED)
    due = find_due(contact.school, STORY_GONE)
    hold_incident(incident, reason=REASON, by=contact, at=noon(CLOSED))

    done = forget(due, on=STORY_GONE, at=noon(STORY_GONE))

    assert (done.stories, left_of(incident)) == (0, (True, True))


def test_second_run_finds_nothing_more(contact):
    make_closed(contact, CLOSED)
    run(STORY_GONE)
    before = acts("incident.")

    assert ": forgot the names of 0 and the story of 0 incident(s), 0 count(s)" in run(STORY_GONE)
    assert acts("incident.") == before


def test_count_goes_after_ten_school_years(contact):
    make_closed(contact, CLOSED)
    run(STORY_GONE)

    run(date(2037, 8, 31))
    assert Tally.unscoped.count() == 1
    run(date(2037, 9, 1))
    assert Tally.unscoped.count() == 0
    assert acts("tally.") == ["tally.forgotten"]


def test_request_goes_after_its_own_day(contact):
    request = AccessRequest(school=contact.school, number=1, opened_by=contact, until=CLOSED)
    with transaction.atomic():
        request.sealed = SchoolVault(contact.school_id).seal(request, "sealed", "{}")
    request.save()

    run(CLOSED)
    assert AccessRequest.unscoped.count() == 1
    run(CLOSED + timedelta(days=1))
    assert AccessRequest.unscoped.count() == 0
    assert acts("request.") == ["request.forgotten"]


def test_incident_of_another_school_is_forgotten_in_its_own(contact, outsider):
    incidents = [make_closed(contact, CLOSED), make_closed(outsider, CLOSED)]

    run(STORY_GONE)

    assert [left_of(incident) for incident in incidents] == [(False, False), (False, False)]
    assert {t.school_id for t in Tally.unscoped.all()} == {contact.school_id, outsider.school_id}


def test_reopened_incident_runs_from_its_new_closing(contact):
    incident = make_closed(contact, CLOSED)
    Incident.unscoped.update(is_closed=False)
    close(incident, contact, date(2027, 10, 1))

    run(NAMES_GONE)
    assert left_of(incident) == (True, True)
    run(date(2028, 9, 1))
    assert left_of(incident) == (False, True)
