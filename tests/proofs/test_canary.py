"""A secret word stands in every field of the register, and everybody asks for every page of the site.

Nobody finds a word that they have no right to: not on a page, in a header, flash message, session,
mail, cache or log line. The net that looks is canary_net; test_canary_holes shows that it holds.
"""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import transaction
from django.test import override_settings

from incidents.services.reminders import send_reminders
from schools.models import AuditEntry
from tests.pdf_reader import pango_hidden
from tests.proofs.canary_site import REQUESTS, CanarySite, reads
from tests.proofs.leak_probes import Probe
from tests.proofs.leak_tables import CASE_ROUTES, ELSEWHERE, ROLE_OF, SHOWS
from tests.proofs.register_world import words_in

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

PERSONAS = [
    "contact", "excluded_contact", "other_contact", "former_contact", "names", "reads", "team",
    "principal", "glass", "excluded_principal", "admin", "log_reader", "anonymous",
]  # fmt: skip
HTMX_TOO = {"contact", "reads", "team", "anonymous"}  # a part is asked for as its page is
NAMES = ("incidents:names", "post")
SECOND = {"contact", "principal", "glass"}  # who reads what is drafted from the case that is shared


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """One for all these tests: it takes long to make, and every visit is undone."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), transaction.atomic(), quick:
        yield CanarySite()
        transaction.set_rollback(True)


@pytest.fixture
def site(made, settings):
    """Cache as in production: in a table, which is looked through as well."""
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "cache"}}
    return made


def may_show(site: CanarySite, persona: str, probe: Probe) -> set[str]:
    """Return the words that a page may show to this persona. All other places may hold none."""
    world, name = site.world, probe.route
    if probe.route in CASE_ROUTES:
        is_told = reads(persona, probe.object)
        names = world.case_words(probe.object, names=True) if (name, probe.method) == NAMES else set()
        return world.case_words(probe.object, names=False) | names if is_told else set()
    if probe.object in REQUESTS:
        own = {
            word for field, word in world.secrets.items() if field.startswith(f"request.{probe.object}.")
        }
        return own | world.case_words("shared", names=False) if persona in SECOND else set()
    return {world.secrets[field] for field in _kept(world, persona, SHOWS.get(name, set()))}


def _kept(world, persona: str, shown: set[str]) -> set[str]:
    """Return the fields that a list shows: titles of who may read them, lessons and terms of the school."""
    role, elsewhere = ROLE_OF.get(persona), persona in ELSEWHERE
    cases = {"foreign"} if elsewhere else set(world.cases) - {"foreign"}
    fields = {f"{case}.title" for case in cases if "title" in shown and reads(persona, case)}
    if "helped" in shown and role not in (None, "log_reader"):
        fields |= {f"{case}.helped" for case in cases}
    if "terms" in shown and role in {"principal", "admin", "log_reader"}:
        fields.add(f"{'elsewhere' if elsewhere else 'school'}.terms")
    return fields


def leaks(site: CanarySite, persona: str, probe: Probe, caught: dict[str, set[str]]) -> list[str]:
    allowed = {"body": may_show(site, persona, probe)}
    named = {word: field for field, word in site.world.secrets.items()}
    found = {place: words - allowed.get(place, set()) for place, words in caught.items()}
    shown = {place: sorted(named[w] for w in words & named.keys()) for place, words in found.items()}
    return [
        f"{persona} {' '.join(map(str, probe))}: {place} {words}" for place, words in shown.items() if words
    ]


@pytest.mark.parametrize("persona", PERSONAS)
def test_nobody_finds_a_word_that_they_have_no_right_to(site, persona):
    found, statuses = [], []
    with pango_hidden():  # PDF is looked at below
        for probe, headers in site.probes(htmx=persona in HTMX_TOO):
            response, caught = site.catch(persona, probe, headers)
            statuses.append((response.status_code, probe))
            found += leaks(site, persona, probe, caught)

    assert found[:20] == []
    assert [probe for status, probe in statuses if status == 500] == []


# A reason that no longer holds, and answers that were taken back, are shown to nobody.
PAST = {"held", "helped"}


def test_who_may_read_finds_what_was_written(site):
    """Else the words may just as well be nowhere: each of the case stands on one of its own pages."""
    world, found = site.world, set()
    for probe, headers in site.probes():
        if probe.object == "shared" and (probe.method == "get" or (probe.route, probe.method) == NAMES):
            found |= site.catch("contact", probe, headers)[1]["body"]

    own = {field: word for field, word in world.secrets.items() if field.startswith("shared.")}
    assert {field.removeprefix("shared.") for field, word in own.items() if word not in found} == PAST


def test_pdf_holds_no_word_too_many(site):
    """Of who may have a PDF. The answer to who asks for access holds no name but that of who asks."""
    asked = [("principal", Probe("plans:plan_pdf", "get", None))]
    asked += [(who, Probe("incidents:request_pdf", "get", "approved")) for who in ("contact", "principal")]

    answers = [(who, probe, *site.catch(who, probe)) for who, probe in asked]

    assert [r.headers["Content-Type"] for _, _, r, _ in answers] == ["application/pdf"] * 3
    assert [fault for who, probe, _, caught in answers for fault in leaks(site, who, probe, caught)] == []
    assert site.world.secrets["request.approved.asked_by"] in answers[1][3]["body"]


def test_log_holds_ids_and_verbs_only(site):
    entries = AuditEntry.unscoped.values_list("action", "target")

    assert [act for act, _ in entries if not re.fullmatch(r"[a-z]+\.[a-z_]+", act)] == []
    assert [
        target for _, target in entries if not re.fullmatch(r"([a-z]+\.[a-z]+:[0-9a-f-]+)?", target)
    ] == []
    assert len(entries) > 50


@pytest.mark.parametrize(
    "route", ["schools:log", "schools:log_export", "schools:log_export_xlsx", "incidents:log"]
)
def test_pages_of_the_log_hold_no_word_even_for_who_may_read_the_case(site, route):
    """The log of one case names its title, as all of its pages do."""
    probe = Probe(route, "get", "shared" if route in CASE_ROUTES else None)

    _, caught = site.catch("contact", probe)

    assert caught["body"] & set(site.world.secrets.values()) == set()


@pytest.mark.parametrize(
    ("persona", "route", "object"),
    [
        ("contact", "incidents:invite", "shared"),
        ("contact", "incidents:ask", None),
        ("contact", "incidents:request_draft", "draft"),
        ("principal", "incidents:break_glass", None),
        ("admin", "schools:invite", None),
    ],
)
def test_what_is_sent_above_does_send_mail(site, persona, route, object):
    """Else no mail could hold a word."""
    before = len(mail.outbox)

    response, _ = site.catch(persona, Probe(route, "post", object))

    assert (response.status_code, len(mail.outbox) > before) == (302, True)


def test_reminders_hold_no_word(site):
    """They are mailed by a timer, which reads each case to know what is planned in it."""
    with transaction.atomic():
        done = send_reminders(site.world.school, site="https://x/", at=datetime(2026, 11, 20, tzinfo=UTC))
        transaction.set_rollback(True)

    assert done["sent"] > 2
    assert words_in("".join(f"{one.message()} {one.body}" for one in mail.outbox)) == set()
