"""The commands of the register do their work as the role that docs/postgresql.md gives them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from incidents import key_file
from incidents.models import Incident, Person, SchoolKey
from tests.factories import make_incident
from tests.incidents.test_report import PUPIL
from tests.postgres import as_role

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def run(*command: str) -> str:
    out = StringIO()
    with as_role("schoolsafety_job"):
        call_command(*command, stdout=out)
    return out.getvalue()


def test_job_forgets_what_is_due(contact):
    incident = make_incident(contact, PUPIL)
    past = timezone.localdate() - timedelta(days=1)
    Incident.unscoped.update(is_closed=True, names_until=past)

    run("forget_incidents")

    assert Person.unscoped.get(incident=incident).name is None


def test_job_wraps_the_keys_anew(contact):
    make_incident(contact)
    number = key_file.add_key()

    run("rotate_keys", "--school-keys")

    assert set(SchoolKey.unscoped.values_list("wrapped_by", flat=True)) == {number}


def test_job_finds_nothing_without_being_told_where(contact):
    """The walls hold for it too: only the condition within the school is lifted."""
    make_incident(contact)

    with as_role("schoolsafety_job"):
        assert not Incident.unscoped.exists()


def test_job_reminds(contact, mailoutbox):
    today = timezone.localdate()
    make_incident(contact, aftercare_on=today, at=timezone.now() - timedelta(days=3))

    run("send_incident_reminders", "--site", "https://school.example")

    assert [mail.to for mail in mailoutbox] == [[contact.user.email]]
