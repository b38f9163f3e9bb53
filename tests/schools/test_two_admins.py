"""Two administrators at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import connection

from schools import services
from schools.permissions import Role
from tests.factories import NOW, make_member, make_school


@pytest.fixture
def lingering(monkeypatch):
    """Make the check of the last administrator last long enough for the other to ask it too."""
    check = services.is_last_admin

    def check_and_linger(member):
        answer = check(member)
        sleep(0.1)
        return answer

    monkeypatch.setattr(services, "is_last_admin", check_and_linger)


def leave(admin):
    try:
        services.end_membership(admin, by=admin, at=NOW)
    except services.LastAdmin:
        return "stays"
    finally:
        connection.close()
    return "left"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_admins_who_leave_together_do_not_leave_the_school_alone(lingering):
    school = make_school()
    admins = [make_member(school, Role.ADMIN) for _ in range(2)]

    with ThreadPoolExecutor(2) as pool:
        results = sorted(pool.map(leave, admins))

    assert results == ["left", "stays"]
