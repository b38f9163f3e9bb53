"""The overview of the week: on its first school day, to who has something late or near."""

from datetime import date, timedelta

import pytest
from django.core import mail

from plans.models import Reminder
from tests.plans.test_reminders_sent import SITE, make_due, run, share

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def make_known(member, card, due_on):
    """Make an action of which nothing but the overview has to tell today."""
    action = make_due(member, card, 0, due_on=due_on)
    run(member.school, MONDAY - DAY)
    mail.outbox.clear()
    return action


def test_overview_says_what_is_late_and_what_comes(team_member, card):
    days = [MONDAY - 5 * DAY, MONDAY + 2 * DAY, MONDAY + 14 * DAY, MONDAY + 15 * DAY]
    late, near, far, _ = [make_known(team_member, card, day) for day in days]

    assert run(team_member.school, MONDAY) == {"digests": 1}

    (sent,) = mail.outbox
    link = f"{SITE}/acties/{{}}/\n"
    assert (sent.to, sent.subject) == ([team_member.user.email], "Jouw acties deze week")
    assert f"Te laat: 1 actie\n{link.format(late.pk)}" in sent.body
    assert f"In de komende 14 dagen: 2 acties\n{link.format(near.pk)}{link.format(far.pk)}" in sent.body
    assert sent.body.count("/acties/") == 4  # three, and the list
    assert "Fatima" not in sent.body + sent.subject


def test_overview_leaves_once_a_week(team_member, card):
    make_known(team_member, card, MONDAY - 5 * DAY)

    weeks = [[run(team_member.school, MONDAY + n * DAY) for n in (0, 0, 1, 4, 6, 7)]]

    assert weeks == [[{"digests": 1}, {}, {}, {}, {}, {"digests": 1}]]
    assert Reminder.unscoped.filter(action=None).count() == 2


def test_overview_of_a_week_that_begins_with_a_holiday_leaves_on_the_next_day(team_member, card):
    """Whit Monday of 2027."""
    whit_monday = date(2027, 5, 17)
    make_due(team_member, card, 0, due_on=date(2027, 5, 3))
    run(team_member.school, date(2027, 5, 10))

    done = [run(team_member.school, whit_monday + n * DAY) for n in range(3)]

    assert done == [{"holiday": 1}, {"digests": 1}, {}]


@pytest.mark.parametrize("days", [15, 200])
def test_nothing_near_means_no_overview(team_member, card, days):
    make_known(team_member, card, MONDAY + days * DAY)

    assert run(team_member.school, MONDAY) == {}


def test_partner_gets_an_overview_too(team_member, contact, card):
    share(make_known(team_member, card, MONDAY + 3 * DAY), contact)
    run(team_member.school, MONDAY - DAY)  # the partner hears of the moment that came already
    mail.outbox.clear()

    assert run(team_member.school, MONDAY) == {"digests": 2}
    assert sorted(m.to[0] for m in mail.outbox) == sorted([team_member.user.email, contact.user.email])
