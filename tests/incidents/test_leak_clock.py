"""The clock of a data leak: 72 hours that pass, said in the time of the school."""

from datetime import UTC, date, datetime, timedelta

import pytest

from incidents.content import Head
from incidents.kinds import Kind
from incidents.leak import clock, due
from incidents.leak_forms import LeakForm

KNOWN = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)  # 14.05 in Brussels
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def make_head(known=KNOWN, **fields):
    values = {"theme": "privacy", "kind": Kind.DATA_LEAK, "happened_at": known, "logged_at": known}
    return Head(**values | {"leak_known_at": known} | fields)


def test_end_names_the_moment_and_the_zone():
    said = clock(make_head(), KNOWN)

    assert said.end == "maandag 23 november 2026, 14.05 uur (Brusselse tijd)"
    assert said.end_iso == "2026-11-23T13:05:00+00:00"


def test_end_names_the_zone_of_the_other_country(settings):
    settings.TIME_ZONE = "Europe/Amsterdam"

    assert clock(make_head(), KNOWN).end.endswith("14.05 uur (Amsterdamse tijd)")


@pytest.mark.parametrize(
    ("known", "end"),
    [
        # 12.00 summer time is 10.00 UTC; three days later that is 11.00 winter time.
        ((10, 23, 10, 0), "maandag 26 oktober 2026, 11.00 uur (Brusselse tijd, wintertijd)"),
        ((3, 27, 11, 0), "maandag 30 maart 2026, 13.00 uur (Brusselse tijd, zomertijd)"),
        # The hour that comes twice: half past two, the first and the second time.
        ((10, 22, 0, 30), "zondag 25 oktober 2026, 02.30 uur (Brusselse tijd, zomertijd)"),
        ((10, 22, 1, 30), "zondag 25 oktober 2026, 02.30 uur (Brusselse tijd, wintertijd)"),
    ],
)
def test_72_hours_pass_when_the_clocks_change(known, end):
    known = datetime(2026, *known, tzinfo=UTC)
    said = clock(make_head(known), known)

    assert said.end == end
    assert datetime.fromisoformat(said.end_iso) - known == timedelta(hours=72)
    assert said.left == "nog 3 dagen"


@pytest.mark.parametrize(
    ("passed", "left", "in_list"),
    [
        (HOUR, "nog 2 dagen en 23 uur", "datalek: nog 71 uur"),
        (41 * HOUR, "nog 1 dag en 7 uur", "datalek: nog 31 uur"),
        (68 * HOUR + 40 * MINUTE, "nog 3 uur en 20 minuten", "datalek: nog 3 uur"),
        (71 * HOUR + 59 * MINUTE, "nog 1 minuut", "datalek: nog minder dan een uur"),
        (72 * HOUR, "nog minder dan een minuut", "datalek: nog minder dan een uur"),
        (72 * HOUR + MINUTE, "", "datalek: termijn voorbij"),
    ],
)
def test_what_is_left_in_words(passed, left, in_list):
    said = clock(make_head(), KNOWN + passed)

    assert (said.left, said.is_over) == (left, not left)
    assert due(make_head(), KNOWN + passed) == in_list


@pytest.mark.parametrize("fields", [{"leak_settled": True}, {"kind": Kind.COMPLAINT}])
def test_list_says_nothing_of_what_is_settled_or_no_leak(fields):
    assert due(make_head(**fields), KNOWN + 80 * HOUR) == ""


def test_clock_of_what_turned_out_to_be_a_leak_starts_when_it_was_logged():
    assert clock(make_head(leak_known_at=None), KNOWN).left == "nog 3 dagen"


def known_in(typed, head):
    form = LeakForm(
        {"known_at": typed, "seen": "0"}, head=head, country="BE", today=date(2026, 11, 20), now=KNOWN
    )
    return form.cleaned_data["known_at"].astimezone(UTC) if form.is_valid() else list(form.errors)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # comes twice: the first
        ("2026-10-25T03:30", datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
        ("2026-03-29T02:30", ["known_at"]),  # never was
        ("2026-13-29T02:30", ["known_at"]),
        ("gisteren", ["known_at"]),
        ("", ["known_at"]),
    ],
)
def test_moment_may_be_in_the_hour_that_comes_twice(typed, known):
    assert known_in(typed, make_head()) == known


def test_moment_in_the_second_of_those_hours_stays_where_it_is():
    second = datetime(2026, 10, 25, 1, 30, 12, tzinfo=UTC)

    assert known_in("2026-10-25T02:30", make_head(second)) == second
