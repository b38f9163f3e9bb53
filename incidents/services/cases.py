"""Opening an incident to read, and the one way to write in it.

Reading is recorded before anything is shown; writing is adding a record with the next number, under
a lock. Nothing that was written is ever changed, so nobody's text is lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import Q

from incidents.content import Head, Involvement, Record
from incidents.models import Entry, Incident, Person, reach_of
from incidents.records import Written, in_order
from incidents.vault import CaseVault, SchoolVault, column_of, open_case_key
from schools import audit
from schools.models import Membership
from schoolsafety.prepared import prepared


class CaseClosed(Exception):
    """The incident is closed: open it again before writing in it."""


class CaseGone(Exception):
    """The incident was forgotten meanwhile."""


class ChangedMeanwhile(Exception):
    """A colleague saved the same part of the incident meanwhile."""


@dataclass(frozen=True)
class Involved:
    """A person of an incident. The name is not in it."""

    id: UUID
    involvement: Involvement
    has_name: bool


@dataclass(frozen=True)
class Case:
    """An incident, opened: its head, all that was written, and who is involved, without names."""

    incident: Incident
    head: Head
    written: tuple[Written, ...]
    persons: tuple[Involved, ...]


def find_incident(member: Membership, pk: UUID, at: datetime) -> Incident | None:
    """Return an incident that this member may read now, with its keys and school."""
    return next(iter(_incident(member, pk, at, reach=reach_of(member, at))), None)


@prepared
def _incident(member, pk, at, *, reach):
    found = Incident.unscoped.within_reach(member, reach, at).filter(pk=pk)
    return found.select_related("key__school_key", "school")


@transaction.atomic
def open_case(incident: Incident, *, by: Membership, at: datetime, action: str = "incident.read") -> Case:
    """Return all there is to read, after recording that `by` reads it. Raises CannotOpen.

    `incident` comes from `visible_to(by)`, with its key.
    """
    audit.record(action, incident, by=by, at=at)
    return read_case(incident, vault_of(incident, by))


def read_case(incident: Incident, vault: CaseVault) -> Case:
    """Return all there is to read. Only for what records the act itself."""
    rows = [
        (number, name, vault.get_at(column_of(Entry, "record", pk), sealed, Record))
        for pk, number, name, sealed in _entries(incident.pk)
    ]
    persons = tuple(
        Involved(pk, vault.get_at(column_of(Person, "involvement", pk), sealed, Involvement), has_name)
        for pk, sealed, has_name in _persons(incident.pk)
    )
    return Case(incident, vault.get(incident, "head", Head), in_order(rows), persons)


@prepared
def _entries(incident_id):
    entries = Entry.unscoped.filter(incident=incident_id).order_by("number")
    return entries.values_list("pk", "number", "by__user__name", "record")


@prepared
def _persons(incident_id):
    persons = Person.unscoped.filter(incident=incident_id).order_by("number")
    return persons.values_list("pk", "involvement", Q(name__isnull=False))


def read_heads(incidents: Iterable[Incident], member: Membership) -> list[tuple[Incident, Head]]:
    """Return each incident with its head, for a list. They come from `visible_to`, with their keys."""
    vault = SchoolVault(member.school_id)
    return [(i, vault.case(i.key).get(i, "head", Head)) for i in incidents]


@transaction.atomic
def show_names(incident: Incident, *, by: Membership, at: datetime) -> dict[UUID, str]:
    """Return the names in an incident, by person, after recording that `by` sees them."""
    audit.record("incident.names_shown", incident, by=by, at=at)
    vault = vault_of(incident, by)
    return {p.pk: vault.open(p, "name") for p in incident.persons.exclude(name=None)}


@transaction.atomic
def open_with_names(incident: Incident, *, by: Membership, at: datetime) -> tuple[Case, dict[UUID, str]]:
    """Return all there is to read with the names in it, recorded as one act: that `by` sees the names."""
    names = show_names(incident, by=by, at=at)
    return read_case(incident, vault_of(incident, by)), names


@transaction.atomic
def record_refusal(*, by: Membership, at: datetime) -> None:
    """Write down that a member asked for an incident that is not there for them.

    Whether it exists is not looked at: the answer, its time and this row are the same.
    """
    audit.record("object.refused", by, by=by, at=at)


def vault_of(incident: Incident, member: Membership) -> CaseVault:
    """Open an incident's key with a key of this member's school. Raises CannotOpen."""
    return open_case_key(incident.key, member.school_id)


# Writing


class Writing:
    """An incident that nobody else writes in until the transaction ends.

    Raises CaseGone, and CaseClosed unless `closed` allows it.
    """

    def __init__(self, incident: Incident, *, by: Membership, at: datetime, closed: bool = False):
        rows = Incident.unscoped.select_for_update(of=("self",)).select_related("key__school_key")
        self.incident = rows.filter(pk=incident.pk, school=by.school_id).first()
        if self.incident is None:
            raise CaseGone
        if self.incident.is_closed and not closed:
            raise CaseClosed
        self.by, self.at = by, at
        self.vault = vault_of(self.incident, by)
        self.head = self.vault.get(self.incident, "head", Head)

    def add(self, record: Record, *, key: UUID | None = None) -> bool:
        """Add a record with the next number. False when this very form was sent before."""
        pk = form_id(key, self.incident.pk, record.type, record.text, record.data)
        if Entry.unscoped.filter(pk=pk).exists():
            return False
        self.incident.last_record += 1
        entry = Entry(pk=pk, school_id=self.incident.school_id, incident=self.incident, by=self.by)
        entry.number = self.incident.last_record
        self.vault.put(entry, "record", record)
        entry.save(force_insert=True)
        self.incident.save(update_fields=["last_record"])
        return True

    def add_person(self, involvement: Involvement, name: str, *, key: UUID | None = None) -> Person | None:
        """Add somebody who is involved; the name may be empty. None when this form was sent before."""
        pk = form_id(key, self.incident.pk, involvement.role, involvement.relation, involvement.note, name)
        if Person.unscoped.filter(pk=pk).exists():
            return None
        number = self.incident.persons.count() + 1
        row = Person(pk=pk, school_id=self.incident.school_id, incident=self.incident, number=number)
        self.vault.put(row, "involvement", involvement)
        row.name = self.vault.seal(row, "name", name) if name else None
        row.save(force_insert=True)
        return row

    def save_head(self, head: Head, **columns) -> None:
        """Put a new head, and these columns, in place of the present ones."""
        self.head = head
        self.vault.put(self.incident, "head", head)
        for name, value in columns.items():
            setattr(self.incident, name, value)
        self.incident.version += 1
        self.incident.save(update_fields=["head", "version", *columns])

    def record_act(self, action: str) -> None:
        audit.record(action, self.incident, by=self.by, at=self.at)


def form_id(key: UUID | None, *content: object) -> UUID:
    """Return the id of what a form with this key and content makes: the same one when it is sent twice.

    The key is random and kept nowhere, so the id tells nothing of the content.
    """
    return uuid5(key, repr(content)) if key else uuid4()
