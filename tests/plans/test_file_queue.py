"""Making what waits: one file at a time, each as a whole, whoever stops in the middle."""

import logging
from datetime import timedelta
from hashlib import sha256

import pytest

from plans import making
from plans.models import File, Format, Kind, State
from plans.services import file_queue
from plans.services.file_queue import SILENT, make_next
from schoolsafety import pdf
from tests.factories import NOW, make_file

BEGIN = {"kind": Kind.PLAN, "format": Format.PDF}


class Clock:
    """Each time that somebody looks, it is a second later."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def make(principal, monkeypatch):
    """Make the next file of the school, by this function."""

    def make_by(function):
        monkeypatch.setitem(making.MAKERS, (Kind.PLAN, Format.PDF), function)
        return make_next(principal.school, clock=Clock())

    return make_by


def state_of(file):
    file.refresh_from_db()
    return file.state


def test_file_that_waits_longest_is_made_first(make, principal):
    newer = make_file(principal, asked_at=NOW)
    older = make_file(principal, asked_at=NOW - SILENT, source='{"a":1}')

    made = make(lambda source, tell: source.encode())

    older.refresh_from_db()
    assert made == older
    assert (older.state, bytes(older.content)) == (State.DONE, b'{"a":1}')
    assert older.sha256 == sha256(b'{"a":1}').hexdigest()
    assert (older.source, state_of(newer)) == ("", State.WAITING)


def test_nothing_waits(make, principal, outsider):
    make_file(outsider)

    assert make(lambda source, tell: b"x") is None


def test_progress_can_be_seen_while_it_is_made(make, principal):
    file, seen = make_file(principal), []

    def maker(source, tell):
        for step, page in [(0, 0), (3, 0), (5, 12), (6, 0), (7, 0)]:
            tell(step, page)
            file.refresh_from_db()
            seen.append((file.state, file.page, file.beat_at > NOW))
        return b"x"

    make(maker)

    assert seen == [
        (State.COLLECTING, 0, True),
        (State.COLLECTING, 0, True),
        (State.LAYING_OUT, 12, True),
        (State.WRITING, 12, True),
        (State.WRITING, 12, True),
    ]


@pytest.mark.parametrize("fault", [pdf.RenderingFailed("x"), pdf.LibraryMissing()])
def test_failure_is_told_by_the_file(make, principal, fault, caplog):
    file = make_file(principal)

    def maker(source, tell):
        tell(5, 7)
        raise fault

    make(maker)

    assert (state_of(file), file.page, file.content) == (State.FAILED, 7, None)
    assert caplog.messages == []  # pdf.py told it


def test_fault_of_ours_is_logged_without_the_words_of_the_plan(make, principal, caplog):
    file = make_file(principal)

    def maker(source, tell):
        raise ValueError("geheim")

    with caplog.at_level(logging.ERROR):
        make(maker)

    assert state_of(file) == State.FAILED
    assert caplog.messages == ["A file was not made."]


@pytest.mark.parametrize("stop", [SystemExit, KeyboardInterrupt])
def test_who_is_told_to_stop_puts_the_file_back(make, principal, stop):
    file = make_file(principal)

    def maker(source, tell):
        raise stop

    with pytest.raises(stop):
        make(maker)

    assert state_of(file) == State.WAITING


def test_file_whose_maker_is_gone_is_made_by_another(make, principal):
    gone = {"state": State.LAYING_OUT, "page": 30}
    alive = make_file(principal, **gone, beat_at=NOW)
    left = make_file(principal, **gone, beat_at=NOW - SILENT)

    assert make(lambda source, tell: b"x") == left
    assert make(lambda source, tell: b"x") is None
    assert state_of(alive) == State.LAYING_OUT


@pytest.mark.parametrize("speaks", [True, False])
def test_who_was_given_up_brings_nothing_any_more(make, principal, speaks, caplog):
    file = make_file(principal)

    def maker(source, tell):
        File.unscoped.update(beat_at=NOW + timedelta(hours=1), state=State.LAYING_OUT)  # by another one
        if speaks:
            tell(5, 1)
        return b"ours"

    make(maker)

    assert (state_of(file), file.content) == (State.LAYING_OUT, None)
    assert "silent" in caplog.messages[0]


def test_two_makers_take_two_files(make, principal):
    first, second = make_file(principal), make_file(principal)

    def maker(source, tell):
        other = file_queue._claim(principal.school, NOW)
        assert {other} == {first, second} - {File.unscoped.get(state=State.COLLECTING, beat_at__gt=NOW)}
        assert file_queue._claim(principal.school, NOW) is None
        return b"x"

    assert make(maker).state == State.DONE
