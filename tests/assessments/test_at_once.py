"""Several people at the same moment, on connections of their own. SQLite lets one write at a time."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Event
from time import monotonic

import pytest
from django.db import connection, transaction

from assessments.merging import Entry
from assessments.models import Answer, Round
from assessments.services import RoundClosed, close_round, save_answers
from tests.assessments.helpers import LATER, revisions
from tests.factories import make_card, make_round, make_theme

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@pytest.fixture
def round(transactional_db, team_member):
    return make_round(team_member, make_card(make_theme()).theme)


def act(function):
    """Run in a thread of its own, and so on a connection of its own."""
    try:
        return function()
    finally:
        connection.close()


def save(round, by=None, version=0, **fields):
    question = round.themes.get().theme.cards.get().questions.get()
    return save_answers(round, [Entry(question, version, fields)], by=by or round.opened_by, at=LATER)


def close(round):
    close_round(round, by=round.opened_by, at=LATER)


@contextmanager
def held(pool, function):
    """Run the function in a transaction that stays open until the end of the block."""
    is_done, may_commit = Event(), Event()

    def run():
        with transaction.atomic():
            function()
            is_done.set()
            may_commit.wait(10)

    future = pool.submit(act, run)
    is_done.wait(10)
    try:
        yield
    finally:
        may_commit.set()
        future.result()


def wait_for_lock(future):
    """Return once the other thread waits for a lock; fail when it went through instead."""
    give_up_at = monotonic() + 10
    with connection.cursor() as cursor:
        while not future.done() and monotonic() < give_up_at:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
    pytest.fail("it did not wait")


def in_parallel(functions):
    with ThreadPoolExecutor(len(functions)) as pool:
        return list(pool.map(act, functions))


def test_same_save_ten_times_at_once_is_one_answer(round):
    in_parallel([partial(save, round, value=2, text="Elke maand", remark="")] * 10)

    assert revisions(round) == [(1, 2, "Elke maand", "")]


def test_ten_saves_at_once_leave_ten_revisions_without_gaps(round):
    texts = [f"Tekst {number}" for number in range(10)]

    in_parallel([partial(save, round, text=text) for text in texts])

    saved = revisions(round)
    assert [version for version, *_ in saved] == list(range(1, 11))
    assert sorted(text for _, _, text, _ in saved) == texts
    assert Answer.unscoped.get().text == saved[-1][2]


def test_two_people_at_once_one_is_saved_and_one_must_choose(round, contact):
    members = {"Van mij": round.opened_by, "Van de collega": contact}

    results = in_parallel([partial(save, round, by, text=text) for text, by in members.items()])

    (outcomes,) = zip(*(result.values() for result in results), strict=True)
    ((_, _, kept, _),) = revisions(round)
    assert [outcome.clashes for outcome in outcomes if outcome.clashes] == [
        {"text": (set(members) - {kept}).pop()}
    ]


def test_close_waits_for_a_save_that_is_under_way(round):
    with ThreadPoolExecutor(2) as pool:
        with held(pool, partial(save, round, text="Net op tijd")):
            closing = pool.submit(act, partial(close, round))
            wait_for_lock(closing)
        closing.result()

    assert not Round.unscoped.get().is_open
    assert Answer.unscoped.get().text == "Net op tijd"


def test_save_waits_for_a_close_that_is_under_way_and_is_refused(round):
    with ThreadPoolExecutor(2) as pool:
        with held(pool, partial(close, round)):
            saving = pool.submit(act, partial(save, round, text="Net te laat"))
            wait_for_lock(saving)
        with pytest.raises(RoundClosed):
            saving.result()

    assert not Answer.unscoped.exists()
