"""Two who make files, at the same moment, on connections of their own. SQLite lets one write at a time."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from plans.models import State
from plans.services.file_queue import SILENT, _claim
from tests.assessments.test_at_once import act, held, wait_for_lock
from tests.factories import NOW, make_file

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("lost", "after"), [(0, (State.COLLECTING, 1)), (1, (State.COLLECTING, 2)), (2, (State.FAILED, 3))]
)
def test_two_who_find_the_same_lost_maker_count_it_once(transactional_db, principal, lost, after):
    file = make_file(principal, state=State.WRITING, beat_at=NOW - 2 * SILENT, lost=lost)
    claim = partial(_claim, principal.school, NOW)

    with ThreadPoolExecutor(2) as pool:
        with held(pool, claim):
            second = pool.submit(act, claim)
            wait_for_lock(second)
        assert second.result() is None

    file.refresh_from_db()
    assert (file.state, file.lost) == after
