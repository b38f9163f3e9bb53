"""Whatever shows what was told in a case is one entry in the audit log, written before it is shown.

What shows something is not taken from the code: every page is asked for in the world of the register,
where each field holds a word of its own, and the words that come out tell. A list shows titles only, of
cases that one may read, and is no reading; that it left the school as a file is an act.
"""

import logging
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from schools import audit
from schools.models import AuditEntry
from tests.proofs.leak_probes import Probe, Visitors
from tests.proofs.leak_tables import CASE_ROUTES, REQUEST_ROUTES, SCHOOL_ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

READING = {"incident.read", "incident.names_shown", "incident.printed"}
READING_REQUESTS = {"request.read", "incident.names_shown"}
READER = "contact"  # who may see all there is
HEAD = {"title", "place", "group"}  # what a list may show
# What shows something of a case, found by looking and then written down: a page that joins them, or no
# longer does, is seen. "bad" is a form with faults, "stale" one that a colleague was ahead of.
SHOWING = """
incidents:detail     get
incidents:names      post bad stale
incidents:note       bad
incidents:correct    get bad
incidents:steps      get stale
incidents:images     get stale
incidents:aftercare  get stale
incidents:evaluation get stale
incidents:leak       get stale
incidents:leak_print get
incidents:hold       post stale
"""
FILES = {
    "incidents:export": "incident.listed_export",
    "incidents:export_xlsx": "incident.listed_export",
    "incidents:statistics_export": "statistics.exported",
    "incidents:statistics_export_xlsx": "statistics.exported",
    "schools:log_export": "log.exported",
    "schools:log_export_xlsx": "log.exported",
    "schools:members_export": "members.exported",
    "schools:members_export_xlsx": "members.exported",
}


class Seen(NamedTuple):
    """One answer: its status, the fields whose words it shows, and what was written down meanwhile."""

    status: int
    fields: set[str]
    acts: list[tuple]

    def readings(self) -> list[tuple]:
        return [act for act in self.acts if act[0] in READING]


@pytest.fixture(scope="module")
def visitors(django_db_setup, django_db_blocker):
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    logging.disable(logging.CRITICAL)  # also of the entries that cannot be written
    with django_db_blocker.unblock(), transaction.atomic(), quick:
        yield Visitors()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def look(visitors, route: str, way: str, case: str | None) -> Seen:
    """Ask for a page in one way, and say what it showed and what was written down."""
    probe = Probe(route, "post", case)
    good = visitors.data(probe)
    data = {"get": None, "post": good, "bad": {}, "stale": good | {"seen": 1, "politie-seen": 1}}[way]
    entries = AuditEntry.unscoped.filter(school=visitors.world.school)
    last = entries.latest("number").number
    fields = {word: field for field, word in visitors.world.secrets.items()}
    method = "get" if way == "get" else "post"
    with visitors.visit(READER, method, visitors.path(probe), data) as answer:
        new = entries.filter(number__gt=last).values_list("action", "by", "target")
        return Seen(answer.status, {fields[word] for word in answer.words}, list(new))


def told(fields: set[str], case: str) -> set[str]:
    """Return the fields of a case that are more than its head."""
    return {f for f in fields if f.startswith(f"{case}.") and f.partition(".")[2] not in HEAD}


def looks(visitors):
    """Yield (route, way, case, what was seen) of every page of a case that shows something."""
    for route in CASE_ROUTES:
        for way in ("get", "post", "bad", "stale"):
            for case in ("shared", "other", "closed"):
                seen = look(visitors, route, way, case)
                if told(seen.fields, case):
                    yield route, way, case, seen


def unrecorded(visitors) -> list[str]:
    """Return the pages that show something without the one entry that says so."""
    found = []
    for route, way, case, seen in looks(visitors):
        target = f"incidents.incident:{visitors.world.cases[case].pk}"
        by = visitors.world.members[READER].pk
        act = "incident.names_shown" if any(".name." in field for field in seen.fields) else None
        [read, *more] = seen.readings() or [None]
        is_right = read and not more and read[1:] == (by, target) and act in (None, read[0])
        found += [] if is_right else [f"{route} {way} {case}: {seen.readings()}"]
    return found


@contextmanager
def log_is_full():
    """Let no entry be written in the audit log."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT INTO schools_auditentry"):
            raise DatabaseError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def test_pages_that_show_something_are_these(visitors):
    found = {}
    for route, way, _, _ in looks(visitors):
        found.setdefault(route, set()).add(way)

    lines = [line.split() for line in SHOWING.strip().splitlines()]
    assert found == {route: set(ways) for route, *ways in lines}


def test_every_look_is_one_entry(visitors):
    assert unrecorded(visitors) == []


def test_look_at_a_request_is_one_entry(visitors):
    """A request holds texts of the incidents it is about; looking for a name shows that of those found."""
    found, unseen = set(), []
    for route in REQUEST_ROUTES:
        for way in ("get", "post", "bad", "stale"):
            for name in ("drafted", "reviewed"):
                seen = look(visitors, route, way, name)
                acts = [act for act, *_ in seen.acts if act in READING_REQUESTS]
                found |= {route} if seen.fields else set()
                unseen += [(route, way, name)] if seen.fields and len(acts) != 1 else []

    assert found == {f"incidents:{name}" for name in ("request", "request_search", "request_draft")}
    assert unseen == []


def test_lists_show_titles_only_and_are_no_reading(visitors):
    for route in SCHOOL_ROUTES:
        seen = look(visitors, route, "get", "ours")
        cases = {field for field in seen.fields if field.partition(".")[0] in visitors.world.cases}

        assert {field.partition(".")[2] for field in cases} <= {"title", "helped"}, route
        assert seen.readings() == [], route


def test_what_leaves_as_a_file_is_an_act(visitors):
    found = {route: look(visitors, route, "get", None) for route in FILES}

    assert {route: [act for act, *_ in seen.acts] for route, seen in found.items()} == {
        route: [act] for route, act in FILES.items()
    }


def test_without_its_entry_nothing_is_shown(visitors):
    """No log, no page. That an entry cannot be written is an error of the server."""
    shown = [look(visitors, route, way, case).status for route, way, case, _ in looks(visitors)]
    with log_is_full():
        after = list(looks(visitors))
        files = [look(visitors, route, "get", None) for route in FILES]
        page = look(visitors, "incidents:detail", "get", "shared")

    assert (page.status, page.fields) == (500, set())
    assert after == []
    assert [(file.status, file.fields) for file in files] == [(500, set())] * len(FILES)
    assert len(shown) > len(SHOWING.splitlines())


def test_without_the_log_those_looks_are_seen(visitors, monkeypatch):
    """The hole: nothing is written down anymore."""
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: None)

    assert len(unrecorded(visitors)) == len(list(looks(visitors))) > 0
