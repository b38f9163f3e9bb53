"""How much CPU the main pages take, as a ratio to the least a page with a login can cost.

    uv run python -m tests.benchmarks.pages [--json FILE]

The floor is a view of this site that loads session and user and returns 30 kB; it goes through the
same middleware as every page. Pages and floor are called in turn through WSGI in one process, never
two of a kind in a row; each figure is the median of 15 rounds of 20 calls. The database is first
SQLite, then PostgreSQL, each filled with one full round of every theme, and a register of 1,000
incidents. "incidents" is the first 50 of them; "in the clear" is the same page with every envelope
opened beforehand: the difference is what the encryption costs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from tests.benchmarks.turns import cpu_in_turn

BACKENDS = ["sqlite", "postgresql"]
AIMS = {"board": 5, "card": 5, "save": 3.5, "matrix": 6, "incidents": 8, "incident": 6}
PAGES = ["floor", *AIMS, "incidents_in_the_clear", "incident_in_the_clear"]
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "schoolsafety.settings",
    "SECRET_KEY": "benchmark",
    "ALLOWED_HOSTS": "localhost",
    "HTTPS": "0",
    "DEMO": "1",
    "EMAIL_URL": "memorymail://",
}


@dataclass
class Figure:
    page: str
    backend: str
    ratio: float
    queries: int
    milliseconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--backend", choices=BACKENDS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.backend:
        figures = measure(arguments.backend)
        print(json.dumps([asdict(figure) for figure in figures]))
        return
    figures = [Figure(**row) for backend in BACKENDS for row in run_backend(backend, "pages")]
    print(f"{'page':<24} {'backend':<12} {'ratio':>6} {'aim':>5} {'queries':>8} {'ms CPU':>7}")
    for f in figures:
        aim = AIMS.get(f.page, "")
        name = f"{f.page.replace('_', ' '):<24} {f.backend:<12}"
        print(f"{name} {f.ratio:>6.2f} {aim:>5} {f.queries:>8} {f.milliseconds:>7.2f}")
    if arguments.json:
        keys = ("page", "backend", "ratio", "queries")
        rows = [{k: getattr(f, k) for k in keys} for f in figures if f.page in AIMS]
        arguments.json.write_text(json.dumps(rows, indent=1))


def run_backend(backend: str, benchmark: str) -> list[dict]:
    """Measure on one database in a process of its own, because settings are read once."""
    with tempfile.TemporaryDirectory() as folder:
        cluster = None
        if backend == "postgresql":
            from tests.postgres import TemporaryPostgres, find_binaries

            if not find_binaries():
                sys.exit("PostgreSQL is missing: apt install postgresql")
            cluster = TemporaryPostgres()
        url = cluster.start() if cluster else f"sqlite:///{folder}/benchmark.sqlite3"
        environment = os.environ | SETTINGS | {"DATABASE_URL": url, "KEY_FILE": f"{folder}/keys"}
        command = [sys.executable, "-m", f"tests.benchmarks.{benchmark}", "--backend", backend]
        try:
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        finally:
            if cluster:
                cluster.stop()
    return json.loads(done.stdout.splitlines()[-1])


def measure(backend: str) -> list[Figure]:
    import django

    django.setup()
    from tests.benchmarks.full_register import make_full_register
    from tests.benchmarks.full_round import make_full_round

    full_round = make_full_round()
    site = Site(full_round, make_full_register(full_round.round.opened_by))
    calls = {page: getattr(site, page) for page in PAGES}
    queries = {page: site.count_queries(call) for page, call in calls.items()}
    medians = cpu_in_turn(calls)
    return [
        Figure(
            page, backend, round(medians[page] / medians["floor"], 2), queries[page], medians[page] * 1000
        )
        for page in calls
    ]


def start_as_app():
    """Return the application, connected as the role for which the walls between schools hold."""
    from django.db import connection

    from tests.postgres import grant

    if connection.vendor == "postgresql":
        grant()
        connection.close()
        connection.settings_dict["USER"] = "app"
    from schoolsafety.wsgi import application

    return application


class Site:
    """The application as a server calls it, logged in as a member of the working group."""

    def __init__(self, full_round, incident):
        from django.conf import settings
        from django.middleware.csrf import _get_new_csrf_string
        from django.test import override_settings

        self.round, self.cookies = full_round.round, full_round.session_cookie
        self.card_path, self.question = full_round.card_path, full_round.question
        self.version = full_round.version
        self.incident_path, self.opened = f"/meldingen/{incident.pk}/", {}
        self.token = _get_new_csrf_string()
        self.cookies += f"; {settings.CSRF_COOKIE_NAME}={self.token}"
        override_settings(ROOT_URLCONF="tests.benchmarks.urls").enable()
        self.app = start_as_app()

    def floor(self):
        self._call("/floor/")

    def board(self):
        self._call(f"{self.card_path.rsplit('/', 2)[0]}/")

    def card(self):
        self._call(self.card_path)

    def matrix(self):
        self._call(f"/overzicht/{self.round.pk}/")

    def save(self):
        """Change one answer: each call chooses another step and starts from the newest version."""
        name = f"q{self.question.pk}"
        body = f"{name}-version={self.version}&{name}-value={self.version % 4}&{name}-remark=Nog+navragen"
        self.version += 1
        self._call(f"{self.card_path}{self.question.pk}/", body=body)

    def incidents(self):
        self._call("/meldingen/")

    def incident(self):
        self._call(self.incident_path)

    def incidents_in_the_clear(self):
        with self._envelopes_opened():
            self.incidents()

    def incident_in_the_clear(self):
        with self._envelopes_opened():
            self.incident()

    @contextmanager
    def _envelopes_opened(self):
        """Remember what was in each envelope, so that the second time none is opened."""
        from incidents import vault

        unseal, opened = vault.unseal, self.opened

        def remembered(key, key_id, sealed, *, place):
            if sealed not in opened:
                opened[sealed] = unseal(key, key_id, sealed, place=place)
            return opened[sealed]

        vault.unseal = remembered
        try:
            yield
        finally:
            vault.unseal = unseal

    def count_queries(self, call) -> int:
        """Return how many queries a warm call makes; savepoints and commits are not counted."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        call()
        with CaptureQueriesContext(connection) as captured:
            call()
        words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        return sum(not query["sql"].startswith(words) for query in captured)

    def _call(self, path: str, *, asked: str = "", body: str = "") -> None:
        environ = {
            "REQUEST_METHOD": "POST" if body else "GET",
            "PATH_INFO": path,
            "QUERY_STRING": asked,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self.cookies,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body.encode()),
            "wsgi.errors": sys.stderr,
        }
        if body:
            environ |= {"HTTP_X_CSRFTOKEN": self.token, "HTTP_HX_REQUEST": "true"}
        statuses = []
        response = self.app(environ, lambda status, headers: statuses.append(status))
        content = b"".join(response)
        response.close()
        if statuses != ["200 OK"]:
            raise RuntimeError(f"{path} answered {statuses[0]}: {content[:500].decode()}")


if __name__ == "__main__":
    main()
