"""Every page of the register x method x persona x case: the answer is the one of leak_tables, and no other.

Whoever may not read a case gets what they would get for one that does not exist, word for word; no
answer holds a secret word for who may not read it; and what is refused changes nothing.
"""

import logging
import sys
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import get_resolver, path

from incidents.access import Rights
from incidents.models import Incident
from incidents.models.register import IncidentQuerySet
from schoolsafety.urls import urlpatterns
from tests.proofs.leak_probes import Answer, Probe, Visitors
from tests.proofs.leak_tables import (
    ANONYMOUS,
    BY_NUMBER,
    CASE_CLASSES,
    CASE_ROUTES,
    CASES,
    ELSEWHERE,
    KNOWN_ANYHOW,
    LISTED,
    NESTED,
    OF_ANOTHER_SCHOOL,
    ONLY_CONTACTS,
    ONLY_PRINCIPAL,
    PERSONAS,
    REFUSED_METHODS,
    REQUEST_CLASSES,
    REQUEST_ROUTES,
    REQUEST_STANDING,
    REQUESTS,
    ROLE_OF,
    ROLES,
    SCHOOL_CLASSES,
    SCHOOL_ROUTES,
    SHOWS,
    STANDING,
    STRANGE_CHILD,
    TABLES,
    WITHOUT_SCHOOL,
)
from tests.proofs.walls import compile_anew
from tests.test_access import policy_of, routes

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

REFUSED = {301, 302, 401, 403, 404, 405}


@pytest.fixture(scope="module")
def visitors(django_db_setup, django_db_blocker):
    """One for all these tests: it takes long to make, and every visit is undone."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    logging.disable(logging.ERROR)  # each refusal is a line
    with django_db_blocker.unblock(), transaction.atomic(), quick:
        yield Visitors()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


# What is asked


def probes(persona: str) -> Iterator[Probe]:
    """Yield all that a persona asks. The random case comes first: the others must look like it.

    What only contacts have to do with is asked by them, and by the roles alone.
    """
    refused = REFUSED_METHODS if connection.vendor == "sqlite" else []  # no database is asked before
    known = persona in ROLES or ROLE_OF.get(persona) == "contact"
    cases = CASES if known else ["random", "shared", "closed", "foreign"]
    for route in CASE_ROUTES:
        yield from (Probe(route, method, case) for method in ("get", "post") for case in cases)
        yield Probe(route, "head", "shared")
        yield from (Probe(route, method, "shared") for method in refused)
    strange = [(p, c) for p in ("shared", "foreign") for c in ("other", "foreign", "random") if p != c]
    for route in sorted(NESTED):
        yield Probe(route, "get", *strange[0])
        yield from (Probe(route, "post", *pair) for pair in strange)
    for route in REQUEST_ROUTES:
        yield from (Probe(route, method, one) for method in ("get", "post") for one in REQUESTS)
        yield from (Probe(route, method, "reviewed") for method in ["head", *refused])
    for route in SCHOOL_ROUTES:
        methods = ["get", "head", "post", *refused]
        yield from (Probe(route, method, o) for method in methods for o in objects_of(route, method))


def objects_of(route: str, method: str) -> list[str | None]:
    """Return what a page of the school is asked for."""
    if route == "incidents:break_glass" and method == "post":
        return CASES
    if route == "incidents:ask" and method == "post":
        return ["ours", "theirs"]
    if route == "assessments:keep_score":
        return ["random", "ours", "theirs"]
    with_round = {"assessments:board", "assessments:card", "assessments:work_points"}
    return ["random", "ours"] if route in with_round else [None]


# What the tables say


def expected(persona: str, probe: Probe) -> int:
    if persona == ANONYMOUS:
        return 401 if probe.method == "post" else 302
    if probe.method in REFUSED_METHODS or probe.method == "head" and TABLES[probe.route][1] != "no":
        return 405  # what has a form answers GET and POST alone
    policy = TABLES[probe.route][probe.method == "post"]
    if policy == "no" or persona in WITHOUT_SCHOOL:
        return 405 if policy == "no" else 302
    if probe.route in REQUEST_ROUTES:
        return of_request(persona, probe, policy)
    return (of_case if probe.route in CASE_ROUTES else of_school)(persona, probe, policy)


def of_case(persona: str, probe: Probe, policy: str) -> int:
    standing = STANDING[persona][probe.object]
    if probe.route in ONLY_PRINCIPAL and ROLE_OF[persona] != "principal":
        return 403
    status = CASE_CLASSES[policy][standing]
    if probe.child == "own" or status in (403, 404):
        return status
    is_known = probe.object != "foreign" and (probe.route, probe.child) in KNOWN_ANYHOW
    return KNOWN_ANYHOW[probe.route, probe.child] if is_known else STRANGE_CHILD


def of_request(persona: str, probe: Probe, policy: str) -> int:
    role = ROLE_OF[persona]
    if role not in ("contact", "principal") or role == "principal" and probe.route in ONLY_CONTACTS:
        return 403
    return REQUEST_CLASSES[policy][REQUEST_STANDING[persona][probe.object]]


def of_school(persona: str, probe: Probe, policy: str) -> int:
    status = SCHOOL_CLASSES[policy][ROLE_OF[persona]]
    if status == 403 or probe.object is None:
        return status
    if policy == "BY_NUMBER":
        return BY_NUMBER[persona][probe.object]
    own = "theirs" if persona in ELSEWHERE else "ours"
    return status if probe.object == own else OF_ANOTHER_SCHOOL.get(probe.route, 404)


def may_show(visitors: Visitors, persona: str, probe: Probe, status: int) -> set[str]:
    """Return the secret words that an answer may hold."""
    if status in REFUSED or persona not in STANDING:
        return set()
    world, standing = visitors.world, STANDING[persona]
    if probe.route in CASE_ROUTES:
        is_names = (probe.route, probe.method) == ("incidents:names", "post")
        words = world.case_words(probe.object, names=False)
        return words | (world.case_words(probe.object, names=True) if is_names else set())
    if probe.route in REQUEST_ROUTES:
        return of_the_draft(world, probe)
    elsewhere, shown = persona in ELSEWHERE, SHOWS.get(probe.route, set())
    read = {case for case in CASES if standing[case] != "-"}
    learned = {"foreign"} if elsewhere else set(CASES) - {"foreign", "random"}
    names = {f"{case}.title" for case in read if "title" in shown}
    names |= {f"{case}.helped" for case in learned if "helped" in shown}
    names |= {f"{'elsewhere' if elsewhere else 'school'}.terms"} if "terms" in shown else set()
    return {world.secrets[name] for name in names}


def of_the_draft(world, probe: Probe) -> set[str]:
    """Return what a request holds: its own words and those of its case; who looks for a name finds it."""
    case, own = "foreign" if probe.object == "requested" else "shared", f"{probe.object}."
    words = {word for name, word in world.secrets.items() if name.startswith(own)}
    found = {world.secrets[f"{case}.name.1"]} if probe.route == "incidents:request_search" else set()
    return words | world.case_words(case, names=False) | found


# Comparing


def wrong(visitors: Visitors, persona: str, asked) -> list[str]:
    """Return what is wrong with the answers to what is asked, one line for each fault."""
    found, nowhere = [], {}
    for probe in asked:
        answer = visitors.ask(persona, probe)
        if probe.object == "random":
            nowhere[probe.route, probe.method] = answer
        faults = [*faults_of(visitors, persona, probe, answer)]
        same = nowhere.get((probe.route, probe.method))
        if same and answer.status == same.status and answer.body != same.body and answer.status != 302:
            faults.append("not the page of what does not exist")
        found += [f"{persona} {' '.join(map(str, probe))}: {fault}" for fault in faults]
    return found


def faults_of(visitors: Visitors, persona: str, probe: Probe, answer: Answer) -> Iterator[str]:
    status = expected(persona, probe)
    if answer.status != status:
        yield f"{answer.status}, not {status}"
    if leaked := answer.words - may_show(visitors, persona, probe, status):
        names = {word: name for name, word in visitors.world.secrets.items()}
        yield f"shows {sorted(names.get(word, word) for word in leaked)}"
    may_write = probe.method == "post" and status in (302, 409) and persona in STANDING
    if answer.writes and not may_write:
        yield "changed something"


@pytest.mark.parametrize("persona", PERSONAS)
def test_register_answers_everybody_as_the_tables_say(visitors, persona):
    found = wrong(visitors, persona, probes(persona))

    assert found[:20] == []  # comparing long lists takes minutes


def test_matrix_is_large(record_property):
    count = sum(len(list(probes(persona))) for persona in PERSONAS)
    sys.stderr.write(f"{count} probes ")
    record_property("probes", count)

    assert count >= (10_000 if connection.vendor == "sqlite" else 7_000)


def test_what_is_sent_would_be_written(visitors):
    """Else a form with a fault in it would be refused for that, and a hole not be seen."""
    who = [("excluded_contact", "other"), ("excluded_contact", "reported"), ("contact", "closed")]
    who += [("glass", "shared")]
    sent = [route for route, (_, policy) in CASE_ROUTES.items() if policy not in ("no", "NAMES")]

    writes = {
        r: {visitors.ask(name, Probe(r, "post", case)).writes > 0 for name, case in who} for r in sent
    }

    assert {route for route, found in writes.items() if True not in found} == set()


def test_every_route_is_in_the_tables():
    found = dict(routes(get_resolver().url_patterns))

    assert {name for name in found if name.startswith("incidents:")} - LISTED == set()
    assert LISTED - found.keys() == set()
    assert [name for name in LISTED if policy_of(found[name]) in ("login", "public")] == ["home"]


def unguarded(patterns) -> list[str]:
    """Return the routes that ask for no permission and are in no table."""
    return [n for n, view in routes(patterns) if policy_of(view) == "login" and n not in LISTED]


# The holes: each is seen by the matrix


SOME = [Probe(f"incidents:{name}", "get", case) for name in ("detail", "note", "log") for case in CASES]
SOME += [Probe("incidents:names", "post", case) for case in CASES]
SOME += [Probe(f"incidents:{name}", "get", None) for name in ("list", "export", "export_xlsx")]
FORGETFUL = ["team", "admin", "principal", "excluded_contact", "new_contact", "invite_ended"]


def of_the_school(rows, member, reach, at):
    return rows.filter(school=member.school_id)


def of_everybody(rows, member, reach, at):
    return rows.all()


@pytest.mark.parametrize("persona", FORGETFUL)
@pytest.mark.parametrize("within_reach", [of_the_school, of_everybody])
def test_forgetting_whose_cases_are_read_is_seen(visitors, monkeypatch, within_reach, persona):
    """On PostgreSQL the wall behind it holds: there nothing comes out."""
    compile_anew(monkeypatch)
    monkeypatch.setattr(IncidentQuerySet, "within_reach", within_reach)

    found = wrong(visitors, persona, SOME)

    shown = {probe.route for probe in SOME if "export" not in probe.route or "contact" in persona}
    assert shown <= {fault.split()[1] for fault in found} or connection.vendor != "sqlite"
    assert bool(found) == (connection.vendor == "sqlite")
    assert any("shows" in fault for fault in found) == (connection.vendor == "sqlite")


@pytest.mark.parametrize("persona", ["reads", "notes", "glass", "names"])
def test_granting_whatever_is_asked_is_seen(visitors, monkeypatch, persona):
    everything = Rights(may_handle=True, may_note=True, may_see_names=True)
    for name, module in list(sys.modules.items()):
        if name.startswith("incidents.") and hasattr(module, "rights_of"):
            monkeypatch.setattr(module, "rights_of", lambda member, incident, at: everything)

    assert wrong(visitors, persona, SOME) != []


def test_view_that_asks_for_nothing_is_seen():
    def everything(request):
        return HttpResponse(Incident.unscoped.values_list("head", flat=True))

    patterns = [*urlpatterns, path("alles/", everything, name="everything")]

    assert set(unguarded(patterns)) - set(unguarded(urlpatterns)) == {"everything"}
