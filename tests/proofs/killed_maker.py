"""A real `make_files` beside a real server, to be killed in the middle of a file: itself, or its child."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import psycopg

from tests.proofs.killed_server import KilledServer
from tests.source_files import ROOT

BUSY = ("collecting", "laying_out", "writing")
PATIENCE = 60  # seconds, on a busy machine


class KilledMaker(KilledServer):
    """There is one file. Its row is read past Django, whatever happened to who wrote it."""

    world = "tests.proofs.renderer_world"
    maker = None

    def start_maker(self) -> None:
        command = [sys.executable, "manage.py", "make_files"]
        quiet = dict.fromkeys(["stdout", "stderr"], subprocess.DEVNULL)
        self.maker = subprocess.Popen(command, env=self._with(self.url), cwd=ROOT, **quiet)

    def kill_maker(self) -> None:
        self.maker.kill()
        self.maker.wait()
        self.maker = None

    def kill_child(self) -> None:
        """Kill what lays out the pages, when it is at work at this moment."""
        for status in Path("/proc").glob("[0-9]*/stat"):
            with suppress(FileNotFoundError, ProcessLookupError):  # it was ready just now
                parent = status.read_text().rpartition(")")[2].split()[1]
                if parent == str(self.maker.pid):
                    os.kill(int(status.parent.name), signal.SIGKILL)

    def stop(self) -> None:
        if self.maker:
            self.kill_maker()
        self.kill()

    # The row

    def wait_for(self, *states: str) -> str:
        end = time.monotonic() + PATIENCE
        while (state := self.row()[0]) not in states or not self.is_taken_up():
            if time.monotonic() > end:
                raise TimeoutError(f"the file is {state}, and not {states}")
            time.sleep(0.02)
        return state

    def is_taken_up(self) -> bool:
        """Tell whether somebody was heard of since the last kill."""
        return self._sql("SELECT COUNT(*) FROM plans_file WHERE beat_at > '2021-01-01'") != [(0,)]

    def row(self) -> tuple[str, bytes | None, str]:
        """Return the state of the file, its content and the fingerprint that was written with it."""
        [(state, content, sha256)] = self._sql("SELECT state, content, sha256 FROM plans_file")
        return state, content if content is None else bytes(content), sha256

    def let_time_pass(self) -> None:
        """Make it long ago that anybody was heard of."""
        self._sql("UPDATE plans_file SET beat_at = '2020-01-01 00:00:00', asked_at = '2020-01-01 00:00:00'")

    def ask_anew(self) -> None:
        """Let a file that is ready wait, as if it had just been asked for."""
        empty = "state = 'waiting', lost = 0, content = NULL, sha256 = '', made_at = NULL, beat_at = NULL"
        mark = "%s" if self.owner.startswith("postgres") else "?"
        self._sql(f"UPDATE plans_file SET {empty}, source = {mark}", self.prepared["source"])

    def _sql(self, query: str, *values: str) -> list[tuple]:
        is_sqlite = self.owner.startswith("sqlite")
        path = self.owner.removeprefix("sqlite:///")
        opened = sqlite3.connect(path, timeout=30) if is_sqlite else psycopg.connect(self.owner)
        with closing(opened) as connection, connection:
            found = connection.execute(query, values)
            return found.fetchall() if query.startswith("SELECT") else []
