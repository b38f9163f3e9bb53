"""What the log reader is told about the chain: what is cheap to know, and true."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from schools.log_status import TAIL, log_status
from tests.factories import NOW
from tests.schools.helpers import texts
from tests.schools.test_log import LOG, record

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.fixture
def anchors(settings, tmp_path, capsys):
    settings.AUDIT_ANCHOR_FILE = tmp_path / "anchors.txt"
    return settings.AUDIT_ANCHOR_FILE


@pytest.fixture
def told(login, log_reader):
    return lambda: texts(login(log_reader).get(LOG))


def test_newest_number_is_told_without_an_anchor(anchors, log_reader, told):
    for _ in range(2):
        record("action.added", log_reader)

    line = "Het nieuwste nummer is 2. Er is nog geen stand buiten de databank vastgelegd"
    assert line in told()


def test_newest_anchor_of_the_school_is_told(anchors, log_reader, outsider, told):
    record("action.added", log_reader)
    call_command("anchor_audit")
    record("action.added", log_reader)
    call_command("anchor_audit")
    record("action.added", log_reader)
    record("action.added", outsider)

    when = "Op 20 november 2026 om 14:32 werd nummer 2 buiten de databank vastgelegd"
    assert f"Het nieuwste nummer is 3. {when}; die regel staat er nog net zo." in told()


@pytest.mark.parametrize("number", [1, 9])
def test_anchor_that_does_not_fit_is_a_warning(anchors, log_reader, told, number):
    """An entry that was changed, and one that is gone."""
    record("action.added", log_reader)
    anchors.write_text(f"2026-11-19T02:00:00Z {log_reader.school_id} {number} {'a' * 64}\n")

    text = told()

    assert f"Let op: op 19 november 2026 om 03:00 werd regel {number} vastgelegd." in text
    assert "net zo" not in text


@pytest.mark.parametrize(
    "text", ["", "geen anker\n", "2026-11-19T02:00:00Z installation 1 " + "a" * 64 + "\n"]
)
def test_file_without_an_anchor_of_the_school_is_none(anchors, log_reader, text):
    anchors.write_text(text)

    assert log_status(log_reader).anchored is None


def test_file_that_cannot_be_read_is_none(anchors, log_reader):
    anchors.mkdir()

    assert log_status(log_reader).anchored is None


def test_long_file_is_read_from_its_end(anchors, log_reader):
    line = f"2026-11-19T02:00:00Z {log_reader.school_id} {{}} {'a' * 64}\n"
    anchors.write_text("".join(line.format(n) for n in range(1, 2 * TAIL // len(line))))

    status = log_status(log_reader)

    assert status.anchored == 2 * TAIL // len(line) - 1
    assert timezone.localtime(status.anchored_at).hour == 3


def test_others_are_not_told(anchors, login, admin):
    response = login(admin).get(LOG)

    assert response.context["status"] is None
    assert "Is het logboek heel?" not in texts(response)
