"""What was acknowledged is there, once and whole, whatever happens to the server."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from random import Random
from threading import Event
from time import monotonic, sleep
from uuid import uuid4

import pytest

from tests.postgres import TemporaryPostgres
from tests.proofs.killed_server import KilledServer, NoAnswer

pytestmark = pytest.mark.proof

KILLS, WRITERS, AT_ONCE, ENOUGH = 30, 3, 20, 10


@pytest.fixture
def server(request, tmp_path):
    if not request.config.cluster:
        yield KilledServer(tmp_path, f"sqlite:///{tmp_path}/db.sqlite3")
        return
    cluster = TemporaryPostgres()  # of its own: what it keeps must survive a test's clean-up
    try:
        owner = cluster.start()
        yield KilledServer(tmp_path, owner.replace("tests@", "app@"), owner)
    finally:
        cluster.stop()


class Writer:
    """Somebody who sends one text after the other, each until it is acknowledged."""

    def __init__(self, server: KilledServer, name: str, stop: Event):
        self.server, self.name, self.stop = server, name, stop
        self.acknowledged, self.underway = [], None

    def write(self) -> None:
        for n in count():
            text = f"{self.name}-{n}"
            fields = self.fields(n, text)
            self.underway = text
            while not self.is_saved(fields):
                sleep(0.02)
                if self.stop.is_set():
                    return
            self.acknowledged.append(text)

    def is_saved(self, fields: dict) -> bool:
        """Send it, again and again the same form, as somebody does whose page does not answer."""
        try:
            status = self.server.post(self.path, fields)
        except NoAnswer:
            return False
        assert status in (200, 302), status
        return True


class NoteWriter(Writer):
    @property
    def path(self) -> str:
        return self.server.prepared["note"]

    def fields(self, n: int, text: str) -> dict:
        return {"text": text, "key": str(uuid4())}


class AnswerWriter(Writer):
    @property
    def path(self) -> str:
        return self.server.prepared["answer"]

    def fields(self, n: int, text: str) -> dict:
        name = self.server.prepared["question"]
        return {f"{name}-version": n, f"{name}-value": n % 4, f"{name}-remark": text}


def wait_for(writers: list[Writer]) -> None:
    """Let each be acknowledged often enough; on a busy machine that takes a while longer."""
    end = monotonic() + 60
    while monotonic() < end and min(len(writer.acknowledged) for writer in writers) < ENOUGH:
        sleep(0.1)


def kill_while_they_write(server: KilledServer, writers: list[Writer], stop: Event) -> None:
    chance = Random(2026)
    with ThreadPoolExecutor(len(writers)) as pool:
        server.start()
        working = [pool.submit(writer.write) for writer in writers]
        try:
            for _ in range(KILLS):
                sleep(chance.uniform(0.02, 0.3))
                server.kill()
                server.start()
            wait_for(writers)
        finally:
            stop.set()
            server.kill()
        for work in working:
            work.result()


def faults(found: dict, notes: list[str], remarks: list[str], underway: set[str]) -> list[str]:
    """Return what is wrong with what was found, after these were acknowledged.

    What was under way when the server died for the last time may be there, once, or not.
    """
    times = Counter(found["notes"][1:])
    answered = Counter(found["remarks"])
    return [
        *(f"lost: {text}" for text in notes if not times[text]),
        *(f"lost: {text}" for text in remarks if not answered[text]),
        *(f"double: {text}" for text, n in (times + answered).items() if n > 1),
        *(f"unknown: {text}" for text in {*times, *answered} - {*notes, *remarks} - underway),
        *(["half: a note without its row in the log"] if found["noted"] != sum(times.values()) else []),
        *(["half: a gap"] if found["numbers"] != list(range(1, len(found["notes"]) + 1)) else []),
    ]


def test_server_that_is_killed_loses_nothing_that_it_acknowledged(server):
    stop = Event()
    writers = [NoteWriter(server, f"nota-{n}", stop) for n in range(WRITERS)]
    answers = AnswerWriter(server, "antwoord", stop)

    kill_while_they_write(server, [*writers, answers], stop)

    sent = [text for writer in writers for text in writer.acknowledged]
    underway = {writer.underway for writer in [*writers, answers]}
    assert faults(server.report(), sent, answers.acknowledged, underway) == []
    assert min(len(writer.acknowledged) for writer in [*writers, answers]) >= ENOUGH


FOUND = {"notes": ["Begin", "a", "b"], "numbers": [1, 2, 3], "noted": 2, "remarks": ["x"]}


@pytest.mark.parametrize(
    ("hole", "seen"),
    [
        ({"notes": ["Begin", "a"], "numbers": [1, 2], "noted": 1}, "lost: b"),
        ({"remarks": []}, "lost: x"),
        ({"notes": ["Begin", "a", "b", "b"], "numbers": [1, 2, 3, 4], "noted": 3}, "double: b"),
        ({"notes": ["Begin", "a", "b", "c"], "numbers": [1, 2, 3, 4], "noted": 3}, "unknown: c"),
        ({"noted": 1}, "half: a note without its row in the log"),
        ({"numbers": [1, 2, 4]}, "half: a gap"),
    ],
)
def test_loss_would_be_seen(hole, seen):
    assert faults(FOUND, ["a", "b"], ["x"], set()) == []
    assert faults(FOUND | hole, ["a", "b"], ["x"], set()) == [seen]


def test_same_post_many_times_at_once_makes_one_row(server):
    server.start()
    form = {"text": "Gebeld met de ouders", "key": str(uuid4())}
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            path = server.prepared["note"]
            statuses = list(pool.map(lambda _: server.post(path, form), range(AT_ONCE)))
    finally:
        server.kill()

    found = server.report()
    assert set(statuses) <= {200, 302}
    assert (found["notes"][1:], found["noted"]) == (["Gebeld met de ouders"], 1)


def test_forms_of_their_own_make_rows_of_their_own(server):
    """The hole: without one key for all, the same text is there as often as it was sent."""
    server.start()
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            forms = [{"text": "Gebeld", "key": str(uuid4())} for _ in range(AT_ONCE)]
            list(pool.map(lambda form: server.post(server.prepared["note"], form), forms))
    finally:
        server.kill()

    assert server.report()["notes"][1:] == ["Gebeld"] * AT_ONCE
