"""The open actions for the calendar that people have: as a program for calendars reads them."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from plans.action_ical import actions_ical
from plans.models import Action, Status
from schools.models import AuditEntry
from tests.factories import NOW, make_action

pytestmark = pytest.mark.time_machine(NOW, tick=False)
PK = UUID("3f2a91c0-1111-4222-8333-444444444444")
WHAT = 'Zoë zegt: "ja", nee; \\ of misschien ' + "é" * 60
LINES = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Schoolveilig online//Acties//NL",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    f"UID:{PK}",
    "SEQUENCE:2",
    "DTSTAMP:20261120T133200Z",
    "DTSTART;VALUE=DATE:20270115",
    'SUMMARY:Zoë zegt: "ja"\\, nee\\; \\\\ of misschien ' + "é" * 60,
    f"URL:https://school.example/acties/{PK}/",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
]


def write(*actions: Action) -> bytes:
    return actions_ical(actions, at=NOW, link=lambda action: f"https://school.example/acties/{action.pk}/")


def events(content: bytes) -> list:
    return Calendar.from_ical(content).walk("VEVENT")


def get(client, **query):
    return client.get(reverse("plans:ical", query=query))


def test_action_is_a_whole_day_with_a_link_and_blocks_no_time():
    content = write(Action(pk=PK, what=WHAT, due_on=date(2027, 1, 15), version=3))

    assert sorted(content.decode().replace("\r\n ", "").splitlines()) == sorted(LINES)


@given(what=st.text(min_size=1, max_size=300))
def test_every_text_makes_a_file_of_which_the_lines_are_short_and_clean(what):
    content = write(Action(pk=PK, what=what, due_on=date(2027, 1, 15)))

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if any(byte < 32 or byte == 127 for byte in line)]
    [event] = events(content)
    assert event["uid"] == str(PK)
    assert event["dtstart"].dt == date(2027, 1, 15)


def test_text_comes_back_as_it_was():
    [event] = events(write(Action(pk=PK, what=WHAT, due_on=date(2027, 1, 15))))

    assert event["summary"] == WHAT


@pytest.mark.parametrize("status", [Status.DONE, Status.DROPPED])
def test_only_open_actions_are_in_it(status):
    closed = Action(pk=PK, what="Klaar", due_on=date(2027, 1, 15), status=status)

    assert events(write(closed)) == []


def test_download_holds_what_the_list_shows_of_the_own_school(login, team_member, contact, outsider, card):
    mine = make_action(team_member, card)
    for other in (contact, outsider):
        make_action(other, card)

    response = get(login(team_member), toon="mijn")

    [event] = events(response.content)
    assert (event["uid"], event["url"]) == (str(mine.pk), f"http://testserver/acties/{mine.pk}/")
    assert event["dtstamp"].dt == datetime(2026, 11, 20, 13, 32, tzinfo=UTC)
    assert team_member.user.name not in response.content.decode()


def test_download_is_a_file_and_is_written_down(login, team_member):
    response = get(login(team_member))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="acties-2026-11-20.ics"'
    assert AuditEntry.unscoped.get(school=team_member.school, action="actions.calendar").by == team_member
