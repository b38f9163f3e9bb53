"""A real Chromium, and a live server for it. What the browser complains about fails the test."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections

from tests.browser.complaints import Complaints
from tests.browser.looking import LAPTOP, Look

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium")
    # Playwright switches off what keeps a page alive for the back button; people have it on.
    own = {"args": FLAGS, "ignore_default_args": ["--disable-back-forward-cache"]}
    return browser_type_launch_args | own | {"executable_path": CHROMIUM}


@pytest.fixture(scope="session")
def _connection_per_thread(django_db_setup, django_db_blocker, tmp_path_factory):
    """On SQLite, work from here on with a copy of the test database in a file.

    In memory, all threads of the server would share one connection, and so each other's transactions.
    """
    in_memory, of_memory = connections["default"], connections.settings["default"]
    if in_memory.vendor != "sqlite":
        yield
        return
    path = str(tmp_path_factory.mktemp("browser") / "db.sqlite3")
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
        in_memory.ensure_connection()
        in_memory.connection.backup(copy)
    connections.settings["default"] = of_memory | {"NAME": path}
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections.settings["default"], connections["default"] = of_memory, in_memory


@pytest.fixture(scope="session")
def live_server(_connection_per_thread, live_server):
    return live_server


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    own = {"locale": "nl-BE", "timezone_id": "Europe/Brussels", "viewport": LAPTOP}
    return browser_context_args | own


@pytest.fixture
def complaints(live_server):
    """What the browser complained about; a test that provokes it says so with `expect`."""
    found = Complaints(live_server.url)
    yield found
    assert found.unexpected == []


@pytest.fixture
def new_context(transactional_db, complaints, new_context):
    """Make another browser window with cookies of its own, for another person."""

    def make(**options):
        context = new_context(**options)
        context.set_default_timeout(5000)
        complaints.watch(context)
        return context

    return make


@pytest.fixture
def look(page):
    """Look for barriers on the page as it is; the test ends when one was found anywhere."""
    found = Look(page)
    yield found
    assert found.faults == {}
