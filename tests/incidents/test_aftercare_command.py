"""The command that sends the reminders: past faults, by school, behind the walls of PostgreSQL."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from incidents.models import Incident
from incidents.services.reminders import send_reminders
from schools.permissions import Role
from tests.factories import NOW, make_incident, make_member
from tests.incidents.following import read
from tests.postgres import as_role

TODAY, SITE = NOW.date(), "https://school.example"


def run(school):
    return dict(send_reminders(school, site=SITE, at=NOW))


def test_mail_that_cannot_leave_is_tried_again(contact, settings):
    incident = make_incident(contact, aftercare_on=TODAY)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there

    assert run(contact.school) == {"failed": 1}
    assert read(incident, contact).head.reminded_on is None


def test_command_goes_by_every_school_and_prints_one_line(contact, outsider):
    other = make_member(outsider.school, Role.CONTACT)
    for member in (contact, other):
        make_incident(member, check_again_on=date(2026, 1, 1))
    out = StringIO()

    call_command("send_incident_reminders", site=SITE, stdout=out)

    assert out.getvalue() == (
        "Reminded of 2 incident(s); 0 that nobody follows up any more, "
        "0 whose mail could not leave, 0 that cannot be opened.\n"
    )
    assert {m.to[0] for m in mail.outbox} == {contact.user.email, other.user.email}


@pytest.mark.postgres
@pytest.mark.parametrize("role", ["app", "schoolsafety_job"])
def test_walls_let_the_command_through(contact, outsider, role):
    for member in (make_member(outsider.school, Role.CONTACT), contact):
        make_incident(member, aftercare_on=TODAY)

    with as_role(role):
        assert run(contact.school) == {"sent": 1}

    assert [m.to for m in mail.outbox] == [[contact.user.email]]


def test_incident_that_cannot_be_opened_stops_no_other(contact):
    broken, _ = [make_incident(contact, check_again_on=date(2026, 1, 1)) for _ in range(2)]
    Incident.unscoped.filter(pk=broken.pk).update(head=_tampered(broken))

    with pytest.raises(CommandError):
        call_command("send_incident_reminders", site=SITE, stdout=StringIO())

    assert len(mail.outbox) == 1


def _tampered(incident):
    head = Incident.unscoped.get(pk=incident.pk).head
    return type(head)(head[:-4] + ("AAAA" if head[-4:] != "AAAA" else "BBBB"))
