"""The key file: its owner alone may read it, and it is never half."""

import os
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from incidents import key_file
from incidents.key_file import KeyFileFault


@pytest.fixture(autouse=True)
def path(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "somewhere" / "keys"
    return settings.KEY_FILE


def write(path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o400)


KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="  # 32 bytes


def test_first_key_makes_the_file_for_its_owner_only(path):
    assert key_file.add_key() == 1

    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert [len(key) for key in key_file.keys().values()] == [32]


def test_newest_key_is_active_and_the_others_stay():
    key_file.add_key()
    first = key_file.keys()[1]
    key_file.add_key()

    assert key_file.active_number() == 2
    assert key_file.keys()[1] == first
    assert key_file.keys()[2] != first


def test_number_of_a_destroyed_key_is_not_given_again():
    for _ in range(3):
        key_file.add_key()
    key_file.drop_keys({1, 2})

    assert list(key_file.keys()) == [3]
    assert key_file.add_key() == 4


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o420, 0o666])
def test_file_that_others_may_open_is_refused(path, mode):
    key_file.add_key()
    path.chmod(mode)

    with pytest.raises(KeyFileFault, match="chmod 0400"):
        key_file.keys()


def test_missing_file_is_told():
    with pytest.raises(KeyFileFault, match="run manage.py add_key"):
        key_file.keys()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "1\n",
        f"1 {KEY} x\n",
        f"x {KEY}\n",
        "1 QUFB\n",
        "1 é\n",
        f"1 {KEY}\n1 {KEY}\n",
        f"1 {KEY[:-1]}\n",
    ],
)
def test_file_with_a_bad_line_is_refused(path, text):
    write(path, text)

    with pytest.raises(KeyFileFault):
        key_file.keys()


def test_empty_lines_do_no_harm(path):
    write(path, f"\n1 {KEY}\n\n2 {KEY}\n")

    assert list(key_file.keys()) == [1, 2]


def test_changed_file_is_read_again(path):
    key_file.add_key()
    before = key_file.keys()[1]
    path.unlink()
    key_file.add_key()

    assert key_file.keys()[1] != before


def test_write_that_fails_leaves_the_old_file(path, monkeypatch):
    key_file.add_key()
    monkeypatch.setattr(os, "fsync", lambda descriptor: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        key_file.add_key()
    assert list(key_file.keys()) == [1]

    monkeypatch.undo()
    assert key_file.add_key() == 2


def test_command_says_the_number(db):
    out = StringIO()
    call_command("add_key", stdout=out)

    assert out.getvalue() == "Key 1 is now the active one.\n"


def test_command_tells_of_a_bad_file(db, path):
    write(path, "x\n")

    with pytest.raises(CommandError, match="not a number and a key"):
        call_command("add_key")
