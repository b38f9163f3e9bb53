"""Actions for the calendar that people have already: one whole day for each that is still open."""

from collections.abc import Callable, Iterable
from datetime import datetime

from icalendar import Calendar, Event

from plans.models import Action

CONTENT_TYPE = "text/calendar; charset=utf-8"
NO_CONTROLS = dict.fromkeys([*range(32), 127], " ")  # which no calendar may hold


def actions_ical(actions: Iterable[Action], *, at: datetime, link: Callable[[Action], str]) -> bytes:
    """Return the open ones of these actions as an iCalendar file (RFC 5545), without names of people.

    An action keeps its UID and counts its changes: taking the file in again moves what is there.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Schoolveilig online//Acties//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for action in actions:
        if action.is_open:
            calendar.add_component(_event(action, at, link(action)))
    return calendar.to_ical()


def _event(action: Action, at: datetime, link: str) -> Event:
    event = Event()
    event.add("uid", str(action.pk))
    event.add("sequence", action.version - 1)
    event.add("dtstamp", at)
    event.add("dtstart", action.due_on)
    event.add("summary", action.what.translate(NO_CONTROLS))
    event.add("url", link)
    event.add("transp", "TRANSPARENT")  # a day on which something is due is no day away
    return event
