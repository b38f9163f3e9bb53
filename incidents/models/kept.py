"""What belongs to the school and not to one incident; sealed with the key of the school."""

import uuid

from django.db import models
from django.db.models import F, Q

from incidents.fields import SealedField
from schools.models import Membership, School
from schools.scoping import ScopedManager, ScopedQuerySet


class Lesson(models.Model):
    """What the working group may know of a closed incident: a card, and what would have helped.

    Sealed with the school's key. Nothing here leads back to the incident; the incident itself knows
    its lesson, so that closing it again says it anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField("schooljaar")
    sealed = SealedField("inhoud")

    unscoped = ScopedQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    def __str__(self):
        return f"les uit {self.school_year}"


class Tally(models.Model):
    """All that stays of a forgotten incident: that there was one, of this theme and kind, that year.

    Sealed with the school's key, because a single one says a lot.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField("schooljaar")
    sealed = SealedField("inhoud")

    unscoped = ScopedQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    def __str__(self):
        return f"telling van {self.school_year}"


class RetentionTerms(models.Model):
    """How long this school keeps incidents, where that differs from the default of its country."""

    school = models.OneToOneField(School, models.PROTECT, related_name="+", primary_key=True)
    names_years = models.SmallIntegerField("namen")
    story_years = models.SmallIntegerField("verhaal")
    reason = models.CharField("reden", max_length=500, blank=True)
    changed_at = models.DateTimeField("gewijzigd")
    changed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    unscoped = ScopedQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    def __str__(self):
        return f"bewaartermijnen van {self.school_id}"


class AccessRequest(models.Model):
    """A person's request to read what the register holds about them (GDPR art. 15).

    `sealed` holds who asked, which persons they are and the draft; with the school's key. It is
    forgotten on its own day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("nummer")
    version = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    is_closed = models.BooleanField("afgehandeld", default=False)
    until = models.DateField("bewaard tot en met")
    sealed = SealedField("inhoud")

    unscoped = ScopedQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="access_request_number"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("opened_by")),
                name="access_request_two_people",
            ),
        ]

    def __str__(self):
        return f"Vraag om inzage {self.number}"
