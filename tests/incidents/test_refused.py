"""Asking for an incident that is not there for somebody: one answer, and a row in the log."""

from uuid import uuid4

import pytest
from django.urls import reverse

from schools.models import AuditEntry
from tests.factories import make_incident


def refusals(member):
    return AuditEntry.unscoped.filter(action="object.refused", by=member).count()


@pytest.mark.parametrize("method", ["get", "post"])
def test_incident_of_somebody_else_is_refused_like_one_that_does_not_exist(
    login, contact, team_member, method
):
    paths = [reverse("incidents:names", args=[pk]) for pk in (make_incident(contact).pk, uuid4())]
    client = login(team_member)

    answers = [getattr(client, method)(path) for path in paths]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert refusals(team_member) == 2


def test_who_may_read_is_not_written_down_as_refused(login, contact):
    login(contact).get(reverse("incidents:detail", args=[make_incident(contact).pk]))

    assert refusals(contact) == 0
