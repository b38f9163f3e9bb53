"""Two acts in one school at the same moment, each in a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import connection, transaction

from schools import audit, services
from schools.models import AuditEntry
from tests.factories import NOW, make_member, make_school, make_user

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def in_a_connection_of_its_own(act, *args):
    try:
        with transaction.atomic():
            return act(*args)
    finally:
        connection.close()


def record(member, action="act"):
    audit.record(action, member, by=member, at=NOW)


def entries():
    return list(AuditEntry.unscoped.order_by("number").values_list("number", "action"))


@pytest.mark.parametrize("earlier", [0, 1])
def test_second_act_waits_and_gets_the_next_number(team_member, earlier):
    """Also when neither has a chain to lock yet."""
    if earlier:
        in_a_connection_of_its_own(record, team_member, "earlier")
    recorded = Event()

    def linger():
        record(team_member, "first")
        recorded.set()
        sleep(0.2)  # the second one asks for its number while this is not committed

    def follow():
        recorded.wait(5)
        record(team_member, "second")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(in_a_connection_of_its_own, [linger, follow]))

    expected = ["earlier"] * earlier + ["first", "second"]
    assert entries() == list(enumerate(expected, start=1))
    assert audit.verify(str(team_member.school_id), []) == len(expected)


def test_many_acts_at_once_fork_nothing(team_member):
    start = Barrier(4)

    def act(_):
        start.wait(5)
        for _ in range(10):
            in_a_connection_of_its_own(record, team_member)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(act, range(4)))

    assert [number for number, _ in entries()] == list(range(1, 41))
    assert audit.verify(str(team_member.school_id), []) == 40


def test_act_that_fails_gives_its_number_to_the_one_that_waits(team_member):
    recorded = Event()

    def fail():
        record(team_member, "first")
        recorded.set()
        sleep(0.2)
        transaction.set_rollback(True)

    def follow():
        recorded.wait(5)
        record(team_member, "second")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(in_a_connection_of_its_own, [fail, follow]))

    assert entries() == [(1, "second")]


def test_two_people_of_the_same_two_schools_log_in_at_once(monkeypatch):
    schools, people = [make_school(), make_school()], [make_user(), make_user()]
    for person, order in zip(people, (schools, schools[::-1]), strict=True):
        for n, school in enumerate(order):
            make_member(school, user=person, joined_at=NOW + timedelta(days=n))
    write = audit.record
    monkeypatch.setattr(audit, "record", lambda *a, **k: (write(*a, **k), sleep(0.2)))

    def log_in(user):
        in_a_connection_of_its_own(lambda: services.record_login(user, at=NOW))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(log_in, people))

    assert [number for _, number, _ in audit.heads()] == [2, 2]
