"""Who the tests log in as: one fixture per role, and somebody of another school."""

from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import CaptureQueriesContext

from schools.permissions import Role
from tests.factories import make_member, make_school
from tests.postgres import grant, requests_as_app, statements
from tests.triggers import triggers_off


@pytest.fixture(autouse=True, scope="session")
def _requests_are_the_application(request):
    """On PostgreSQL a test sees every row, and a request runs as the role of the application."""
    if not request.config.cluster:
        yield
        return
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock():
        if connection.introspection.table_names():  # none, when no test of this run needs a database
            grant()
    with requests_as_app():
        yield


@pytest.fixture(autouse=True, scope="session")
def _log_is_emptied_between_tests():
    """After a transactional test all tables are emptied, and the audit log refuses that by itself."""
    empty = TransactionTestCase._fixture_teardown

    def switch_off_and_empty(case):
        with triggers_off():
            empty(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", switch_off_and_empty)
        yield


@pytest.fixture(autouse=True)
def _quick_and_local(settings):
    """Passwords hash in an instant, and rate limits start anew in every test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["default"].clear()


@pytest.fixture
def django_assert_num_queries(db):
    """As pytest-django's, but it does not count how PostgreSQL is told where a request works."""

    @contextmanager
    def check(count):
        with CaptureQueriesContext(connection) as captured:
            yield captured
        counted = statements(captured)
        assert len(counted) == count, "\n".join(counted)

    return check


@pytest.fixture
def school(db):
    return make_school()


@pytest.fixture
def team_member(school):
    return make_member(school, Role.TEAM)


@pytest.fixture
def contact(school):
    return make_member(school, Role.CONTACT)


@pytest.fixture
def principal(school):
    return make_member(school, Role.PRINCIPAL)


@pytest.fixture
def admin(school):
    return make_member(school, Role.ADMIN)


@pytest.fixture
def log_reader(school):
    return make_member(school, Role.LOG_READER)


@pytest.fixture
def outsider(db):
    """A member of the working group of another school."""
    return make_member(make_school(), Role.TEAM)


@pytest.fixture
def login(client):
    """Log in as a member; those who need a second factor have one."""

    def login_as(member):
        if member.needs_second_factor:
            Authenticator.objects.get_or_create(user=member.user, type=Authenticator.Type.TOTP, data={})
        client.force_login(member.user)
        return client

    return login_as
