"""What the school decided to do: actions, made from a question or a card."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When

from schools.models import Membership, School
from schools.scoping import ScopedManager, ScopedQuerySet
from themes.models import Card, Kind, Question


class Status(models.TextChoices):
    PLANNED = "planned", "gepland"
    BUSY = "busy", "bezig"
    DONE = "done", "klaar"
    DROPPED = "dropped", "geschrapt"


OPEN = (Status.PLANNED, Status.BUSY)
CLOSED = (Status.DONE, Status.DROPPED)


class ActionQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def closed(self):
        return self.filter(status__in=CLOSED)

    def with_names(self):
        """Fetch along what a list prints: who does it, and the card and question it came from."""
        return self.select_related("owner__user", "card__theme", "question")

    def most_urgent_first(self):
        """Open actions by due date, so that what is late stands on top; then the newest finished."""
        is_closed = Case(When(status__in=OPEN, then=Value(0)), default=Value(1))
        finished = F("finished_on").desc(nulls_last=True)
        return self.order_by(is_closed, finished, "due_on", "created_at", "pk")


class Action(models.Model):
    """What somebody will do, by when. It keeps the card, and mostly the question, that it came from.

    `version` counts the changes, so that somebody who started from an older one is told.
    """

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
    version = models.PositiveIntegerField(default=1)

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
    def asked(self) -> str:
        """Return the question it came from, if any; a card's statement stands on the card itself."""
        if self.question is None or self.question.kind == Kind.STATEMENT:
            return ""
        return f"{self.question.group} {self.question.text}".strip()

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def is_late(self, on: date) -> bool:
        """Tell whether the action is still open after its day."""
        return self.is_open and self.due_on < on
