"""When somebody is reminded of an action. Days in, answers out; no database.

Each reminder leaves on its day, or on the first day after it on which mails may leave. Of those that
fell on days without mail only the last is sent: it says all that the earlier ones would have said.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from plans.models import Moment
from schoolsafety.holidays import next_school_day

# How many days after its due date an action comes to each moment; the last one first.
MOMENTS = ((1, Moment.LATE), (-1, Moment.DAY), (-7, Moment.WEEK), (-30, Moment.MONTH))


def moment(due_on: date, *, since: date, on: date) -> Moment | None:
    """Return the last moment that has come, or None when none came after the action got this day.

    Who plans something for next week is not told at once that it is due next week.
    """
    days, known = (on - due_on).days, (since - due_on).days
    return next((moment for after, moment in MOMENTS if known < after <= days), None)


def monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def is_digest_day(on: date, country: str) -> bool:
    """Tell whether this is the first school day of its week: a Monday, mostly."""
    return on == next_school_day(monday(on), country)


def known_since(made_on: date, changes: Iterable[tuple[date, date]]) -> date:
    """Return the day on which an action got its present due date.

    `changes` are (day of the change, the due date then), the oldest first.
    """
    since, before = made_on, None
    for changed_on, was_due_on in changes:
        if before is not None and was_due_on != before:
            since = changed_on
        before = was_due_on
    return since
