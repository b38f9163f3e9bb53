"""When a reminder leaves: before the day, after it, around holidays, and after a change."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.models import Moment
from plans.reminders import is_digest_day, known_since, moment, monday

DUE, LONG_AGO = date(2027, 3, 18), date(2026, 9, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days_before", "expected"),
    [
        (31, None),
        (30, Moment.MONTH),
        (8, Moment.MONTH),
        (7, Moment.WEEK),
        (2, Moment.WEEK),
        (1, Moment.DAY),
        (0, Moment.DAY),
        (-1, Moment.LATE),
        (-400, Moment.LATE),
    ],
)
def test_moment_is_the_last_one_that_came(days_before, expected):
    assert moment(DUE, since=LONG_AGO, on=DUE - days_before * DAY) == expected


@pytest.mark.parametrize(
    ("since_before", "on_before", "expected"),
    [
        (20, 19, None),  # planned within the month: that it is within the month is no news
        (20, 7, Moment.WEEK),
        (7, 6, None),
        (3, 1, Moment.DAY),
        (0, -1, Moment.LATE),
        (-5, -6, None),  # it was late when it was planned
    ],
)
def test_moment_from_before_it_was_planned_does_not_count(since_before, on_before, expected):
    assert moment(DUE, since=DUE - since_before * DAY, on=DUE - on_before * DAY) == expected


@given(due=st.dates(), since=st.dates(), on=st.dates())
def test_no_day_is_too_far(due, since, on):
    assert moment(due, since=since, on=on) in (None, *Moment)


@given(due=st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_each_moment_comes_once_in_the_order_of_the_days(due):
    days = [due + n * DAY for n in range(-60, 30)]
    came = [moment(due, since=LONG_AGO - 900 * DAY, on=day) for day in days]

    assert [m for n, m in enumerate(came) if m and m != came[n - 1]] == [
        Moment.MONTH,
        Moment.WEEK,
        Moment.DAY,
        Moment.LATE,
    ]


@pytest.mark.parametrize(
    ("changes", "since"),
    [
        ([], date(2026, 9, 1)),
        ([(date(2026, 9, 1), DUE)], date(2026, 9, 1)),
        ([(date(2026, 9, 1), DUE), (date(2026, 10, 1), DUE)], date(2026, 9, 1)),  # another owner
        ([(date(2026, 9, 1), DUE - DAY), (date(2026, 10, 1), DUE)], date(2026, 10, 1)),
        (
            [(date(2026, 9, 1), DUE), (date(2026, 10, 1), DUE - DAY), (date(2026, 11, 1), DUE)],
            date(2026, 11, 1),
        ),
    ],
)
def test_due_date_is_known_since_it_became_this_one(changes, since):
    assert known_since(LONG_AGO, changes) == since


@pytest.mark.parametrize(
    ("on", "country", "expected"),
    [
        (date(2026, 11, 16), "BE", True),  # an ordinary Monday
        (date(2026, 11, 17), "BE", False),
        (date(2026, 11, 15), "BE", False),  # Sunday
        (date(2026, 11, 2), "BE", False),  # autumn holiday
        (date(2026, 11, 9), "BE", True),  # the Monday after it
        (date(2027, 5, 17), "BE", False),  # Whit Monday
        (date(2027, 5, 18), "BE", True),
        (date(2027, 5, 17), "NL", False),
        (date(2026, 8, 31), "BE", False),  # a Monday of the summer
        (date(2026, 9, 1), "BE", True),
        (date(2026, 9, 7), "NL", True),
    ],
)
def test_overview_leaves_on_the_first_school_day_of_the_week(on, country, expected):
    assert is_digest_day(on, country) is expected


def test_week_begins_on_monday():
    assert [monday(date(2026, 11, 16) + n * DAY) for n in (-1, 0, 6)] == [
        date(2026, 11, 9),
        date(2026, 11, 16),
        date(2026, 11, 16),
    ]
