"""What keeps `forget_incidents` from forgetting too much: the clock, the number, and looking first."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from incidents.models import Incident, Person, Tally
from schools.models import AuditEntry
from tests.factories import make_incident
from tests.incidents.closing import acts, left_of, make_closed, noon

CLOSED, STORY_GONE = date(2026, 11, 20), date(2028, 9, 1)


def run(on: date, *arguments: str) -> str:
    out = StringIO()
    with time_machine.travel(noon(on)):
        call_command("forget_incidents", *arguments, stdout=out)
    return out.getvalue()


def test_clock_that_went_back_is_refused(contact):
    make_closed(contact, CLOSED)

    with pytest.raises(
        CommandError, match="the last act was on 2026-11-20, which is later than today, 2026-11-19"
    ):
        run(CLOSED - timedelta(days=1))


def test_clock_that_jumped_ahead_is_refused(contact):
    incident = make_closed(contact, CLOSED)
    run(CLOSED)

    with pytest.raises(CommandError, match="the last run was on 2026-11-20, more than 40 days ago"):
        run(STORY_GONE)
    assert left_of(incident) == (True, True)


def test_forty_days_of_silence_are_still_well(contact):
    make_closed(contact, CLOSED)
    run(CLOSED)

    run(CLOSED + timedelta(days=40))
    assert acts("forget.") == ["forget.ran"] * 2
    with pytest.raises(CommandError, match="more than 40 days ago"):
        run(CLOSED + timedelta(days=81))


def test_operator_may_say_that_the_clock_is_right(contact):
    incident = make_closed(contact, CLOSED)
    run(CLOSED)

    run(STORY_GONE, "--clock-is-right")

    assert left_of(incident) == (False, False)


def test_first_run_of_all_needs_no_word(contact):
    incident = make_closed(contact, CLOSED)

    run(STORY_GONE)

    assert left_of(incident) == (False, False)


@pytest.fixture
def many(contact):
    return [make_closed(contact, CLOSED) for _ in range(26)]


def test_more_than_25_at_once_need_their_exact_number(many):
    with pytest.raises(CommandError, match="This would forget 26 incidents. Look at --dry-run"):
        run(STORY_GONE)
    with pytest.raises(CommandError, match="This would forget 26 incidents and not 25"):
        run(STORY_GONE, "--confirm", "25")
    assert Incident.unscoped.count() == 26

    run(STORY_GONE, "--confirm", "26")
    assert (Incident.unscoped.count(), Tally.unscoped.count()) == (0, 26)


def test_25_at_once_need_no_number(many):
    many[0].delete()

    run(STORY_GONE)

    assert Incident.unscoped.count() == 0


def test_dry_run_says_numbers_and_days_and_changes_nothing(contact):
    incident = make_closed(contact, CLOSED, title="Beeld gedeeld")
    later = make_closed(contact, date(2027, 11, 2), title="Beeld gedeeld")
    make_incident(contact, at=noon(CLOSED))
    before = AuditEntry.unscoped.count()

    told = run(STORY_GONE, "--dry-run")

    assert told.splitlines() == [
        f"{contact.school}: 2 incident(s), 0 held.",
        f"  {later.name} names, kept until 2028-08-31",
        f"  {incident.name} story, kept until 2028-08-31",
    ]
    assert AuditEntry.unscoped.count() == before
    assert Person.unscoped.exclude(name=None).count() == 2


def test_dry_run_may_look_ahead_and_a_real_one_may_not(contact):
    make_closed(contact, CLOSED)

    assert "2026-001 story" in run(CLOSED, "--dry-run", "--today", "2028-09-01")
    with pytest.raises(CommandError, match="--today goes with --dry-run only"):
        run(CLOSED, "--today", "2028-09-01")


def test_incident_that_cannot_be_opened_is_told_and_the_others_go(contact):
    broken, sound = make_closed(contact, CLOSED), make_closed(contact, CLOSED)
    Incident.unscoped.filter(pk=broken.pk).update(head=sound.head)

    with pytest.raises(CommandError, match=r"1 incident\(s\) could not be forgotten"):
        run(STORY_GONE)

    assert [left_of(broken), left_of(sound)] == [(True, True), (False, False)]


def test_head_says_nothing_of_itself_in_the_dry_run(contact):
    make_closed(contact, CLOSED, title="Beeld gedeeld", place="Turnzaal")

    told = run(STORY_GONE, "--dry-run")

    assert not [word for word in ("Beeld", "Turnzaal", "Fatima") if word in told]
