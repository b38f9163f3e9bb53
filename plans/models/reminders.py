"""What was mailed about actions, so that nobody is told twice."""

from django.db import models
from django.db.models import Q

from plans.models.actions import Action
from schools.models import Membership, School
from schools.scoping import ScopedQuerySet


class Moment(models.TextChoices):
    """When somebody is reminded of an action, and the weekly digest, which is about them all."""

    MONTH = "month", "30 dagen ervoor"
    WEEK = "week", "7 dagen ervoor"
    DAY = "day", "1 dag ervoor"
    LATE = "late", "1 dag erna"
    DIGEST = "digest", "weekoverzicht"


class Reminder(models.Model):
    """A mail that left. `due_on` is the day that the action was due then, and of a digest its Monday.

    An action that gets another day is reminded of anew.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    action = models.ForeignKey(Action, models.CASCADE, null=True, related_name="+", db_index=False)
    kind = models.CharField("wanneer", max_length=10, choices=Moment)
    due_on = models.DateField("voor welke dag")

    unscoped = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "action", "kind", "due_on"], name="one_reminder"),
            # NULL differs from NULL: without this one a digest could leave twice.
            models.UniqueConstraint(
                fields=["member", "due_on"], condition=Q(action=None), name="one_digest_a_week"
            ),
            models.CheckConstraint(
                condition=Q(kind=Moment.DIGEST, action=None)
                | (~Q(kind=Moment.DIGEST) & ~Q(action=None) & Q(kind__in=Moment.values)),
                name="reminder_kind",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.due_on}"
