"""The mails before and after the day of an action: who gets one, what it says, and that it comes once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail

from plans.models import Action, ActionPartner, Reminder, Status
from plans.services.actions import add_action, change_action
from plans.services.reminders import send_reminders
from schools.models import Membership
from schools.permissions import Role
from tests.factories import make_action, make_member, make_user

SITE = "https://school.example"
TUESDAY = date(2026, 11, 24)  # no day for the overview of the week
DAY = timedelta(days=1)
LONG_AGO = datetime(2026, 9, 1, 12, tzinfo=UTC)


def run(school, on=TUESDAY) -> dict:
    return dict(send_reminders(school, site=SITE, at=datetime.combine(on, time(6), UTC)))


def make_due(owner, card, days, **fields) -> Action:
    """Make an action of long ago that is due so many days after Tuesday."""
    values = {"due_on": TUESDAY + days * DAY, "created_at": LONG_AGO, "what": "Gesprek met Fatima"}
    return make_action(owner, card, **values | fields)


def share(action, member):
    ActionPartner.unscoped.create(school=action.school, action=action, member=member)


def told() -> list[str]:
    return sorted(m.to[0] for m in mail.outbox)


def test_mail_says_how_many_and_where_and_nothing_of_what(team_member, card):
    late, near = [make_due(team_member, card, days) for days in (-1, 1)]

    assert run(team_member.school) == {"reminded": 1}

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([team_member.user.email], "Herinnering: 2 acties")
    assert f"Te laat: 1 actie\n{SITE}/acties/{late.pk}/\n" in sent.body
    assert f"Tegen vandaag of morgen: 1 actie\n{SITE}/acties/{near.pk}/\n" in sent.body
    assert f"{SITE}/acties/?toon=mijn" in sent.body
    assert not [word for word in ("Fatima", "Gesprek", card.title, card.theme.name) if word in sent.body]


def test_owner_and_partners_each_get_one_mail(team_member, contact, principal, card):
    make_member(team_member.school, Role.TEAM)  # who has nothing to do with it
    for action in (make_due(team_member, card, 7), make_due(contact, card, 30)):
        share(action, principal)

    assert run(team_member.school) == {"reminded": 3}
    assert told() == sorted(m.user.email for m in (team_member, contact, principal))


@pytest.mark.parametrize("days", [2, 6, 8, 29, 31, -2])
def test_between_the_days_nothing_leaves(team_member, card, days):
    make_due(team_member, card, days)
    run(team_member.school, TUESDAY - DAY)  # a Monday: what came before is known
    mail.outbox.clear()

    assert run(team_member.school) == {}


def test_four_reminders_leave_in_the_life_of_an_action(team_member, card):
    action = make_due(team_member, card, 30, due_on=date(2026, 12, 11))
    counts = {}

    for n in range(60):
        on = date(2026, 11, 1) + n * DAY
        done = run(team_member.school, on)
        counts |= {on: done["reminded"]} if done.get("reminded") else {}

    # 11 November is a holiday in Flanders, so the first leaves a day later.
    assert counts == {
        date(2026, 11, 12): 1,
        date(2026, 12, 4): 1,
        date(2026, 12, 10): 1,
        date(2026, 12, 12): 1,
    }
    assert Reminder.unscoped.filter(action=action).count() == 4


def test_second_run_of_the_day_sends_nothing(team_member, card):
    make_due(team_member, card, 1)

    assert [run(team_member.school) for _ in range(2)] == [{"reminded": 1}, {}]
    assert len(mail.outbox) == 1


def test_what_falls_in_a_holiday_is_said_once_on_the_first_day_after_it(team_member, card):
    """The Christmas holiday of 2026 begins on Monday 21 December and ends on Sunday 3 January."""
    make_due(team_member, card, 0, due_on=date(2026, 12, 29))
    run(team_member.school, date(2026, 12, 20))
    mail.outbox.clear()

    done = [run(team_member.school, date(2026, 12, 21) + n * DAY) for n in range(17)]

    assert done == [{"holiday": 1}] * 14 + [{"reminded": 1, "digests": 1}, {}, {}]
    assert "Te laat: 1 actie" in mail.outbox[0].body


def test_holidays_are_those_of_the_country_of_the_school(team_member, card):
    make_due(team_member, card, 1, due_on=date(2026, 11, 12))
    armistice = date(2026, 11, 11)

    assert run(team_member.school, armistice) == {"holiday": 1}

    team_member.school.country = "NL"
    team_member.school.save()
    assert run(team_member.school, armistice) == {"reminded": 1}


def test_other_day_reminds_again(team_member, card):
    fields = {"card": card, "question": None, "what": "Iets", "due_on": TUESDAY + DAY}
    action = add_action(owner=team_member, by=team_member, at=LONG_AGO, **fields)
    assert run(team_member.school) == {"reminded": 1}
    later = TUESDAY + 14 * DAY

    change_action(action, by=team_member, at=datetime(2026, 11, 24, 12, tzinfo=UTC), due_on=later)

    sent = [on for n in range(1, 15) if run(team_member.school, on := TUESDAY + n * DAY).get("reminded")]
    assert sent == [later - 7 * DAY, later - DAY]


@pytest.mark.parametrize("status", [Status.DONE, Status.DROPPED])
def test_closed_action_is_not_reminded_of(team_member, card, status):
    make_due(team_member, card, -1, status=status, finished_on=TUESDAY if status == Status.DONE else None)

    assert run(team_member.school) == {}


def test_who_left_or_may_not_read_actions_gets_no_mail_and_a_partner_does(team_member, contact, card):
    log_reader = make_member(team_member.school, Role.LOG_READER)
    blocked = make_member(team_member.school, user=make_user(is_active=False))
    for owner in (team_member, log_reader, blocked):
        share(make_due(owner, card, 1), contact)
    Membership.unscoped.filter(pk=team_member.pk).update(left_at=LONG_AGO)

    assert run(team_member.school) == {"reminded": 1}
    assert told() == [contact.user.email]
    assert mail.outbox[0].subject == "Herinnering: 3 acties"


def test_other_school_is_left_alone(team_member, outsider, card):
    make_due(outsider, card, 1)

    assert run(team_member.school) == {}
    assert mail.outbox == []
