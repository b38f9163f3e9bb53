"""The environment of the tests: settings, database, and what may be skipped.

`pytest` runs on SQLite, `pytest --postgres` on a PostgreSQL cluster that is made for the run.
"""

import os
import tempfile

import django
import pytest
from django.db import connection

from incidents import key_file
from tests.postgres import TemporaryPostgres, find_binaries

IN_CI = os.environ.get("CI") == "true"
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "schoolsafety.settings",
    "SECRET_KEY": "only-for-tests",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "HTTPS": "0",
    "DEMO": "0",
    "EMAIL_URL": "memorymail://",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # the browser's driver runs its own event loop
}


def pytest_addoption(parser):
    parser.addoption("--postgres", action="store_true", help="run on PostgreSQL instead of SQLite")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    os.environ.update(SETTINGS)
    os.environ.pop("STATIC_ROOT", None)
    config.cluster = None
    if config.getoption("--postgres") and find_binaries():
        config.cluster = TemporaryPostgres()
        os.environ["DATABASE_URL"] = config.cluster.start()
        # The cluster is thrown away whole: dropping its database first fails on a session still open.
        config.option.reuse_db = True
    else:
        os.environ["DATABASE_URL"] = "sqlite://:memory:"
    os.environ["KEY_FILE"] = tempfile.mkdtemp(prefix="schoolsafety-keys-") + "/keys"
    django.setup()
    if config.cluster:  # whose roles have their rights in this database
        connection.settings_dict["TEST"]["NAME"] = connection.settings_dict["NAME"]
    key_file.add_key()
    config.pluginmanager.import_plugin("tests.personas")  # it imports models


def pytest_unconfigure(config):
    if config.cluster:
        config.cluster.stop()


def pytest_collection_modifyitems(config, items):
    on_postgres = config.getoption("--postgres")
    for item in items:
        if on_postgres and not config.cluster:
            item.add_marker(pytest.mark.skip("PostgreSQL is missing: apt install postgresql"))
        elif not on_postgres and item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip("runs with --postgres"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """In CI nothing may be missing: a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = [r for r in reporter.stats.get("skipped", ()) if "--postgres" not in str(r.longrepr)]
    if IN_CI and skipped and exitstatus == 0:
        session.exitstatus = 1
