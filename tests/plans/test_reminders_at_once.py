"""Two timers at the same moment, on connections of their own. SQLite lets one write at a time."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.core import mail

from tests.assessments.test_at_once import act, held, wait_for_lock
from tests.factories import make_card, make_theme
from tests.plans.test_reminders_sent import make_due, run

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_runs_at_once_send_one_mail(transactional_db, team_member):
    make_due(team_member, make_card(make_theme()), 1)

    with ThreadPoolExecutor(2) as pool:
        with held(pool, partial(run, team_member.school)):
            second = pool.submit(act, partial(run, team_member.school))
            wait_for_lock(second)

        assert second.result() == {}
    assert len(mail.outbox) == 1
