"""Who gets a copy of the database, the logs and the mails reads no word of any incident.

Every secret word holds the same stem, so that looking for that, in every way in which a text may be
written down, looks for all of them at once.
"""

import json
import logging
import subprocess
from base64 import b64encode
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from incidents.content import Record
from incidents.kinds import PersonRole, Relation
from incidents.models import AccessRequest, Incident, Lesson, RetentionTerms, Tally
from incidents.records import Type
from incidents.services.cases import Writing, open_case, show_names
from incidents.services.report import NewPerson, add_note, correct_record
from incidents.services.retention import hold_incident
from incidents.vault import SchoolVault
from tests.factories import NOW, make_incident
from tests.postgres import find_binaries
from tests.sqlite_file import on_disk, on_new_file

pytestmark = pytest.mark.proof

STEM = "Zöqwxvkjyh"
INCIDENTS, PERSONS = 200, 5
# Every way in which a text may be written down, each from a text to bytes.
WAYS = {
    "utf-8": str.encode,
    "utf-16 le": lambda text: text.encode("utf-16-le"),
    "utf-16 be": lambda text: text.encode("utf-16-be"),
    "base64": lambda text: b64encode(text.encode()),
    "base64, one on": lambda text: b64encode(b"x" + text.encode()),
    "base64, two on": lambda text: b64encode(b"xx" + text.encode()),
    "hex": lambda text: text.encode().hex().encode(),
    "url": lambda text: quote(text).encode(),
    "escaped": lambda text: text.encode("unicode_escape"),
    "json": lambda text: json.dumps(text)[1:-1].encode(),
}
EDGES = {"base64": (0, 1), "base64, one on": (1, 1), "base64, two on": (1, 1)}  # pieces of 4 characters


def needle(way: str) -> bytes:
    """Return the stem as it is written in this way, without what its neighbours change."""
    first, last = EDGES.get(way, (0, 0))
    written = WAYS[way](STEM)
    return written[4 * first : len(written) - 4 * last]


def found_in(data: bytes) -> list[str]:
    data += data.replace(b"\\\\", b"\\")  # a dump of PostgreSQL doubles each backslash
    lower = data.lower()
    return [w for w in WAYS if needle(w) in data or (w in ("hex", "url") and needle(w).lower() in lower)]


def secret(n: int, what: str) -> str:
    return f"{what} {STEM} {n:04}"


def make_secrets(contact) -> set[str]:
    """Make incidents with secret words in every field; return the names."""
    people = [
        [
            NewPerson(PersonRole.VICTIM, Relation.PUPIL, secret(n * PERSONS + p, "naam"), secret(n, "noot"))
            for p in range(PERSONS)
        ]
        for n in range(INCIDENTS)
    ]
    with transaction.atomic():
        for n, persons in enumerate(people):
            words = {name: secret(n, name) for name in ("title", "story", "place", "group")}
            fill(make_incident(contact, *persons, **words), contact, n)
        keep_of_school(contact)
    return {person.name for persons in people for person in persons}


def fill(incident, contact, n: int) -> None:
    by = {"by": contact, "at": NOW}
    add_note(incident, text=secret(n, "notitie"), **by)
    correct_record(incident, number=1, text=secret(n, "verbeterd"), **by)
    data = {"name": "images", "where": secret(n, "blad")}
    Writing(incident, **by).add(Record(type=Type.SHEET, at=NOW, data=data))
    hold_incident(incident, reason=secret(n, "uitgesteld"), **by)


def keep_of_school(contact) -> None:
    school, vault = {"school": contact.school}, SchoolVault(contact.school_id)
    rows = [Lesson(**school, school_year=2026), Tally(**school, school_year=2026)]
    for row in [*rows, AccessRequest(**school, number=1, opened_by=contact, until=NOW.date())]:
        row.sealed = vault.seal(row, "sealed", secret(1, "bewaard"))
        row.save()


def use(client, contact) -> None:
    """Read, search and write as people do; a session, messages, the cache and the log come of it."""
    incident = Incident.unscoped.order_by("number").first()
    url = {
        name: reverse(f"incidents:{name}", args=[incident.pk])
        for name in ("detail", "names", "note", "hold")
    }
    client.get(reverse("incidents:list"), {"q": STEM})
    client.get(url["detail"])
    client.post(url["names"])
    client.post(url["note"], {"text": secret(9, "typt"), "key": uuid4()})
    client.post(url["hold"], {"reason": secret(9, "weer"), "key": uuid4()})
    client.post(url["note"], {"text": secret(9, "typt"), "happened_at": STEM})
    cache.set("limit", 5)


@pytest.fixture
def register(transactional_db, request, settings, tmp_path, caplog):
    """Return a contact, the names, and a function that dumps the database."""
    caplog.set_level(logging.DEBUG)
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    }
    if connection.vendor == "postgresql":
        yield from _filled(request, dump_of_postgres)
        return
    with on_new_file(tmp_path / "db.sqlite3") as path:
        yield from _filled(request, lambda: on_disk(path))


def _filled(request, dump):
    call_command("createcachetable", verbosity=0)
    contact = request.getfixturevalue("contact")
    names = make_secrets(contact)
    use(request.getfixturevalue("login")(contact), contact)
    yield contact, names, dump


def dump_of_postgres() -> bytes:
    place = connection.settings_dict
    options = ["-h", place["HOST"], "-p", str(place["PORT"]), "-U", place["USER"], place["NAME"]]
    return subprocess.run([find_binaries() / "pg_dump", *options], check=True, capture_output=True).stdout


def names_read_back(contact) -> set[str]:
    incidents = Incident.objects.visible_to(contact).select_related("key")
    return {name for i in incidents for name in show_names(i, by=contact, at=NOW).values()}


def test_dump_logs_and_mails_hold_no_word(register, caplog):
    contact, names, dump = register
    data = dump()

    assert found_in(data) == []
    assert found_in(caplog.text.encode()) == []
    assert found_in("".join(m.subject + m.body for m in mail.outbox).encode()) == []
    assert b"incidents_person" in data
    assert b"django_session" in data
    assert b"incident.names_shown" in data
    assert (names_read_back(contact), len(names)) == (names, INCIDENTS * PERSONS)
    incident = Incident.objects.visible_to(contact).select_related("key").earliest("number")
    assert STEM in repr(open_case(incident, by=contact, at=NOW))


def test_one_plain_word_is_found_in_every_way_of_writing(register):
    """The hole that sealing closes: it shows that the search above can find something."""
    contact, _, dump = register
    terms = RetentionTerms(school=contact.school, names_years=0, story_years=1)
    terms.changed_at, terms.changed_by = NOW, contact
    missed = []
    for way in ("utf-8", "base64", "base64, one on", "base64, two on", "hex", "url", "escaped", "json"):
        terms.reason = WAYS[way](secret(1, "plat")).decode()
        terms.save()
        missed += [way] if found_in(dump()) == [] else []
    assert missed == []


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_is_looked_for(way):
    for before in ("", "a", "ab"):
        written = WAYS[way](f"{before}{secret(1, 'x')}")

        assert found_in(b"\x00" + written + b"\x00") != []
