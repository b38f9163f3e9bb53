"""A PostgreSQL cluster of our own for one run: made, started and thrown away in about a second.

Its roles are made by the SQL of docs/postgresql.md, with one difference: the owner of the tables is the
role `tests`, which sees past the walls between schools, so that a test can make and look at the rows of
two schools. What the application does in a test, it does as the role `app`, for which the walls hold.
"""

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from itertools import pairwise
from pathlib import Path

from django.core.handlers.base import BaseHandler
from django.db import DatabaseError, connection
from psycopg.pq import TransactionStatus

DOCUMENT = Path(__file__).resolve().parent.parent / "docs/postgresql.md"
CONTEXT = ("user", "school", "member", "invitation", "version", "reach")  # all that a policy asks about
NO_CONTEXT = "SELECT " + ", ".join(f"set_config('app.{name}', '', false)" for name in CONTEXT)


def documented_sql() -> list[str]:
    """Return the scripts an operator runs: the roles, and after `migrate` the grants."""
    scripts = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    return [script.replace("schoolsafety_owner", "tests") for script in scripts]


def find_binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server programs, or None when there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    found = shutil.which("pg_ctl")
    return folders[-1].parent if folders else Path(found).parent if found else None


def _version(initdb: Path) -> int:
    return int(initdb.parts[-3])


class TemporaryPostgres:
    def __init__(self):
        self.bin = find_binaries()
        self.folder = Path(tempfile.mkdtemp(prefix="schoolsafety-pg-"))
        # initdb refuses to run as root.
        self.user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")

    def start(self) -> str:
        """Start the cluster on a free port of this machine; return its DATABASE_URL, as `tests`."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-D", data, "-o", options, "-l", str(self.folder / "log"), "-w", "start")
        roles, _ = documented_sql()
        psql = ["-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-d", "postgres", "-q"]
        own = "ALTER ROLE tests BYPASSRLS; GRANT app, schoolsafety_job TO tests;"
        self._run("psql", *psql, "-v", "ON_ERROR_STOP=1", given=roles + own)
        return f"postgres://tests@127.0.0.1:{port}/schoolsafety"

    def stop(self):
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str, given: str | None = None):
        command = [str(self.bin / program), *arguments]
        options = {"stdout": subprocess.DEVNULL, "cwd": "/", "input": given, "text": True}
        subprocess.run(command, check=True, **options, **self.user)


def grant() -> None:
    """Do what an operator does after `migrate`."""
    with connection.cursor() as cursor:
        cursor.execute(documented_sql()[1])


# Being the application for a while


@contextmanager
def as_role(role: str = "app") -> Iterator[None]:
    """Work as this role, in no school at first, and as who one was afterwards, in no school again.

    Past Django, so that no test counts these queries. Without a database there is nothing to do.
    """
    try:
        connection.ensure_connection()
    except (DatabaseError, RuntimeError):  # gone, or the test is not meant to need one
        yield
        return
    before = connection.connection.execute("SELECT current_user").fetchone()[0]
    _become(role, forget=before != role)
    try:
        yield
    finally:
        _become(before, forget=before != role)


def _become(role: str, *, forget: bool) -> None:
    raw = connection.connection
    if raw and not raw.closed and raw.info.transaction_status != TransactionStatus.INERROR:
        raw.execute(f'SET ROLE "{role}"' + (f"; {NO_CONTEXT}" if forget else ""))


@contextmanager
def requests_as_app() -> Iterator[None]:
    """Let every request, from the test client, the live server or WSGI, run as the application does."""
    get_response = BaseHandler.get_response

    @wraps(get_response)
    def get_response_as_app(handler, request):
        with as_role():
            return get_response(handler, request)

    BaseHandler.get_response = get_response_as_app
    try:
        yield
    finally:
        BaseHandler.get_response = get_response


def statements(captured: Iterable[dict]) -> list[str]:
    """Return the statements of captured queries, of which the audit log sends two in one message.

    What says where one works is left out, and so are the savepoints that are set for that.
    """
    queries = [
        part for query in captured for part in re.split("; (?=UPDATE schools_audithead)", query["sql"])
    ]
    says = [
        query.startswith(("SELECT set_config('app.", "SELECT current_setting('app.")) for query in queries
    ]
    savepoints = {
        before.split()[-1]
        for (before, _), (_, is_next) in pairwise(zip(queries, says, strict=True))
        if is_next and before.startswith("SAVEPOINT")
    }
    return [
        q for q, said in zip(queries, says, strict=True) if not said and q.split()[-1] not in savepoints
    ]
