"""What the school decided to do: actions, made from a question or a card, and how they went."""

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


class Effort(models.TextChoices):
    """How much work it is, as the group guesses it."""

    SMALL = "small", "klein: enkele uren"
    MEDIUM = "medium", "middel: enkele dagen"
    LARGE = "large", "groot: enkele weken of meer"


class Source(models.TextChoices):
    """What made the school think of it; the card itself says what it is about."""

    CARD = "card", "een kaart"
    LESSON = "lesson", "een les uit een melding"
    PUPILS = "pupils", "leerlingen"
    PARENTS = "parents", "ouders"
    TEAM = "team", "het schoolteam"
    INSPECTION = "inspection", "de doorlichting of inspectie"


class Helped(models.TextChoices):
    """What the school says afterwards: did it help?"""

    YES = "yes", "ja"
    PARTLY = "partly", "deels"
    NO = "no", "nee"
    UNKNOWN = "unknown", "nog niet te zeggen"


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

    One owner answers for it; who shares the work is an ActionPartner. `version` counts the changes, so
    that somebody who started from an older one is told.
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
    success_sign = models.CharField("waaraan zien jullie dat het lukt", max_length=300, blank=True)
    effort = models.CharField("hoeveel werk", max_length=10, choices=Effort, blank=True)
    source = models.CharField("waar komt het vandaan", max_length=10, choices=Source, default=Source.CARD)
    helped = models.CharField("hielp het", max_length=10, choices=Helped, blank=True)
    learned = models.CharField("wat leerden jullie", max_length=500, blank=True)
    evaluated_on = models.DateField("bekeken op", null=True, blank=True)
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
            models.CheckConstraint(condition=Q(effort__in=["", *Effort.values]), name="action_effort"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="action_source"),
            # Whether it helped can be said of what is done, on the day that it was said.
            models.CheckConstraint(
                condition=Q(helped="", evaluated_on=None)
                | Q(helped__in=Helped.values, evaluated_on__isnull=False, status=Status.DONE),
                name="action_helped",
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


class ActionPartner(models.Model):
    """Somebody who shares the work of an action with its owner."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    action = models.ForeignKey(Action, models.CASCADE, related_name="partners", db_index=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    unscoped = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "member"], name="one_partner")]

    def __str__(self):
        return f"{self.member_id} in {self.action_id}"


class ActionChange(models.Model):
    """What became of an action: one row each time its status, owner or day changed. Only ever added."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    action = models.ForeignKey(Action, models.CASCADE, related_name="changes")
    at = models.DateTimeField("wanneer")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    status = models.CharField("stand", max_length=10, choices=Status)
    owner = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField("tegen wanneer")

    unscoped = ScopedQuerySet.as_manager()

    def __str__(self):
        return f"{self.action_id}: {self.status}"
