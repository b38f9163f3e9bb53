"""Reporting an incident, and what is added to it in words: notes, corrections, persons, names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from incidents.content import Head, Involvement, Record
from incidents.kinds import PersonRole, Relation
from incidents.models import Access, Incident, Person, RetentionTerms
from incidents.reach import every_incident
from incidents.records import Type
from incidents.retention import DEFAULTS, ForgetDates, Terms, forget_dates
from incidents.services.cases import Writing, form_id
from incidents.vault import SchoolVault
from schools import audit
from schools.models import Membership, School
from schoolsafety.dates import school_year
from schoolsafety.prepared import prepared

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class NoSuchNote(Exception):
    """There is no note with this number."""


@dataclass(frozen=True)
class NewPerson:
    """Somebody to add to an incident; `name` may be empty."""

    role: PersonRole
    relation: Relation
    name: str = ""
    note: str = ""


@transaction.atomic
def report_incident(
    *, head: Head, story: str, persons: Iterable[NewPerson] = (), key: UUID, by: Membership, at: datetime
) -> Incident:
    """Add an incident to the register of the school of `by`, who follows it up.

    `key` comes with the form: the same form sent twice adds one incident. Raises KeyFileFault.
    """
    school = School.objects.select_for_update().get(pk=by.school_id)  # one number at a time
    pk = form_id(key, head.title, head.theme, head.kind, head.happened_at, story)
    if known := Incident.unscoped.filter(pk=pk, school=school).first():
        return known
    incident = _make_incident(pk, school, head, at)
    access = {"school": school, "incident": incident, "member": by, "given_by": by, "given_at": at}
    Access.unscoped.create(kind=Access.Kind.HANDLER, **access)
    writing = Writing(incident, by=by, at=at)
    writing.add(Record(type=Type.NOTE, at=at, happened_at=head.happened_at, text=story))
    for person in persons:
        _add_person(writing, person)
    audit.record("incident.logged", incident, by=by, at=at)
    return incident


def _make_incident(pk: UUID, school: School, head: Head, at: datetime) -> Incident:
    today = localdate(at)
    dates = dates_of(school, today)
    incident = Incident(
        pk=pk,
        school=school,
        school_year=school_year(today),
        week=today - timedelta(days=today.weekday()),
        names_until=dates.names_until,
        story_until=dates.story_until,
    )
    incident.number = _next_number(school, incident.school_year)
    key, vault = SchoolVault(school.pk).new_case(incident)
    vault.put(incident, "head", head)
    incident.save(force_insert=True)
    key.save(force_insert=True)
    return incident


def _next_number(school: School, year: int) -> int:
    earlier = Incident.unscoped.filter(school=school, school_year=year)
    with every_incident():  # also those that the reporter may not see
        return (earlier.aggregate(last=Max("number"))["last"] or 0) + 1


def dates_of(school: School, closed_on: date) -> ForgetDates:
    """Return until when this school keeps an incident that is closed on this day."""
    own = _own_terms(school.pk)
    terms = Terms(*own[0]) if own else DEFAULTS[school.country]
    return forget_dates(closed_on, school.country, terms)


@prepared
def _own_terms(school_id):
    return RetentionTerms.unscoped.filter(school=school_id).values_list("names_years", "story_years")


@transaction.atomic
def add_note(
    incident: Incident,
    *,
    text: str,
    happened_at: datetime | None = None,
    key: UUID | None = None,
    by: Membership,
    at: datetime,
) -> None:
    """Write a note. Raises CaseClosed or CaseGone."""
    writing = Writing(incident, by=by, at=at)
    if writing.add(Record(type=Type.NOTE, at=at, happened_at=happened_at, text=text), key=key):
        writing.record_act("incident.noted")


@transaction.atomic
def correct_record(
    incident: Incident, *, number: int, text: str, key: UUID | None = None, by: Membership, at: datetime
) -> None:
    """Write what an earlier note should have said; that one stays.

    Raises NoSuchNote, CaseClosed or CaseGone.
    """
    writing = Writing(incident, by=by, at=at)
    entry = writing.incident.entries.filter(number=number).first()
    if entry is None or writing.vault.get(entry, "record", Record).type != Type.NOTE:
        raise NoSuchNote
    if writing.add(Record(type=Type.CORRECTION, at=at, text=text, corrects=number), key=key):
        writing.record_act("incident.corrected")


@transaction.atomic
def add_person(
    incident: Incident, person: NewPerson, *, key: UUID | None = None, by: Membership, at: datetime
) -> None:
    """Add somebody who turned out to be involved. Raises CaseClosed or CaseGone."""
    writing = Writing(incident, by=by, at=at)
    if _add_person(writing, person, key=key):
        writing.record_act("incident.person_added")


def _add_person(writing: Writing, person: NewPerson, *, key: UUID | None = None) -> Person | None:
    label = _next_label(writing, person.relation)
    involvement = Involvement(role=person.role, relation=person.relation, label=label, note=person.note)
    return writing.add_person(involvement, person.name, key=key)


def _next_label(writing: Writing, relation: Relation) -> str:
    """Return "Leerling B" for the second pupil; after Z come numbers."""
    persons = writing.incident.persons.all()
    known = [writing.vault.get(person, "involvement", Involvement) for person in persons]
    n = Counter(involvement.relation for involvement in known)[relation]
    return f"{relation.label} {LETTERS[n] if n < len(LETTERS) else n + 1}"


@transaction.atomic
def name_person(person: Person, *, name: str, by: Membership, at: datetime) -> None:
    """Give somebody a name, or another one; an empty one takes it away. Raises CaseClosed or CaseGone."""
    writing = Writing(person.incident, by=by, at=at)
    sealed = writing.vault.seal(person, "name", name) if name else None
    Person.unscoped.filter(pk=person.pk, school=by.school_id).update(name=sealed)
    writing.record_act("incident.named")
