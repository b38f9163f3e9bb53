"""Everybody's session in the world of the register, and what is asked with it: paths and data to send."""

import re
from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, reduce
from http.cookies import SimpleCookie
from uuid import UUID, uuid4

from allauth.account.internal.flows.login import record_authentication
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.models import Access, Lesson
from incidents.records import sheet, steps
from schools.middleware import SESSION_KEY
from tests.answers import readable
from tests.factories import NOW, make_user
from tests.proofs.leak_tables import CASE_ROUTES, NESTED, REQUEST_ROUTES
from tests.proofs.register_world import RegisterWorld, words_in
from tests.schools.helpers import add_app

CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|data-unused-seconds="\d+"'
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
WRITE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "incidents_')
NO_NUMBER = "2026-999"

Probe = namedtuple("Probe", "route method object child", defaults=["own"])


@dataclass(frozen=True)
class Answer:
    """What came back, without what differs each time; `writes` is what it tried to change."""

    status: int
    body: str
    words: frozenset[str]
    writes: int


class QuickClient(Client):
    """A client that gives the answer, without looking at how it was made: twice as fast."""

    def request(self, **request):
        return self.handler(self._base_environ(**request))


class Visitors:
    """One client with a session for each persona; what a visit changes is undone."""

    def __init__(self):
        self.world = RegisterWorld()
        self.client = QuickClient()
        nobody = make_user()
        users = {name: member.user for name, member in self.world.members.items()} | {"nobody": nobody}
        for user in {user.pk: user for user in users.values()}.values():
            add_app(user)
        self.cookies = {name: self._log_in(name, user) for name, user in users.items()}
        self.cookies["anonymous"] = SimpleCookie()
        self.random = uuid4()
        self.known = frozenset(self.world.secrets.values())

    def _log_in(self, name: str, user) -> SimpleCookie:
        """Return the cookies of this user, who confirmed a moment ago who they are."""
        self.client.cookies.clear()
        self.client.force_login(user)
        request = HttpRequest()
        request.session = self.client.session
        for method in ("password", "mfa"):
            record_authentication(request, user, method=method)
        if name in self.world.members:
            request.session[SESSION_KEY] = str(self.world.members[name].pk)
        request.session.save()
        return copy(self.client.cookies)

    def ask(self, persona: str, probe: Probe) -> Answer:
        """Return the answer, without the number or name that was typed to find something by."""
        what = probe._replace(method="")
        data = self.data(what) if probe.method == "post" else None
        with self.visit(persona, probe.method, self.path(what), data) as answer:
            typed = [data[key] for key in ("number", "name") if key in (data or {})]
            return replace(
                answer, body=reduce(lambda body, text: body.replace(text, ""), typed, answer.body)
            )

    @contextmanager
    def visit(self, persona: str, method: str, path: str, data: dict | None = None) -> Iterator[Answer]:
        """Give the answer to one request; until the block ends, what it changed stands."""
        self.client.cookies = copy(self.cookies[persona])
        writes = []

        def watch(execute, sql, params, many, context):
            if WRITE.match(sql):
                writes.append(sql)
            return execute(sql, params, many, context)

        with transaction.atomic():
            with connection.execute_wrapper(watch):
                response = getattr(self.client, method)(path, data)
            text = readable(response)
            words = self.known & words_in(text + str(response.headers))  # a token may look like one
            body = CHANGING.sub("", text.replace(path, ""))
            yield Answer(response.status_code, body, words, len(writes))
            transaction.set_rollback(True)

    # Where

    @cache  # noqa: B019, there is one of these for a run
    def path(self, probe: Probe) -> str:
        return reverse(probe.route, args=self._arguments(probe))

    def _arguments(self, probe: Probe) -> list:
        if probe.route in CASE_ROUTES:
            child = [self._child(probe)] if probe.route in NESTED else []
            return [self.case_id(probe.object), *child]
        if probe.route in REQUEST_ROUTES:
            row = self.world.requests.get(probe.object)
            return [row.pk if row else self.random]
        on_card = [self._round(probe.object), "sexting", "nazorg"]
        return {
            "assessments:keep_score": [self._lesson(probe.object)],
            "assessments:board": on_card[:2],
            "assessments:card": on_card,
            "assessments:work_points": on_card[:1],
        }.get(probe.route, [])

    def case_id(self, name: str) -> UUID:
        return self.world.cases[name].pk if name in self.world.cases else self.random

    def _child(self, probe: Probe) -> UUID | int:
        """Return the second id: of the case itself, of another case, of one elsewhere, or of nothing."""
        case = probe.object if probe.child == "own" else probe.child
        if probe.route == "incidents:correct":
            return {"own": 1, "other": NO_NOTE}.get(probe.child, 999)
        if case not in self.world.cases:
            return self.random
        if probe.route == "incidents:include":
            name = "party" if probe.child == "own" else "team"
            return self.world.members[self.world.at(case, "party") if case == "foreign" else name].pk
        if probe.route == "incidents:name":
            return self.world.cases[case].persons.get(number=1).pk
        return self._guest_access(case).pk

    def _guest_access(self, case: str) -> Access:
        return self.world.cases[case].accesses.get(member=self.world.members[self.world.at(case, "guest")])

    def _round(self, whose: str | None) -> UUID:
        return self.world.round.pk if whose == "ours" else self.random

    def _lesson(self, whose: str | None) -> UUID:
        schools = {"ours": self.world.school, "theirs": self.world.elsewhere}
        found = Lesson.unscoped.filter(school=schools.get(whose)).order_by("pk").first()
        return found.pk if found else self.random

    # What is sent: all that each form needs, so that it writes when nothing stops it

    @cache  # noqa: B019
    def data(self, probe: Probe) -> dict:
        name = probe.route.split(":")[-1]
        case = probe.object if probe.object in self.world.cases else "shared"
        if name in SHEETS:
            return SHEETS[name] | {"seen": self._seen(name, case)}
        if name == "steps":
            return {"politie-state": "done", "politie-text": TYPED, "politie-seen": self._seen(name, case)}
        if probe.route in REQUEST_ROUTES:
            return SENT.get(name, {}) | self._asked(probe.object)
        return SENT.get(name, {}) | {"key": uuid4()} | self._chosen(name, case, probe.object)

    def _asked(self, name: str) -> dict:
        """Return what a request wants: its version, whom it is about, and all but all of their name."""
        row = self.world.requests.get(name) or self.world.requests["drafted"]
        case = "foreign" if name == "requested" else "shared"
        person = self.world.cases[case].persons.get(number=1)
        chosen = {"persoon": f"{person.incident_id}:{person.pk}", "kies": "1"}
        return chosen | {"seen": row.version, "name": self.world.secrets[f"{case}.name.1"][:-1]}

    def _seen(self, name: str, case: str) -> int:
        """Return the number of the record that a form starts from."""
        read = self.world.read(case)
        found = steps(read.written)["politie"] if name == "steps" else sheet(read.written, name)
        return found.number

    def _chosen(self, name: str, case: str, object: str | None) -> dict:
        """Return what is chosen from what there is."""
        members, at = self.world.members, self.world.at
        number = self.world.cases[object].name if object in self.world.cases else NO_NUMBER
        return {
            "invite": {"colleague": members[at(case, "colleague")].pk},
            "exclude": {"party": members[at(case, "colleague")].pk},
            "ask": {"successor": members["successor_elsewhere" if object == "theirs" else "successor"].pk},
            "accept": {"seen": self.world.handling(case).pk},
            "break_glass": {"number": number},
            "terms": {"seen": NOW.isoformat()},
        }.get(name, {})


TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()
TYPED = "Dit schreef iemand die hier misschien niet mag schrijven."
NO_NOTE = 5  # the number of a record that is a sheet
SHEETS = {
    "images": {"platform": TYPED},
    "aftercare": {"what": TYPED},
    "evaluation": {"went_well": TYPED},
    "leak": {"known_at": "2026-11-20T10:00", "nature": TYPED},
}
SENT = {
    "note": {"text": TYPED},
    "correct": {"text": TYPED},
    "add_person": {"role": "getuige", "relation": "leerling", "name": TYPED},
    "name": {"name": TYPED},
    "phase": {"phase": "nazorg"},
    "close": {"card": "geen", "followed": "none", "helped": TYPED, "go": "close"},
    "reopen": {"reason": TYPED},
    "hold": {"reason": TYPED},
    "invite": {"until_day": TOMORROW},
    "extend": {"until_day": TOMORROW},
    "break_glass": {"reason": TYPED},
    "report": {
        "theme": "sexting", "kind": "klacht", "happened_at": "2026-11-20T10:00", "story": TYPED,
        "title": TYPED,
    },
    "request_open": {"asked_by": TYPED, "checked": TYPED, "received_on": "2026-11-20"},
    "request_close": {"outcome": "refused", "reason": TYPED},
    "terms": {"names_years": "0", "story_years": "1", "reason": TYPED},
}  # fmt: skip
