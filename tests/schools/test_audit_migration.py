"""The triggers come with a migration, and go when it is undone."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from schools import audit
from schools.models import AuditEntry
from tests.factories import NOW

# By its functions: going back to 0001 would take every later table away too.
MIGRATION = import_module("schools.migrations.0002_audit_triggers")


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

    answers = [is_refused()]
    for change in (MIGRATION.unlock, MIGRATION.lock):
        with connection.schema_editor() as editor:
            change(None, editor)
        answers.append(is_refused())

    assert answers == [True, False, True]
