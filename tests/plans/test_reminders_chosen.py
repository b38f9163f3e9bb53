"""Who switched a mail about actions off gets none; who switches it on again hears of nothing old."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail

from plans.models import Reminder
from plans.services.actions import hand_over_action
from schools.mail_choices import choose_mails
from tests.factories import make_member
from tests.plans.test_reminders_sent import SITE, make_due, run, share, told
from tests.postgres import as_role

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
DAY = timedelta(days=1)
LINE = f"Welke mails over acties je krijgt, kies je op je profiel: {SITE}/profiel/"


def choose(member, on=MONDAY - 10 * DAY, *, reminders=True, digest=True):
    at = datetime.combine(on, time(15), UTC)
    choose_mails(wants_reminders=reminders, wants_digest=digest, by=member, at=at)


def reminds(member, on) -> bool:
    return "reminded" in run(member.school, on)


@pytest.mark.parametrize(
    ("off", "left"),
    [
        ({"reminders": False}, {"digests": 1}),
        ({"digest": False}, {"reminded": 1}),
        ({"reminders": False, "digest": False}, {}),
        ({}, {"reminded": 1, "digests": 1}),
    ],
)
def test_what_is_switched_off_does_not_leave_and_the_other_does(team_member, card, off, left):
    make_due(team_member, card, 0, due_on=MONDAY + DAY)

    choose(team_member, **off)

    assert run(team_member.school, MONDAY) == left
    assert Reminder.unscoped.count() == len(left)  # what did not leave is not kept as if it had


def test_colleague_who_shares_the_action_still_gets_theirs(team_member, contact, card):
    share(make_due(team_member, card, 0, due_on=MONDAY + DAY), contact)

    choose(team_member, reminders=False, digest=False)

    assert run(team_member.school, MONDAY) == {"reminded": 1, "digests": 1}
    assert told() == [contact.user.email] * 2


def test_the_same_person_still_gets_the_mails_of_another_school(team_member, outsider, card):
    elsewhere = make_member(outsider.school, user=team_member.user)
    for member in (team_member, elsewhere):
        make_due(member, card, 1)

    choose(team_member, reminders=False)

    assert run(team_member.school) == {}
    assert run(elsewhere.school) == {"reminded": 1}


@pytest.mark.parametrize("while_off", [True, False], ids=["runs", "stands still"])
@pytest.mark.parametrize(
    ("on_again", "told_on"),
    [
        (30, [30, 7, 1, -1]),
        (29, [7, 1, -1]),
        (7, [7, 1, -1]),  # what comes on the very day counts
        (6, [1, -1]),
        (0, [-1]),
        (-1, [-1]),
        (-2, []),
    ],
)
def test_moments_that_passed_meanwhile_are_not_told(team_member, card, on_again, told_on, while_off):
    """Days are counted back from the one on which the action is due."""
    due = date(2027, 3, 18)
    make_due(team_member, card, 0, due_on=due)
    choose(team_member, due - 60 * DAY, reminders=False)
    if while_off:
        assert not [n for n in range(40, on_again, -1) if reminds(team_member, due - n * DAY)]

    choose(team_member, due - on_again * DAY)

    assert [n for n in range(on_again, -8, -1) if reminds(team_member, due - n * DAY)] == told_on


def test_what_left_before_it_was_switched_off_does_not_leave_again(team_member, card):
    make_due(team_member, card, 1)
    assert run(team_member.school) == {"reminded": 1}

    choose(team_member, TUESDAY, reminders=False)
    choose(team_member, TUESDAY)

    assert run(team_member.school, TUESDAY) == {}


def test_who_keeps_the_reminders_on_loses_none(team_member, card):
    """Saving the page again is no switching on: what a holiday held back still leaves after it."""
    make_due(team_member, card, 0, due_on=date(2026, 12, 29))
    run(team_member.school, date(2026, 12, 20))

    choose(team_member, date(2027, 1, 2), digest=False)

    assert run(team_member.school, date(2027, 1, 4)) == {"reminded": 1}


def test_overview_that_is_on_again_leaves_on_its_next_day_and_tells_of_then(team_member, card):
    make_due(team_member, card, 0, due_on=MONDAY + DAY)
    choose(team_member, reminders=False, digest=False)
    assert run(team_member.school, MONDAY) == {}

    choose(team_member, TUESDAY, reminders=False)

    weeks = [run(team_member.school, MONDAY + n * DAY) for n in range(1, 9)]
    assert weeks == [{}] * 6 + [{"digests": 1}, {}]


def test_both_mails_end_by_saying_where_to_change_this(team_member, card):
    make_due(team_member, card, 0, due_on=MONDAY + DAY)

    run(team_member.school, MONDAY)

    assert [m.body.strip().splitlines()[-1] for m in mail.outbox] == [LINE, LINE]


def test_action_that_is_handed_over_is_always_told(
    team_member, contact, card, django_capture_on_commit_callbacks
):
    action = make_due(team_member, card, 7)
    choose(contact, reminders=False, digest=False)

    with django_capture_on_commit_callbacks(execute=True):
        hand_over_action(action, to=contact, site=SITE, by=team_member, at=datetime.now(UTC))

    assert told() == [contact.user.email]


@pytest.mark.postgres
@pytest.mark.parametrize("role", ["app", "schoolsafety_job"])
def test_command_knows_the_choice_behind_the_walls(team_member, contact, card, role):
    for member in (team_member, contact):
        make_due(member, card, 1)
    choose(team_member, reminders=False)

    with as_role(role):
        assert run(team_member.school) == {"reminded": 1}

    assert told() == [contact.user.email]
