"""A PostgreSQL cluster of our own for one run: made, started and thrown away in about a second.

Tests connect as a plain role, because a superuser would walk through row-level security.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path


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
        """Start the cluster on a free port of this machine; return its DATABASE_URL."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "owner", "--auth=trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-D", data, "-o", options, "-l", str(self.folder / "log"), "-w", "start")
        server = ["-h", "127.0.0.1", "-p", str(port), "-U", "owner"]
        role = "CREATE ROLE app LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS"
        self._run("psql", *server, "-d", "postgres", "-c", role)
        self._run("createdb", *server, "-O", "app", "schoolsafety")
        return f"postgres://app@127.0.0.1:{port}/schoolsafety"

    def stop(self):
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str):
        command = [str(self.bin / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **self.user)
