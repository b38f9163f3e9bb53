"""Sending an invitation again, and withdrawing it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.permissions import Role
from tests.factories import make_member, make_school
from tests.schools.helpers import acts, link_in, make_invitation

CHANGES = ["resend", "withdraw"]


def url(name, invitation):
    return reverse(f"schools:{name}", args=[invitation.pk])


def test_resend_mails_a_new_link_and_the_old_one_stops(
    login, admin, client, mailoutbox, django_capture_on_commit_callbacks
):
    invitation, old = make_invitation(admin, expires_in=timedelta(hours=-1))

    with django_capture_on_commit_callbacks(execute=True):
        login(admin).post(url("resend", invitation))

    client.logout()
    assert [client.get(path).status_code for path in (old, link_in(mailoutbox[0]))] == [404, 200]
    assert acts(admin.school) == [("invitation.resent", admin)]


def test_withdraw_makes_the_link_stop(login, admin, client):
    invitation, link = make_invitation(admin)

    login(admin).post(url("withdraw", invitation))

    client.logout()
    assert client.get(link).status_code == 404
    assert acts(admin.school) == [("invitation.withdrawn", admin)]


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("answer", ["accepted_at", "withdrawn_at"])
def test_an_answered_invitation_stays_as_it_is(login, admin, mailoutbox, name, answer):
    invitation, _ = make_invitation(admin, **{answer: timezone.now()})

    response = login(admin).post(url(name, invitation), follow=True)

    assert [m.message for m in response.context["messages"]] == [
        "Deze uitnodiging was intussen al aanvaard of ingetrokken."
    ]
    assert mailoutbox == []
    assert acts(admin.school) == []


@pytest.mark.parametrize("name", CHANGES)
def test_an_invitation_of_another_school_is_not_found(login, admin, name):
    invitation, _ = make_invitation(make_member(make_school(), Role.ADMIN))

    assert login(admin).post(url(name, invitation)).status_code == 404


@pytest.mark.parametrize("name", CHANGES)
def test_changing_an_invitation_is_forbidden_to_other_roles(login, principal, name):
    invitation, _ = make_invitation(principal)

    assert login(principal).post(url(name, invitation)).status_code == 403
