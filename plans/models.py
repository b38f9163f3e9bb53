"""What the school decided to do: actions, made from a question or a card."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When

from schools.models import Membership, School
from schools.scoping import ScopedManager, ScopedQuerySet
from themes.models import Card, Question


class Status(models.TextChoices):
    PLANNED = "planned", "gepland"
    BUSY = "busy", "bezig"
    DONE = "done", "klaar"
    DROPPED = "dropped", "geschrapt"


OPEN = (Status.PLANNED, Status.BUSY)


class ActionQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def most_urgent_first(self):
        """Open actions by due date, so that what is late stands on top; then what is finished."""
        is_closed = Case(When(status__in=OPEN, then=Value(0)), default=Value(1))
        return self.order_by(is_closed, F("due_on").asc(nulls_last=True), "pk")


class Action(models.Model):
    """What somebody will do, by when. It keeps the card, and mostly the question, that it came from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    card = models.ForeignKey(Card, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField("wat", max_length=300)
    owner = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name="wie")
    due_on = models.DateField("tegen wanneer")
    status = models.CharField("stand", max_length=10, choices=Status, default=Status.PLANNED)
    created_at = models.DateTimeField("gemaakt")
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    finished_on = models.DateField("klaar op", null=True, blank=True)

    unscoped = ActionQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ActionQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="action_status"),
            models.CheckConstraint(
                condition=Q(status=Status.DONE, finished_on__isnull=False)
                | (~Q(status=Status.DONE) & Q(finished_on=None)),
                name="action_finished",
            ),
        ]
        indexes = [models.Index(fields=["school", "due_on"], name="action_due")]

    def __str__(self):
        return self.what

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def is_late(self, on: date) -> bool:
        """Tell whether the action is still open after its day."""
        return self.is_open and self.due_on < on
