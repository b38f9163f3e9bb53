"""The command that sends the reminders: past faults, by school, behind the walls, to a real mail server."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from plans.models import Reminder
from schools.mail_choices import choose_mails
from schools.models import User
from schools.permissions import Role
from tests.factories import make_member
from tests.plans.mail_server import MailServer
from tests.plans.test_reminders_sent import SITE, make_due, run, told
from tests.postgres import as_role

AT = datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.fixture
def server(settings):
    """A mail server of our own, that refuses the addresses that begin with "weg"."""
    with MailServer(refuses="weg") as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def call() -> str:
    out = StringIO()
    call_command("send_action_reminders", site=SITE, stdout=out)
    return out.getvalue()


@pytest.mark.time_machine(AT, tick=False)
def test_command_goes_by_every_school_and_prints_one_line(team_member, outsider, card):
    for member in (team_member, outsider):
        make_due(member, card, 1)

    assert call() == (
        "Sent 2 reminder(s) and 0 overview(s); 0 could not leave, 0 school(s) have holidays.\n"
    )
    assert told() == sorted([team_member.user.email, outsider.user.email])


def test_mail_server_gets_the_mail(team_member, card, server):
    action = make_due(team_member, card, 1)

    assert run(team_member.school) == {"reminded": 1}

    ((to, text),) = server.received
    assert to == team_member.user.email
    assert f"{SITE}/acties/{action.pk}/" in text
    assert "Fatima" not in text


def test_mail_server_gets_nothing_for_who_switched_it_off_until_it_is_on_again(team_member, card, server):
    colleague = make_member(team_member.school, Role.TEAM)
    for member in (team_member, colleague):
        make_due(member, card, 1)

    choose_mails(wants_reminders=False, wants_digest=False, by=team_member, at=AT)
    assert run(team_member.school) == {"reminded": 1}
    assert [to for to, _ in server.received] == [colleague.user.email]

    choose_mails(wants_reminders=True, wants_digest=True, by=team_member, at=AT)
    assert run(team_member.school) == {"reminded": 1}
    assert [to for to, _ in server.received] == [colleague.user.email, team_member.user.email]


@pytest.mark.parametrize(
    "address", ["weg@school.example", "a@" + "b" * 70 + ".example", "a\nb@school.example"]
)
def test_address_that_fails_stops_nobody_else_and_is_tried_again(team_member, card, server, address):
    colleagues = [make_member(team_member.school, Role.TEAM) for _ in range(2)]
    for member in (team_member, *colleagues):
        make_due(member, card, 1)
    good = team_member.user.email
    User.objects.filter(pk=team_member.user_id).update(email=address)

    assert run(team_member.school) == {"reminded": 2, "failed": 1}
    assert {to for to, _ in server.received} == {member.user.email for member in colleagues}
    assert not Reminder.unscoped.filter(member=team_member).exists()

    User.objects.filter(pk=team_member.user_id).update(email=good)
    assert run(team_member.school) == {"reminded": 1}


@pytest.mark.time_machine(AT, tick=False)
def test_command_fails_when_mail_could_not_leave(team_member, card, settings):
    make_due(team_member, card, 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there

    with pytest.raises(CommandError):
        call()


@pytest.mark.postgres
@pytest.mark.parametrize("role", ["app", "schoolsafety_job"])
def test_walls_let_the_command_through(team_member, outsider, card, role):
    for member in (outsider, team_member):
        make_due(member, card, 1)

    with as_role(role):
        assert [run(team_member.school) for _ in range(2)] == [{"reminded": 1}, {}]
        assert not Reminder.unscoped.exists()  # outside a school nothing is seen

    assert [m.to for m in mail.outbox] == [[team_member.user.email]]
