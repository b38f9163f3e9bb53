"""What the school writes in its policy plan itself: kept from one school year to the next."""

import uuid

from django.db import models
from django.db.models import Case, Q, Value, When

from assessments.models import Round
from schools.models import Membership, School
from schools.scoping import ScopedManager, ScopedQuerySet
from themes.models import Question


class Composition(models.Model):
    """The school's own texts in the plan, and the sections that it leaves out. One row per school.

    `version` counts the changes, so that somebody who started from an older one is told.
    """

    school = models.OneToOneField(School, models.PROTECT, related_name="+")
    vision = models.TextField("visie en waarden", blank=True)
    intros = models.JSONField(default=dict)  # the code of a theme: what the school says about it first
    hidden = models.JSONField(default=list)  # the codes of the sections that are left out
    review_on = models.DateField("volgende herziening", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)

    unscoped = ScopedQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    def __str__(self):
        return f"{self.school_id} v{self.version}"


class Logo(models.Model):
    """The school's logo: a PNG that we wrote ourselves from what somebody sent."""

    school = models.OneToOneField(School, models.PROTECT, related_name="+")
    png = models.BinaryField()
    width = models.PositiveSmallIntegerField()  # pixels
    height = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField()

    unscoped = ScopedQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    def __str__(self):
        return f"{self.width} x {self.height}"


class ChosenRemark(models.Model):
    """A remark that appears in the plan, in the words that were read when it was chosen.

    A remark that somebody changed later is left out until it is chosen again.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="+", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField()

    unscoped = ScopedQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "question"], name="one_chosen_remark")]

    def __str__(self):
        return self.text


class Task(models.TextChoices):
    """Whom pupils, parents and colleagues turn to. The order is that of the plan."""

    CONTACT = "contact", "Aanspreekpunt"
    PRINCIPAL = "principal", "Directie"
    CARE = "care", "Zorg en leerlingbegeleiding"
    TRUST = "trust", "Vertrouwenspersoon"
    ICT = "ict", "ICT"
    PRIVACY = "privacy", "Privacy en gegevens (DPO)"
    EXTERNAL_CARE = "external_care", "CLB of schoolmaatschappelijk werk"
    POLICE = "police", "Politie of wijkagent"
    OTHER = "other", "Iets anders"


class ResponsibilityQuerySet(ScopedQuerySet):
    def in_order(self):
        """Order by task as the plan does, then by grade."""
        place = Case(*(When(task=task, then=Value(n)) for n, task in enumerate(Task)))
        return self.order_by(place, "grade", "name", "pk")


class Responsibility(models.Model):
    """Who does what in the school, and how one reaches them, as plan and sheets print it.

    For somebody inside or outside the school: it needs no account, and gives no rights.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    task = models.CharField("taak", max_length=20, choices=Task)
    name = models.CharField("wie", max_length=100)
    grade = models.CharField("voor welke graad of klas", max_length=60, blank=True)
    reach = models.CharField("hoe bereik je die", max_length=200, blank=True)
    does = models.CharField("doet wat", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    unscoped = ResponsibilityQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ResponsibilityQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(task__in=Task.values), name="responsibility_task")
        ]
        indexes = [models.Index(fields=["school", "task", "grade"], name="responsibility_of_school")]

    def __str__(self):
        return f"{self.name}, {self.get_task_display()}"
