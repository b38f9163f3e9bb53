"""Changing the keys can be stopped at any moment; an old backup stays shut once its key is destroyed."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.conf import settings as conf
from django.db import connection, transaction

from incidents import key_file
from incidents.key_file import KeyFileFault
from incidents.models import SchoolKey
from incidents.services import keys
from tests.factories import NOW
from tests.proofs.sealed import make_register, opens, places_of
from tests.source_files import ROOT
from tests.sqlite_file import on_file, on_new_file

pytestmark = pytest.mark.proof

ROTATE = """
import django; django.setup()
from django.core.management import call_command
from incidents.services import keys
keys.BATCH = 1
call_command("rotate_keys", "--school-keys")
"""
CASES = 60


@pytest.fixture(autouse=True)
def _own_key_file(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "keys"
    key_file.add_key()


def unreadable(contact) -> int:
    places = places_of(contact)
    assert len(places) > 10
    return len([place for place in places if not opens(place, place.value)])


# Stopped after each step


class Stopped(Exception):
    pass


def stopping_after(count: int, in_one_step):
    """Return the steps, of which the program does so many and then falls over."""
    done = iter(range(count))

    @contextmanager
    def step(school):
        with in_one_step(school):
            yield
        if next(done, None) is None:
            raise Stopped

    return step


def rotate(school) -> None:
    keys.rewrap_school_keys(school, at=NOW)
    keys.renew_school_key(school, at=NOW)


def test_rotation_that_stops_after_any_step_leaves_all_readable(contact, monkeypatch):
    make_register(contact)
    in_one_step, stops = keys.in_one_step, 0
    monkeypatch.setattr(keys, "BATCH", 1)
    key_file.add_key()
    while True:
        monkeypatch.setattr(keys, "in_one_step", stopping_after(stops, in_one_step))
        try:
            with transaction.atomic():
                rotate(contact.school)
                break
        except Stopped:
            pass
        stops += 1
        with transaction.atomic():
            _stop_once_and_go_on(contact, monkeypatch, in_one_step, stops)
    assert stops > 8
    assert unreadable(contact) == 0


def _stop_once_and_go_on(contact, monkeypatch, in_one_step, stops) -> None:
    """Stop after so many steps, look, and let a second run finish; then undo it all."""
    monkeypatch.setattr(keys, "in_one_step", stopping_after(stops - 1, in_one_step))
    with pytest.raises(Stopped):
        rotate(contact.school)
    assert unreadable(contact) == 0
    monkeypatch.setattr(keys, "in_one_step", in_one_step)
    rotate(contact.school)
    assert unreadable(contact) == 0
    assert SchoolKey.unscoped.get().wrapped_by == 2
    transaction.set_rollback(True)


# Killed, with everything that was not on disk


def only_on_sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("runs without --postgres: it needs a database that is a file")


@pytest.fixture
def file_of(db, tmp_path):
    only_on_sqlite()
    with on_new_file(tmp_path / "db.sqlite3") as path:
        yield path


def start(path) -> subprocess.Popen:
    own = {"DATABASE_URL": f"sqlite:///{path}", "KEY_FILE": str(conf.KEY_FILE)}
    command = [sys.executable, "-c", ROTATE]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | own, stdout=subprocess.DEVNULL)


def rewrapped(path) -> int:
    """Return how many incidents have the newest key of the school, as another program sees it."""
    with sqlite3.connect(path, timeout=30) as database:
        newest = "(SELECT id FROM incidents_schoolkey ORDER BY number DESC LIMIT 1)"
        query = f"SELECT count(*) FROM incidents_casekey WHERE school_key_id = {newest}"
        [(count,)] = database.execute(query)
    return count


def kill_when(path, enough: int) -> int:
    """Start a change of keys, kill it when so many are done, and return how many were."""
    process = start(path)
    while process.poll() is None and not enough <= rewrapped(path) < CASES:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return rewrapped(path)


def test_killed_rotation_leaves_all_readable_and_a_second_run_finishes(file_of, request):
    contact = request.getfixturevalue("contact")
    with transaction.atomic():
        make_register(contact, incidents=CASES)
    chance, reached = random.Random(7), []
    for start_of_range in (1, 15, 40):
        reached.append(kill_when(file_of, start_of_range + chance.randrange(10)))
        connection.close()
        assert unreadable(contact) == 0

    assert [count for count in reached if 0 < count < CASES]  # at least one was half-way
    assert start(file_of).wait() == 0
    assert (unreadable(contact), SchoolKey.unscoped.count(), rewrapped(file_of)) == (0, 1, CASES)


# An old backup


def test_old_backup_stays_shut_once_its_key_is_destroyed(file_of, request, tmp_path):
    contact, backup = request.getfixturevalue("contact"), tmp_path / "backup.sqlite3"
    make_register(contact)
    _copy(file_of, backup)
    kept = key_file.keys()
    key_file.add_key()
    rotate(contact.school)
    assert keys.drop_file_keys(at=NOW) == {1}

    assert unreadable(contact) == 0
    with on_file(backup), pytest.raises(KeyFileFault, match="Key 1 is not in the key file"):
        places_of(contact)

    # The hole that destroying it closes: who kept the old key reads the backup.
    key_file._write(conf.KEY_FILE, kept)
    with on_file(backup):
        assert unreadable(contact) == 0


def _copy(path, to) -> None:
    with sqlite3.connect(path) as source, sqlite3.connect(to) as target:
        source.backup(target)
