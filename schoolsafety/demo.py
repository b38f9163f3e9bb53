"""Start the demonstration school: `python -m schoolsafety.demo`.

Makes its own database under var/, fills it once, prints the address and a login for each role, and
serves it. It never looks at the database of a real installation.
"""

import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from schools.permissions import Role

BASE_DIR = Path(__file__).resolve().parent.parent
HOST, PORT = "127.0.0.1", int(os.environ.get("PORT", "8000"))


def set_environment(folder: Path) -> None:
    """Fill in what settings.py asks for; the secret is made once and kept beside the database."""
    folder.mkdir(exist_ok=True)
    secret = folder / "demo-secret"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(50))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "schoolsafety.settings",
        "SECRET_KEY": secret.read_text(),
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "DEMO": "1",
        "HTTPS": "0",
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "EMAIL_URL": f"filemail:///{folder / 'mail'}",
        "KEY_FILE": str(folder / "demo-keys"),
        "AUDIT_ANCHOR_FILE": str(folder / "demo-anchors.txt"),
    }


def prepare() -> None:
    """Bring the database up to date and make the school when it is not there yet."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from schoolsafety.demo_school import make_demo_school  # noqa: PLC0415 - needs Django set up

    if not settings.KEY_FILE.exists():
        call_command("add_key")
    make_demo_school(at=timezone.now())
    call_command("load_criteria")
    call_command("forget_incidents")


def print_logins() -> None:
    from schoolsafety.demo_school import DATA  # noqa: PLC0415 - needs Django set up

    print(f"\nThe demonstration school is on http://{HOST}:{PORT} (stop it with Ctrl+C)\n")
    for person in DATA["people"]:
        role = " + ".join(Role(role).label for role in person["roles"])
        print(f"  {role:<28} {person['email']:<32} {DATA['password']}")
    print(flush=True)


def start_maker() -> None:
    """Start what makes the files beside the server, which takes the place of this process.

    It ends when its parent does; Ctrl+C reaches both.
    """
    command = [sys.executable, str(BASE_DIR / "manage.py"), "make_files", "--parent", str(os.getpid())]
    subprocess.Popen(command, stdout=subprocess.DEVNULL)


def main() -> None:
    with socket.socket() as probe:
        if probe.connect_ex((HOST, PORT)) == 0:
            sys.exit(f"Port {PORT} is in use. Stop what runs there, or choose another: PORT=8001 …")
    set_environment(BASE_DIR / "var")
    django.setup()
    prepare()
    print_logins()
    start_maker()
    options = ["--bind", f"{HOST}:{PORT}", "--threads", "4", "--log-level", "warning"]
    server = ["-m", "gunicorn", "schoolsafety.wsgi", "--no-control-socket", *options]
    os.execv(sys.executable, [sys.executable, *server])


if __name__ == "__main__":
    main()
