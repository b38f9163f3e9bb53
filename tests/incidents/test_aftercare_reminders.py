"""The mail on the day that something was planned: to who follows the incident up, and without content."""

from datetime import timedelta

import pytest
from django.core import mail

from incidents.content import Head
from incidents.models import Access, Exclusion, Incident
from incidents.services.reminders import is_due, send_reminders
from schools.models import Membership
from schools.permissions import Role
from tests.factories import NOW, make_incident, make_member
from tests.incidents.following import acts, invite, read

TODAY, SITE = NOW.date(), "https://school.example"
DAY = timedelta(days=1)


def run(school, at=NOW):
    return dict(send_reminders(school, site=SITE, at=at))


def test_mail_goes_to_the_handler_alone_and_says_only_that_there_is_something(contact, team_member):
    incident = make_incident(contact, title="Beeld van Fatima", aftercare_on=TODAY)
    for reader in (team_member, make_member(contact.school, Role.CONTACT)):
        invite(incident, reader, by=contact)

    assert run(contact.school) == {"sent": 1}

    (sent,) = mail.outbox
    assert sent.to == [contact.user.email]
    assert sent.subject == f"Melding {incident.name}: er staat iets op de planning"
    assert f"{SITE}/meldingen/{incident.pk}/" in sent.body
    assert not [
        word for word in ("Fatima", "Beeld", "azorg", "sexting") if word in sent.body + sent.subject
    ]
    assert acts(incident) == ["incident.reminded"]


def test_second_run_of_the_day_and_the_next_day_send_nothing(contact):
    incident = make_incident(contact, aftercare_on=TODAY)

    assert [run(contact.school, NOW + n * DAY) for n in (0, 0, 1)] == [{"sent": 1}, {}, {}]
    assert read(incident, contact).head.reminded_on == TODAY
    assert read(incident, contact).incident.version == incident.version


@pytest.mark.parametrize(
    ("aftercare", "check", "reminded", "due"),
    [
        (None, None, None, False),
        (TODAY, None, None, True),
        (None, TODAY, None, True),
        (TODAY + DAY, TODAY + DAY, None, False),
        (TODAY - DAY, None, None, True),  # the timer did not run yesterday
        (TODAY - DAY, None, TODAY - DAY, False),
        (TODAY - DAY, TODAY, TODAY - DAY, True),
        (TODAY, TODAY - DAY, TODAY, False),
    ],
)
def test_day_is_due_once(aftercare, check, reminded, due):
    fields = {"theme": "sexting", "kind": "klacht", "happened_at": NOW, "logged_at": NOW}
    head = Head(aftercare_on=aftercare, check_again_on=check, reminded_on=reminded, **fields)

    assert is_due(head, TODAY) is due


def leave(contact):
    Membership.unscoped.filter(pk=contact.pk).update(left_at=NOW)


def become_party(contact):
    incident = Incident.unscoped.get()
    Exclusion.unscoped.create(school=contact.school, incident=incident, member=contact)


@pytest.mark.parametrize(
    "change",
    [
        leave,
        become_party,
        lambda contact: Membership.unscoped.filter(pk=contact.pk).update(roles=[Role.TEAM]),
        lambda contact: Access.unscoped.update(ended_at=NOW),
    ],
)
def test_who_does_not_follow_it_up_any_more_gets_no_mail_and_the_next_one_does(contact, change):
    make_incident(contact, aftercare_on=TODAY)
    change(contact)

    assert run(contact.school) == {"nobody": 1}
    assert mail.outbox == []

    heir = make_member(contact.school, Role.CONTACT)
    fields = {
        "school": contact.school,
        "incident": Incident.unscoped.get(),
        "given_by": heir,
        "given_at": NOW,
    }
    Access.unscoped.create(kind=Access.Kind.HANDLER, member=heir, **fields)
    assert run(contact.school) == {"sent": 1}
    assert [m.to for m in mail.outbox] == [[heir.user.email]]
