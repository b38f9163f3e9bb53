"""The triggers come with a migration, and go when it is undone."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from schools import audit
from schools.models import AuditEntry
from tests.factories import NOW


def is_refused():
    try:
        with transaction.atomic():
            AuditEntry.unscoped.update(action="changed")
    except IntegrityError:
        return True
    return False


@pytest.mark.django_db(transaction=True)
def test_triggers_can_be_undone_and_made_again(team_member):
    with transaction.atomic():
        audit.record("act", team_member, by=team_member, at=NOW)

    answers = []
    for migration in ("0002", "0001", "0002"):
        call_command("migrate", "schools", migration, verbosity=0)
        answers.append(is_refused())

    assert answers == [True, False, True]
