"""A request for access: from the day it came in until it is answered, by two people.

Who opened it looks for the person and makes the draft, from what they may read themselves. Somebody
else reads that draft and approves it. Nobody who is party to an incident reads a draft in which it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.timezone import localdate

from incidents import emails
from incidents.access_requests import is_like
from incidents.content import Involvement, dump
from incidents.kinds import PersonRole
from incidents.models import AccessRequest, Exclusion, Incident, Person, has_waited
from incidents.request_content import Chosen, Piece, Request, State, load_request
from incidents.request_draft import pieces_of
from incidents.request_words import kept_line, readers_line
from incidents.services.cases import CaseGone, ChangedMeanwhile, form_id, open_case
from incidents.vault import SchoolVault
from schools import audit
from schools.models import Membership, School
from schools.permissions import ROLE_PERMISSIONS, Permission

# One month, two more at most (GDPR art. 12, 3), and 30 days: then one that nobody closed is forgotten
# too, because its draft holds what an incident may have to forget meanwhile.
LONGEST_OPEN = timedelta(days=120)


class NotNow(Exception):
    """The request is past that: sent to a second person, approved, or closed."""


@dataclass(frozen=True)
class Found:
    """Somebody whose name is like the one that was asked for."""

    incident: UUID
    person: UUID
    case: str
    label: str
    role: str
    name: str

    @property
    def value(self) -> str:
        return f"{self.incident}:{self.person}"


@transaction.atomic
def open_request(
    *,
    asked_by: str,
    on_behalf: str,
    checked: str,
    received_on: date,
    key: UUID,
    by: Membership,
    at: datetime,
) -> AccessRequest:
    """Write down that somebody asks for access. The same form sent twice opens one. Raises KeyFileFault."""
    school = School.objects.select_for_update().get(pk=by.school_id)  # one number at a time
    pk = form_id(key, asked_by, on_behalf, checked, received_on)
    if known := AccessRequest.unscoped.filter(pk=pk, school=school).first():
        return known
    earlier = AccessRequest.unscoped.filter(school=school).aggregate(last=Max("number"))["last"] or 0
    row = AccessRequest(pk=pk, school=school, number=earlier + 1, opened_by=by)
    row.until = localdate(at) + LONGEST_OPEN
    request = Request(asked_by=asked_by, on_behalf=on_behalf, checked=checked, received_on=received_on)
    row.sealed = SchoolVault(school.pk).seal(row, "sealed", dump(request))
    row.save(force_insert=True)
    audit.record("request.opened", row, by=by, at=at)
    return row


# Who reads


def requests_of(member: Membership, at: datetime) -> list[tuple[AccessRequest, Request]]:
    """Return the requests that this member may know of now, the newest first. Three queries."""
    rows = AccessRequest.objects.visible_to(member).select_related("opened_by__user", "approved_by__user")
    vault, party_to = SchoolVault(member.school_id), _party_to(member)
    found = [(row, load_request(vault.open(row, "sealed"))) for row in rows.order_by("-number")]
    return [(row, request) for row, request in found if _may_read(member, row, request, party_to, at)]


def _party_to(member: Membership) -> set[str]:
    rows = Exclusion.unscoped.filter(school=member.school_id, member=member.pk)
    return {str(pk) for pk in rows.values_list("incident_id", flat=True)}


def _may_read(
    member: Membership, row: AccessRequest, request: Request, party_to: set[str], at: datetime
) -> bool:
    """A contact reads them all, a principal what waits for them; neither what they are party to."""
    if str(member.pk) in request.excluded or party_to & {one.incident for one in request.chosen}:
        return False
    if member.can(Permission.INCIDENT_HANDLE):
        return row.opened_by_id == member.pk or has_waited(member, at)
    waits = not row.is_closed and request.state in (State.REVIEW, State.APPROVED)
    return waits or row.approved_by_id == member.pk


@transaction.atomic
def read_request(row: AccessRequest, *, by: Membership, at: datetime) -> Request:
    """Return what stands in a request, after recording that `by` reads it. From `requests_of`."""
    audit.record("request.read", row, by=by, at=at)
    return content_of(row)


# Finding and drafting


@transaction.atomic
def search_person(row: AccessRequest, *, name: str, by: Membership, at: datetime) -> list[Found]:
    """Return who is called so in the incidents that `by` may read.

    Looking through all names is one act. What is shown are the names that are like it: for each
    incident with such a one that its names were shown. Raises NotNow.
    """
    check_state(row, content_of(row), State.OPEN)
    audit.record("request.searched", row, by=by, at=at)
    incidents = Incident.objects.visible_to(by).select_related("key").prefetch_related("persons")
    vault, found = SchoolVault(by.school_id), []
    for incident in incidents.newest_first():
        case, persons = vault.case(incident.key), incident.persons.all()
        names = {p: case.open(p, "name") for p in persons if p.name is not None}
        like = {p: n for p, n in names.items() if is_like(name, n)}
        if like:
            audit.record("incident.names_shown", incident, by=by, at=at)
            found += [
                _found(incident, p, n, case.get(p, "involvement", Involvement)) for p, n in like.items()
            ]
    return found


def _found(incident: Incident, person: Person, name: str, involvement: Involvement) -> Found:
    role = PersonRole(involvement.role).label
    return Found(incident.pk, person.pk, incident.name, involvement.label, role, name)


@transaction.atomic
def make_draft(
    row: AccessRequest, *, chosen: Iterable[tuple[UUID, UUID]], seen: int, by: Membership, at: datetime
) -> None:
    """Put the texts of the incidents of these (incident, person) in the draft, without other names.

    What was edited before stays as it was edited. Each incident counts as read. Raises NotNow,
    ChangedMeanwhile, or CaseGone for an incident that is not there for `by`.
    """
    request, wanted = content_of(row), {}
    check_state(row, request, State.OPEN)
    for incident, person in chosen:
        wanted.setdefault(incident, set()).add(person)
    incidents = Incident.objects.visible_to(by).filter(pk__in=wanted).select_related("key", "school")
    known, edited = list(incidents.newest_first()), {piece.id: piece for piece in request.pieces}
    if {incident.pk for incident in known} != wanted.keys():
        raise CaseGone
    drafts = [_draft_case(incident, wanted[incident.pk], by, at) for incident in known]
    pieces = [edited.get(piece.id, piece) for _, of_case in drafts for piece in of_case]
    excluded = Exclusion.unscoped.filter(school=by.school_id, incident__in=known)
    request = replace(
        request,
        chosen=tuple(one for one, _ in drafts),
        pieces=tuple(pieces),
        excluded=tuple({str(pk) for pk in excluded.values_list("member_id", flat=True)}),
    )
    keep(row, request, seen=seen)
    audit.record("request.drafted", row, by=by, at=at)


def _draft_case(
    incident: Incident, own: set[UUID], by: Membership, at: datetime
) -> tuple[Chosen, list[Piece]]:
    """Open an incident and return it as part of a draft. The names are used, and shown to nobody."""
    case = open_case(incident, by=by, at=at)
    vault = SchoolVault(by.school_id).case(incident.key)
    names = {p.pk: vault.open(p, "name") for p in incident.persons.exclude(name=None)}
    mine = [p for p in case.persons if p.id in own]
    if len(mine) != len(own):
        raise CaseGone
    colleagues = Membership.objects.visible_to(by).select_related("user").order_by("pk")
    pieces = pieces_of(case, own, names, [c.user.name for c in colleagues], at)
    chosen = Chosen(
        incident=str(incident.pk),
        name=incident.name,
        persons=tuple(str(p.id) for p in mine),
        labels=" en ".join(p.involvement.label for p in mine),
        kept=kept_line(incident),
        readers=readers_line(incident),
    )
    return chosen, pieces


@transaction.atomic
def save_draft(
    row: AccessRequest,
    *,
    pieces: Iterable[Piece],
    origin: str,
    shared: str,
    seen: int,
    is_ready: bool,
    site: str,
    by: Membership,
    at: datetime,
) -> None:
    """Save the draft; when it is ready, tell who may read it as the second person.

    Raises NotNow or ChangedMeanwhile.
    """
    request = content_of(row)
    check_state(row, request, State.OPEN)
    edited = {piece.id: piece for piece in pieces}
    kept = tuple(edited.get(piece.id, piece) for piece in request.pieces)
    state = State.REVIEW if is_ready else State.OPEN
    request = replace(request, pieces=kept, origin=origin, shared=shared, state=state.value)
    keep(row, request, seen=seen)
    audit.record("request.submitted" if is_ready else "request.drafted", row, by=by, at=at)
    if is_ready:
        emails.tell_review(_second_persons(row, request, by, at), row, site=site)


def _second_persons(row: AccessRequest, request: Request, by: Membership, at: datetime) -> list[Membership]:
    roles = [role for role, verbs in ROLE_PERMISSIONS.items() if Permission.REQUEST_APPROVE in verbs]
    members = Membership.objects.visible_to(by).active().holding(*roles).exclude(pk=by.pk)
    found = members.select_related("user", "school").order_by("pk")
    return [m for m in found if _may_read(m, row, request, _party_to(m), at)]


# What these and the answer share


def content_of(row: AccessRequest) -> Request:
    return load_request(SchoolVault(row.school_id).open(row, "sealed"))


def check_state(row: AccessRequest, request: Request, *states: State) -> None:
    if row.is_closed or request.state not in states:
        raise NotNow


def keep(row: AccessRequest, request: Request, *, seen: int, **columns) -> None:
    """Seal a request anew if nobody did so since version `seen`. Raises ChangedMeanwhile.

    The row itself must be of that version too: its content is what the new one was made from.
    """
    sealed = SchoolVault(row.school_id).seal(row, "sealed", dump(request))
    same = AccessRequest.unscoped.filter(pk=row.pk, school=row.school_id, version=seen)
    if row.version != seen or not same.update(sealed=sealed, version=F("version") + 1, **columns):
        raise ChangedMeanwhile
