"""The file of anchors: it only grows, and says what the chains were."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from schools import audit
from schools.anchors import add_anchors, read_anchors
from schools.chain import Anchor
from tests.factories import NOW

HASH = "a" * 64
MOMENT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LINE = f"2026-11-20T03:00:00Z installation 7 {HASH}\n"
ANCHOR = Anchor(7, HASH, "the anchor of 2026-11-20T03:00:00Z (line 1)")


@pytest.fixture
def file(tmp_path, settings):
    settings.AUDIT_ANCHOR_FILE = tmp_path / "var" / "anchors.txt"
    return settings.AUDIT_ANCHOR_FILE


def test_anchor_says_when_which_chain_and_how_far(file):
    add_anchors(file, [("installation", 7, HASH)], at=MOMENT)

    assert file.read_text() == LINE
    assert read_anchors(file) == ({"installation": [ANCHOR]}, [])
    assert file.stat().st_mode & 0o777 == 0o600


def test_file_only_grows(file):
    add_anchors(file, [("installation", 7, HASH)], at=MOMENT)
    add_anchors(file, [], at=MOMENT)
    add_anchors(file, [("installation", 7, HASH)], at=MOMENT)

    assert file.read_text() == LINE * 2


def test_line_that_was_cut_off_keeps_a_line_to_itself(file):
    add_anchors(file, [("installation", 7, HASH)], at=MOMENT)
    with file.open("a") as half:
        half.write(LINE[:40])

    add_anchors(file, [("installation", 7, HASH)], at=MOMENT)

    assert file.read_text() == f"{LINE}{LINE[:40]}\n{LINE}"
    anchors, unreadable = read_anchors(file)
    assert (len(anchors["installation"]), unreadable) == (2, [2])


@pytest.mark.parametrize(
    "line",
    [
        "",
        LINE[1:],
        LINE.replace("installation", "school"),
        LINE.replace(" 7 ", " 0 "),
        LINE.replace("a\n", "\n"),
        LINE.replace("installation", "0" * 36),
        f"{LINE[:-1]} é\n",
    ],
)
def test_line_that_is_no_anchor_is_told_by_its_number(file, line):
    add_anchors(file, [("installation", 7, HASH)], at=MOMENT)
    file.write_text(LINE + line.strip() + "\n")

    assert read_anchors(file) == ({"installation": [ANCHOR]}, [2])


def test_no_file_holds_no_anchors(file):
    assert read_anchors(file) == ({}, [])


def test_command_anchors_every_chain_again_each_time(file, team_member, outsider, capsys):
    for member in (team_member, outsider, team_member):
        audit.record("act", member, by=member, at=NOW)

    call_command("anchor_audit")
    call_command("anchor_audit")

    assert capsys.readouterr().out == f"Anchored 2 chain(s) in {file}.\n" * 2
    found = [tuple(line.split()[1:]) for line in file.read_text().splitlines()]
    heads = [(chain, str(number), hash) for chain, number, hash in audit.heads()]
    assert found == heads * 2
    assert sorted(number for _, number, _ in heads) == ["1", "2"]


def test_copy_of_the_file_can_be_compared_with(file, team_member, tmp_path, capsys):
    audit.record("act", team_member, by=team_member, at=NOW)
    call_command("anchor_audit")
    copy = file.rename(tmp_path / "copy.txt")
    capsys.readouterr()

    call_command("verify_audit", anchors=copy)

    assert capsys.readouterr().out == f"{team_member.school_id}: ok, 1 entries, anchored up to 1\n"


def test_new_installation_has_nothing_to_verify(file, db, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().out == ""
