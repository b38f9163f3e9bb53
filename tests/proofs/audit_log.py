"""A log to tamper with, and what the operator's check says of it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from schools import audit
from tests.factories import NOW


@pytest.fixture
def anchor_file(settings, tmp_path):
    settings.AUDIT_ANCHOR_FILE = tmp_path / "anchors.txt"
    return settings.AUDIT_ANCHOR_FILE


@pytest.fixture
def audit_log(team_member, anchor_file):
    """Six acts of a school, the last two after the anchor; and one act that belongs to no school."""
    for n in range(1, 7):
        if n == 5:
            audit_command("anchor_audit")
        with transaction.atomic():
            audit.record(f"act.{n}", team_member, by=team_member, at=NOW)
    with transaction.atomic():
        audit.record("login.failed", team_member.user, by=None, at=NOW)
    return audit.chain_name(team_member.school_id)


def audit_command(*arguments) -> tuple[bool, list[str]]:
    """Return whether the command found nothing wrong, and the lines it printed."""
    out = StringIO()
    try:
        call_command(*arguments, stdout=out)
    except CommandError:
        return False, out.getvalue().splitlines()
    return True, out.getvalue().splitlines()
