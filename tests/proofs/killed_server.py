"""A real server on a database of its own, to be killed in the middle of what it does.

What is in that database is made and read by server_world.py in a process of its own, because settings
are read once.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.source_files import ROOT

TOKEN = "t" * 32
STARTED_WITHIN = 60  # seconds, on a busy machine
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "schoolsafety.settings",
    "SECRET_KEY": "only-for-proofs",
    "ALLOWED_HOSTS": "127.0.0.1",
    "HTTPS": "0",
    "DEMO": "1",  # nobody needs a second factor
    "EMAIL_URL": "memorymail://",
}


class NoAnswer(Exception):
    """The server died before it answered: whether it saved is unknown."""


class KilledServer:
    """gunicorn on a free port. `url` is the database as the application has it, `owner` as its owner."""

    world = "tests.proofs.server_world"

    def __init__(self, folder: Path, url: str, owner: str = ""):
        keys, anchors = str(folder / "keys"), str(folder / "anchors")
        self.environment = os.environ | SETTINGS | {"KEY_FILE": keys, "AUDIT_ANCHOR_FILE": anchors}
        self.url, self.owner = url, owner or url
        self.prepared = self._run("prepare")
        self.port = free_port()
        self.process = None

    def _run(self, task: str) -> dict:
        work = f"from {self.world} import {task}; {task}()"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", work]
        done = subprocess.run(
            command, env=self._with(self.owner), check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        return json.loads(done.stdout.splitlines()[-1])

    def _with(self, url: str) -> dict[str, str]:
        return self.environment | {"DATABASE_URL": url}

    def report(self) -> dict:
        """Return what is in the database; the server may be dead."""
        return self._run("report")

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "schoolsafety.wsgi", "--no-control-socket"]
        options = ["--bind", f"127.0.0.1:{self.port}", "--threads", "8", "--log-level", "error"]
        self.process = subprocess.Popen(
            [*command, *options],
            env=self._with(self.url),
            cwd=ROOT,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + STARTED_WITHIN
        while not self._answers():
            if time.monotonic() > end:
                raise TimeoutError("the server does not start")
            time.sleep(0.02)

    def _answers(self) -> bool:
        """Tell whether it works: it listens before it has loaded the application."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", "/werkt/")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def post(self, path: str, fields: dict) -> int:
        """Send a form as the browser of the contact person does. Raises NoAnswer."""
        headers = {
            "Cookie": f"{self.prepared['cookie']}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, urlencode(fields | {"csrfmiddlewaretoken": TOKEN}), headers)
            return connection.getresponse().status
        except (OSError, HTTPException):
            raise NoAnswer from None
        finally:
            connection.close()

    def get(self, path: str) -> bytes:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Cookie": self.prepared["cookie"]})
            return connection.getresponse().read()
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
