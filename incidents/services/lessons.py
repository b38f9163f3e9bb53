"""What the working group learns of closed incidents: kept with the school's key, without the incident."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from incidents.closing import Learned
from incidents.content import dump, load
from incidents.models import Lesson
from incidents.vault import SchoolVault
from schools import audit
from schools.models import Membership
from schoolsafety.dates import school_year


def put_lesson(pk: UUID, learned: Learned, *, by: Membership) -> None:
    """Add a lesson, or put this one in its place. Within the transaction of the act that records it."""
    lesson = Lesson(pk=pk, school_id=by.school_id, school_year=school_year(localdate(learned.at)))
    lesson.sealed = SchoolVault(by.school_id).seal(lesson, "sealed", dump(learned))
    known = Lesson.unscoped.filter(pk=pk, school=by.school_id)
    if not known.update(sealed=lesson.sealed, school_year=lesson.school_year):
        lesson.save(force_insert=True)


def read_lesson(lesson: Lesson, vault: SchoolVault) -> Learned:
    """Return what a lesson says. Raises CannotOpen."""
    return load(Learned, vault.open(lesson, "sealed"))


@transaction.atomic
def answer_lesson(lesson: Lesson, *, by: Membership, at: datetime) -> None:
    """Keep the score of a card: this lesson, and each of before about it, no longer speaks against it.

    Does nothing when a colleague said so already.
    """
    vault = SchoolVault(by.school_id)
    rows = Lesson.unscoped.select_for_update().filter(school=by.school_id).order_by("pk")
    known = {row: read_lesson(row, vault) for row in rows}
    this = known[lesson]
    if this.answered_at:
        return
    for row, learned in known.items():
        is_same_card = (learned.theme, learned.card) == (this.theme, this.card)
        if is_same_card and learned.at <= this.at and not learned.answered_at:
            put_lesson(row.pk, replace(learned, answered_at=at), by=by)
    audit.record("lesson.answered", lesson, by=by, at=at)
