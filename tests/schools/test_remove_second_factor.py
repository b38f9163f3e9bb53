import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import CommandError, call_command

from tests.schools.helpers import acts, add_app


@pytest.fixture
def removed(capsys, django_capture_on_commit_callbacks):
    def run(email):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("remove_second_factor", email)
        return capsys.readouterr().out

    return run


def test_remove_takes_away_all_of_this_user_and_of_nobody_else(removed, admin, contact):
    add_app(admin.user)
    RecoveryCodes.activate(admin.user)
    add_app(contact.user)

    out = removed(admin.user.email.upper())

    assert out == f"Removed 1 second factor(s) of {admin.user.email}.\n"
    assert [factor.user for factor in Authenticator.objects.all()] == [contact.user]


def test_remove_is_written_down_and_told(removed, admin, mailoutbox):
    add_app(admin.user)

    removed(admin.user.email)

    assert acts(admin.school) == [("member.second_factor_removed", None)]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([admin.user.email], "De tweede stap is weggehaald")
    ]


def test_remove_says_when_nobody_has_that_address(db):
    with pytest.raises(CommandError, match="no account with niemand"):
        call_command("remove_second_factor", "niemand@school.example")
