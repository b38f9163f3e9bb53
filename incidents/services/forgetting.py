"""Forgetting incidents on the days that were promised: first the names, then the story, then the count.

Each incident is forgotten in a transaction of its own: stop at any moment, run again, and it goes on.
An incident that is open, or held, is not forgotten.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from incidents.content import Head
from incidents.envelope import CannotOpen
from incidents.models import AccessRequest, CaseKey, Incident, Tally
from incidents.reach import every_incident
from incidents.retention import tally_until
from incidents.statistics import tally_content
from incidents.vault import SchoolVault
from schools import audit, walls
from schools.models import AuditEntry, Membership, School

RAN = "forget.ran"
LONGEST_SILENCE = timedelta(days=40)  # between two runs; longer, and the clock may have moved


@dataclass(frozen=True)
class Due:
    """What a school should have forgotten by a day: after which the names, or all, should be gone."""

    school: School
    names: tuple[Incident, ...] = ()
    stories: tuple[Incident, ...] = ()
    tallies: tuple[Tally, ...] = ()
    requests: tuple[AccessRequest, ...] = ()
    held: int = 0  # incidents that are only there because somebody held them

    @property
    def cases(self) -> int:
        return len(self.names) + len(self.stories)


@dataclass
class Forgotten:
    """How much was forgotten of each, and the incidents that could not be."""

    names: int = 0
    stories: int = 0
    tallies: int = 0
    requests: int = 0
    faults: list[str] = field(default_factory=list)


@contextmanager
def in_one_step(school: School) -> Iterator[None]:
    with transaction.atomic(), walls.in_school(school.pk):
        yield


def find_due(school: School, on: date) -> Due:
    """Return what a school should have forgotten by this day."""
    with in_one_step(school), every_incident():
        names, stories = _names_due(school, on), _stories_due(school, on)
        held = Incident.unscoped.filter(school=school, is_held=True, names_until__lt=on)
        return Due(
            school,
            tuple(names.filter(is_held=False).order_by("names_until", "pk")),
            tuple(stories.filter(is_held=False).order_by("story_until", "pk")),
            tuple(t for t in _of(school, Tally) if tally_until(t.school_year, school.country) < on),
            tuple(_of(school, AccessRequest).filter(until__lt=on)),
            held.filter(is_closed=True).count(),
        )


def _stories_due(school: School, on: date) -> QuerySet[Incident]:
    return Incident.unscoped.filter(school=school, is_closed=True, story_until__lt=on)


def _names_due(school: School, on: date) -> QuerySet[Incident]:
    """Return those whose names go and whose story stays: the names go with the story."""
    rows = Incident.unscoped.filter(school=school, is_closed=True, are_names_forgotten=False)
    return rows.filter(names_until__lt=on, story_until__gte=on)


def _of(school: School, model: type) -> QuerySet:
    return model.unscoped.filter(school=school).order_by("pk")


def clock_fault(school: School, on: date) -> str:
    """Return why this day cannot be today, "" when nothing speaks against it.

    A clock that jumped ahead would forget what was promised to stay, and there is no way back.
    """
    with in_one_step(school):
        acts = AuditEntry.unscoped.filter(school=school).order_by("-number")
        newest, last_run = acts.first(), acts.filter(action=RAN).first()
    if newest and on < localdate(newest.at):
        return f"the last act was on {localdate(newest.at)}, which is later than today, {on}"
    if last_run and on - localdate(last_run.at) > LONGEST_SILENCE:
        return f"the last run was on {localdate(last_run.at)}, more than {LONGEST_SILENCE.days} days ago"
    return ""


def forget(due: Due, *, on: date, at: datetime) -> Forgotten:
    """Forget what is due, step by step, and record that it was looked at. Raises KeyFileFault."""
    done, school = Forgotten(), due.school
    for incident in due.names:
        done.names += forget_names(incident, school, on=on, at=at)
    for incident in due.stories:
        try:
            done.stories += forget_story(incident, school, on=on, at=at)
        except CannotOpen:  # somebody must look at it: without its head there is nothing to count
            done.faults.append(incident.name)
    done.tallies = forget_rows(due.tallies, school, "tally.forgotten", at=at)
    done.requests = forget_rows(due.requests, school, "request.forgotten", at=at)
    with in_one_step(school):
        audit.record(RAN, school, by=None, at=at, school=school)
    return done


def forget_names(incident: Incident, school: School, *, on: date, at: datetime) -> bool:
    """Take the names out of an incident; False when somebody held or opened it again meanwhile."""
    with in_one_step(school):
        row = _still(_names_due(school, on), incident)
        if row is None:
            return False
        row.persons.update(name=None)
        row.are_names_forgotten = True
        row.save(update_fields=["are_names_forgotten"])
        audit.record("incident.names_forgotten", row, by=None, at=at)
        return True


def forget_story(incident: Incident, school: School, *, on: date, at: datetime) -> bool:
    """Leave only a count of an incident; False when somebody held or opened it again meanwhile.

    Its key goes first: what is left of the rest, in the database or in a backup of them, stays shut.
    Raises CannotOpen.
    """
    with in_one_step(school):
        row = _still(_stories_due(school, on), incident)
        if row is None:
            return False
        vault = SchoolVault(school.pk)
        head = vault.case(row.key).get(row, "head", Head)
        audit.record("incident.story_forgotten", row, by=None, at=at)
        CaseKey.unscoped.filter(incident=row).delete()
        row.delete()
        tally = Tally(id=uuid4(), school=school, school_year=row.school_year)
        tally.sealed = vault.seal(tally, "sealed", tally_content(head))
        tally.save(force_insert=True)
        return True


def _still(due: QuerySet[Incident], incident: Incident) -> Incident | None:
    """Return an incident that is due, locked; None when it is so no longer."""
    rows = due.filter(is_held=False).select_related("key").select_for_update(of=("self",))
    return rows.filter(pk=incident.pk).first()


def forget_rows(rows: Iterable[Tally | AccessRequest], school: School, action: str, *, at: datetime) -> int:
    """Delete rows that the school kept until their own day; return how many."""
    count = 0
    for row in rows:
        with in_one_step(school):
            audit.record(action, row, by=None, at=at)
            count += type(row).unscoped.filter(pk=row.pk).delete()[0]
    return count


# Looking ahead


def last_run(member: Membership) -> datetime | None:
    """Return when it was last looked at what must be forgotten in this member's school."""
    runs = AuditEntry.objects.visible_to(member).filter(action=RAN).order_by("-number")
    return runs.values_list("at", flat=True).first()
