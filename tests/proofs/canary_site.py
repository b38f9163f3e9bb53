"""Every route of the site for everybody in the world of the register, with a net around each request."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from itertools import product
from uuid import uuid4

from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from incidents.models import AccessRequest
from incidents.request_content import Piece, Request, load_request
from incidents.services.request_answers import approve_request, send_back
from incidents.services.requests import make_draft, open_request, save_draft
from incidents.vault import SchoolVault
from plans.models import Responsibility, Task
from plans.services.file_queue import make_next
from plans.services.files import ask_for_draft
from plans.services.versions import propose_version
from schools.models import Membership
from tests.factories import NOW, make_action, make_answer, make_evidence, make_reveal, make_vote
from tests.proofs.canary_net import Net
from tests.proofs.leak_probes import TYPED, Probe, Visitors
from tests.proofs.leak_tables import CASE_ROUTES, STANDING
from tests.schools.helpers import make_invitation

METHODS, OF_CASES, REQUESTS = (
    ["get", "post"],
    ["shared", "other", "closed"],
    ["draft", "review", "approved"],
)
HTMX = {"HX-Request": "true"}
MORE_SENT = {
    "schools:invite": {"email": "nieuw@school.example", "roles": ["team", "contact"]},
    "schools:roles": {"roles": ["contact", "admin"]},
    "account_reset_password": {"email": "iemand@school.example"},
    "assessments:save_answer": {"value": "1", "text": TYPED},
    "incidents:request_open": {"asked_by": TYPED, "checked": TYPED, "received_on": "2026-11-20"},
    "incidents:request_search": {"name": "Niemand"},
    "incidents:request_close": {"outcome": "refused", "reason": TYPED},
}


def routes(patterns=None, namespace="") -> Iterator[str]:
    """Yield the name of every route that the resolver knows, or its path when it has none."""
    for found in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(found, URLPattern):
            yield f"{namespace}{found.name or found.pattern}"
        else:
            inner = f"{found.namespace}:" if found.namespace else ""
            yield from routes(found.url_patterns, namespace + inner)


class CanarySite(Visitors):
    """The world of the register, with real requests for access and a round to work on besides."""

    def __init__(self):
        super().__init__()
        by = self.world.members
        AccessRequest.unscoped.all().delete()  # of the world: they have a word, and nothing else
        self.requests = {name: self._request(name, by["contact"], by["principal"]) for name in REQUESTS}
        self._open_request("elsewhere", by["other_contact"])
        team, card, round = by["team"], self.world.card, self.world.round
        question = card.questions.get()
        make_answer(round, question, 2)
        make_vote(round, question, team, 2)
        make_reveal(round, card)
        action, evidence = make_action(team, card), make_evidence(team, card)
        self.person = Responsibility.unscoped.create(school=team.school, task=Task.ICT, name="Koen")
        self.version = propose_version(round, by=by["principal"], at=timezone.now())
        self.found = _arguments(self, action, evidence, question)
        # Last, because it stays the file of the draft until something of the plan changes.
        self.file = ask_for_draft(round, member=team, at=timezone.now())
        make_next(round.school)  # for real: the answers show the words that are in it
        self.found |= dict.fromkeys(("plans:file", "plans:file_progress", "plans:again"), [self.file.pk])

    def _request(self, name: str, by: Membership, second: Membership) -> AccessRequest:
        """Ask for what the school holds about the victim of the case that is shared."""
        row = self._open_request(name, by)
        victim = self.world.cases["shared"].persons.get(number=1)
        chosen = [(victim.incident_id, victim.pk)]
        make_draft(row, chosen=chosen, seen=1, by=by, at=NOW)
        texts = {part: self._word(name, part) for part in ("origin", "shared")}
        act = {"is_ready": True, "site": "https://x/", "by": by, "at": NOW}
        save_draft(fresh(row), pieces=self._pieces(row, name), seen=2, **texts, **act)
        if name == "draft":
            send_back(fresh(row), remark=self._word(name, "remark"), seen=3, by=second, at=NOW)
        if name == "approved":
            approve_request(fresh(row), seen=3, by=second, at=NOW)
        return fresh(row)

    def _open_request(self, name: str, by: Membership) -> AccessRequest:
        texts = {part: self._word(name, part) for part in ("asked_by", "on_behalf", "checked")}
        return open_request(**texts, received_on=NOW.date(), key=uuid4(), by=by, at=NOW)

    def _word(self, name: str, part: str) -> str:
        return self.world.word(f"request.{name}.{part}")

    def _pieces(self, row: AccessRequest, name: str) -> list[Piece]:
        """Leave the last piece out, with a reason."""
        *others, last = content_of(row).pieces
        reason = f"Gaat over een ander, {self._word(name, 'left_out')}."
        return [*others, Piece(**vars(last) | {"keep": False, "reason": reason})]

    # Where, and what is sent

    def _arguments(self, probe: Probe) -> list:
        if probe.route in CASE_ROUTES:
            return super()._arguments(probe)
        if probe.route.startswith("incidents:request") and probe.object:
            return [self.requests[probe.object].pk]
        return self.found.get(probe.route, [])

    def data(self, probe: Probe) -> dict:
        if probe.route in MORE_SENT:
            return MORE_SENT[probe.route] | {"key": uuid4()}
        if probe.object in REQUESTS:
            return self._answer(probe)
        if probe.route == "incidents:break_glass":
            return {"reason": TYPED, "number": self.world.cases["other"].name}
        return super().data(probe)

    def _answer(self, probe: Probe) -> dict:
        """Return what the pages of a request send: the draft as it is, or that it may go out."""
        row = self.requests[probe.object]
        pieces = {f"{p.id}-text": TYPED for p in content_of(row).pieces}
        pieces |= {f"{p.id}-choice": "keep" for p in content_of(row).pieces}
        return {"seen": row.version, "origin": TYPED, "shared": TYPED, "klaar": "1"} | pieces

    # Asking

    def probes(self, *, htmx: bool = False) -> Iterator[tuple[Probe, dict]]:
        """Yield what each persona asks, with its headers; of several objects only the first one as htmx."""
        for route, method in product(routes(), METHODS):
            of_request = route.startswith("incidents:request") and route[17:] not in ("s", "_open")
            objects = OF_CASES if route in CASE_ROUTES else REQUESTS if of_request else [None]
            if htmx:
                yield Probe(route, method, objects[0]), HTMX
            yield from ((Probe(route, method, name), {}) for name in objects)

    @contextmanager
    def asked(self, persona: str, path: str, method="get", data=None, headers=None):
        """Give the answer to a request and what was caught of it; afterwards its changes are undone."""
        self.client.cookies = copy(self.cookies[persona])
        with transaction.atomic():
            with Net() as net:
                response = getattr(self.client, method)(path, data, headers=headers)
            yield response, net.caught(response)
            transaction.set_rollback(True)

    def catch(self, persona: str, probe: Probe, headers=None) -> tuple[HttpResponse, dict[str, set[str]]]:
        data = self.data(probe) if probe.method == "post" else None
        with self.asked(persona, self.path(probe), probe.method, data, headers) as found:
            return found


def fresh(row: AccessRequest) -> AccessRequest:
    return AccessRequest.unscoped.select_related("school", "opened_by__user").get(pk=row.pk)


def content_of(row: AccessRequest) -> Request:
    return load_request(SchoolVault(row.school_id).open(fresh(row), "sealed"))


def reads(persona: str, case: str | None) -> bool:
    return STANDING.get(persona, {}).get(case, "-") != "-"


def _arguments(site: CanarySite, action, evidence, question) -> dict[str, list]:
    """Return what stands in the path of each route that is not of a case or a request."""
    card, round, by = site.world.card, site.world.round, site.world.members
    on_card, invitation = [round.pk, card.theme.code, card.code], make_invitation(by["admin"])
    with_args = [
        ([round.pk], "assessments:{}", "overview work_points settings close export"),
        ([round.pk], "assessments:export{}", "_xlsx _work_points _work_points_xlsx"),
        (on_card, "assessments:{}", "card save_card votes reveal_votes evidence add_evidence"),
        ([*on_card, evidence.pk], "assessments:{}_evidence", "remove restore"),
        ([action.pk], "plans:{}", "action edit hand_over finish evaluate reopen"),
        ([site.version.pk], "plans:{}", "version read adopt withdraw check"),
        ([site.person.pk], "plans:{}_person", "edit remove"),
        ([site._lesson("ours")], "assessments:{}", "keep_score"),
        ([by["colleague"].pk], "schools:{}", "roles end switch"),
        ([invitation[0].pk], "schools:{}", "resend withdraw"),
        ([1], "mfa_{}_webauthn", "edit remove"),
    ]
    found = {route.format(name): args for args, route, names in with_args for name in names.split()}
    return found | {
        "account_reset_password_from_key": ["1", "sleutel"],
        "assessments:board": on_card[:2],
        "plans:take_person": [by["contact"].pk, Task.CONTACT],
        "assessments:save_answer": [*on_card, question.pk],
        "themes:detail": [card.theme.criteria_set.code, card.theme.code],
        "schools:accept": [invitation[1].split("/")[-2]],
    }
