"""The principal hears that a contact left, or is no contact any more; whatever there was to follow up."""

import pytest
from django.utils.timezone import now

from schools.permissions import Role
from schools.services import change_roles, end_membership
from tests.factories import make_incident, make_member


@pytest.mark.parametrize("roles", [None, [Role.TEAM]])
@pytest.mark.parametrize("open_count", [0, 2])
def test_principal_gets_the_same_mail(
    school, principal, admin, mailoutbox, django_capture_on_commit_callbacks, roles, open_count
):
    contact = make_member(school, Role.CONTACT)
    for _ in range(open_count):
        make_incident(contact)

    with django_capture_on_commit_callbacks(execute=True):
        if roles:
            change_roles(contact, roles=roles, by=admin, at=now())
        else:
            end_membership(contact, by=admin, at=now())

    [mail] = mailoutbox
    assert mail.to == [principal.user.email]
    assert f"{contact.user.name} is geen aanspreekpunt meer" in mail.body


def test_nobody_is_mailed_about_who_was_no_contact(
    school, principal, admin, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        end_membership(make_member(school, Role.TEAM), by=admin, at=now())
        change_roles(make_member(school, Role.CONTACT), roles=[Role.CONTACT, Role.TEAM], by=admin, at=now())

    assert mailoutbox == []
