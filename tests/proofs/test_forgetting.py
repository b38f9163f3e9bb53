"""Hundreds of incidents over years are forgotten on the day that was promised, and leave nothing behind."""

import random
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction

from incidents.management.commands import forget_incidents
from incidents.models import CaseKey, Entry, Incident, Person, Tally
from incidents.services.forgetting import find_due, forget
from tests.factories import make_incident
from tests.incidents.closing import PUPIL, close, make_closed, noon
from tests.sqlite_file import on_disk, on_new_file

pytestmark = pytest.mark.proof

COUNT = 250  # in each country
FIRST, LAST = date(2026, 9, 1), date(2029, 8, 31)
HARD_DAYS = [date(2027, 7, 31), date(2027, 8, 1), date(2027, 8, 31), date(2027, 9, 1), date(2028, 2, 29)]
# By hand, and not from incidents/retention.py: the first day without names, and without the story.
GONE = {
    ("BE", 2026): ("2027-09-01", "2028-09-01"),
    ("BE", 2027): ("2028-09-01", "2029-09-01"),
    ("BE", 2028): ("2029-09-01", "2030-09-01"),
    ("NL", 2026): ("2027-08-01", "2029-08-01"),
    ("NL", 2027): ("2028-08-01", "2030-08-01"),
    ("NL", 2028): ("2029-08-01", "2031-08-01"),
    ("NL", 2029): ("2030-08-01", "2032-08-01"),
}
TURN = {"BE": (9, 1), "NL": (8, 1)}  # the first day of a school year


def promised(country: str, closed: date) -> tuple[date, date]:
    year = closed.year if (closed.month, closed.day) >= TURN[country] else closed.year - 1
    names, story = GONE[country, year]
    return date.fromisoformat(names), date.fromisoformat(story)


def looked_at() -> list[date]:
    """Return the days around every turn of the school year, and one in each month."""
    turns = [
        date(year, month, 1) + timedelta(days=n)
        for year in range(2027, 2033)
        for month in (8, 9)
        for n in (-1, 0, 1)
    ]
    return sorted({*turns, *(date(year, month, 15) for year in range(2027, 2033) for month in (2, 5, 12))})


def make_years(contact) -> list[tuple[Incident, date]]:
    """Report and close incidents over three years."""
    chance = random.Random(2026)
    days = [FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1)) for _ in range(COUNT)]
    days[: len(HARD_DAYS)] = HARD_DAYS
    with transaction.atomic():
        return [(make_closed(contact, day), day) for day in sorted(days)]


def still_there() -> tuple[set, set]:
    """Return the incidents of which names are there, and of which the story is."""
    names = Person.unscoped.exclude(name=None).values_list("incident", flat=True)
    return set(names), set(Entry.unscoped.values_list("incident", flat=True))


@pytest.mark.parametrize("country", ["BE", "NL"])
def test_right_ones_are_forgotten_on_every_day(contact, country):
    school = contact.school
    school.country = country
    school.save()
    made = make_years(contact)
    never = {make_incident(contact, PUPIL, at=noon(FIRST)).pk}
    for on in looked_at():
        forget(find_due(school, on), on=on, at=noon(on))

        names = {i.pk for i, closed in made if on < promised(country, closed)[0]}
        stories = {i.pk for i, closed in made if on < promised(country, closed)[1]}
        assert still_there() == (names | never, stories | never), on
    assert Tally.unscoped.count() == COUNT
    assert set(CaseKey.unscoped.values_list("incident", flat=True)) == never


# No remnant on disk

CLOSED, KEPT, ON = date(2026, 11, 20), date(2028, 11, 20), date(2028, 9, 1)


def run() -> None:
    with time_machine.travel(noon(ON)):
        call_command("forget_incidents", "--clock-is-right", stdout=StringIO())


def ciphertexts(incidents) -> list[bytes]:
    """Return pieces of all that these incidents sealed, and of their wrapped keys."""
    values = [i.head for i in incidents]
    values += [w for i in incidents for w in i.entries.values_list("record", flat=True)]
    for row in (p for i in incidents for p in i.persons.all()):
        values += [row.involvement, row.name]
    values += [i.key.wrapped for i in incidents]
    return [v[n : n + 24].encode() for v in values for n in range(36, len(v) - 24, 24)]


def remnants(path, pieces: list[bytes]) -> int:
    data = on_disk(path)
    return len([piece for piece in pieces if piece in data])


@pytest.fixture
def forgotten(db, tmp_path, request):
    """A file with incidents, of which most will be forgotten; and pieces of what must go."""
    if connection.vendor != "sqlite":
        pytest.skip("runs without --postgres: it needs a database that is a file")
    with on_new_file(tmp_path / "db.sqlite3") as path:
        contact = request.getfixturevalue("contact")
        with transaction.atomic():
            go = [make_closed(contact, CLOSED) for _ in range(20)]
            stay = make_incident(contact, PUPIL, at=noon(CLOSED))
            close(stay, contact, KEPT)
        yield path, ciphertexts(go), ciphertexts([Incident.unscoped.get(pk=stay.pk)])


def test_forgotten_incident_leaves_no_remnant_on_disk(forgotten):
    path, pieces, kept = forgotten
    before = remnants(path, pieces)

    run()

    assert before > 0.9 * len(pieces) > 900
    assert (remnants(path, pieces), Incident.unscoped.count()) == (0, 1)
    assert remnants(path, kept) > 0.8 * len(kept)


def test_without_secure_delete_remnants_stay(forgotten):
    path, pieces, _ = forgotten
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")

    run()

    assert remnants(path, pieces) > 100


def test_without_the_sweep_the_log_keeps_old_pages(forgotten, monkeypatch):
    path, pieces, _ = forgotten
    monkeypatch.setattr(forget_incidents, "sweep", lambda: True)

    run()

    assert remnants(path, pieces) > 100
