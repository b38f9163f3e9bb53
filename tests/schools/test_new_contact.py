"""Nobody becomes a contact person in silence."""

import pytest
from django.utils import timezone

from schools import services
from schools.permissions import Role
from tests.factories import NOW, make_member, make_school
from tests.schools.helpers import make_invitation


@pytest.fixture
def told(db, mailoutbox, django_capture_on_commit_callbacks):
    def run(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        return sorted(mail.to[0] for mail in mailoutbox)

    return run


def addresses(*members):
    return sorted(member.user.email for member in members)


def test_principal_and_contacts_are_told(
    told, admin, principal, contact, team_member, log_reader, outsider
):
    make_member(admin.school, Role.CONTACT, left_at=NOW)

    to = told(services.change_roles, team_member, roles=["team", "contact"], by=admin, at=NOW)

    assert to == addresses(principal, contact)


def test_an_admin_who_takes_the_role_is_announced_as_such(told, mailoutbox, admin, principal):
    told(services.change_roles, admin, roles=["admin", "contact"], by=admin, at=NOW)

    assert [mail.to for mail in mailoutbox] == [[principal.user.email]]
    assert f"{admin.user.name} gaf zichzelf deze rol, als beheerder." in mailoutbox[0].body


def test_the_mail_says_who_and_by_whom(told, mailoutbox, admin, principal, team_member):
    told(services.change_roles, team_member, roles=["contact"], by=admin, at=NOW)

    body = mailoutbox[0].body
    assert f"{team_member.user.name} is nu aanspreekpunt in {admin.school}." in body
    assert f"{admin.user.name} gaf deze rol." in body


def test_joining_as_a_contact_is_told(told, admin, principal):
    invitation, _ = make_invitation(admin, Role.CONTACT)

    to = told(services.join_as_new, invitation, name="Noor", password="x", at=timezone.now())

    assert to == addresses(principal)


def test_other_roles_are_not_told(told, admin, principal, contact, team_member):
    told(services.change_roles, team_member, roles=["principal"], by=admin, at=NOW)
    to = told(services.change_roles, contact, roles=["contact", "team"], by=admin, at=NOW)

    assert to == []


def test_a_mail_that_cannot_leave_stops_nothing(told, admin, principal, team_member, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    told(services.change_roles, team_member, roles=["contact"], by=admin, at=NOW)

    team_member.refresh_from_db()
    assert team_member.roles == ["contact"]
    assert "MailNotSent" in caplog.text


def test_members_of_another_school_are_not_told(told, admin, team_member):
    make_member(make_school(), Role.PRINCIPAL)

    assert told(services.change_roles, team_member, roles=["contact"], by=admin, at=NOW) == []
