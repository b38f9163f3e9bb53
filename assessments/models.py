"""A school's self-assessment: rounds, their themes, one answer per question, and what led to it.

Foreign keys carry no index of their own (db_index=False) where a constraint's index already begins
with them, or where nothing looks rows up by them: each index is written again with every save.
"""

import uuid
from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from schools.models import Membership, School
from schools.scoping import ScopedManager, ScopedQuerySet
from schoolsafety.dates import school_year_name
from themes.models import Card, CriteriaSet, Question, Theme
from themes.steps import VALUES


class RoundQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def newest_first(self):
        return self.order_by("-school_year", "pk")


class Round(models.Model):
    """One school year's self-assessment with one criteria set. Closing locks it for good.

    `version` counts the changes of its themes and targets, so that somebody who started from older
    ones is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField("schooljaar")
    opened_at = models.DateTimeField("geopend")
    opened_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("gesloten", null=True, blank=True)
    closed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    unscoped = RoundQuerySet.as_manager()
    objects = ScopedManager.from_queryset(RoundQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "criteria_set", "school_year"], name="one_round_per_year"
            ),
            models.UniqueConstraint(fields=["school"], condition=Q(closed_at=None), name="one_open_round"),
        ]

    def __str__(self):
        return f"Ronde {self.name}"

    @property
    def name(self) -> str:
        return school_year_name(self.school_year)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_before(self, other: "Round") -> bool:
        """Tell whether this round is of an earlier school year, with the same criteria."""
        is_earlier = self.school_year < other.school_year
        return is_earlier and self.criteria_set_id == other.criteria_set_id

    def asks(self, question: Question) -> bool:
        """Tell whether this round asks the question: today, or for a closed round on its last day."""
        if self.is_open:
            return question.retired_at is None
        is_retired = question.retired_at is not None and question.retired_at <= self.closed_at
        return question.added_at <= self.closed_at and not is_retired


class RoundTheme(models.Model):
    """A theme that the school chose for a round, and the score it aims for."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="themes", db_index=False)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    target = models.DecimalField(
        "streefscore",
        max_digits=2,
        decimal_places=1,
        default=2,
        validators=[MinValueValidator(0), MaxValueValidator(3)],
    )

    unscoped = ScopedQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "theme"], name="round_theme"),
            models.CheckConstraint(condition=Q(target__range=(0, 3)), name="target_range"),
        ]

    def __str__(self):
        return f"{self.theme} in {self.round}"


class Answer(models.Model):
    """What the school decided on one question: a step, the answer in words, a remark.

    `version` counts the saves. Each one stays as an AnswerRevision, so that two people who start
    from the same version can be told apart and no text is lost.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="answers", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    value = models.SmallIntegerField("score", null=True, blank=True)
    text = models.TextField("afspraak", blank=True)
    remark = models.TextField("opmerking", blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField("bewaard")
    changed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)

    unscoped = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "question"], name="one_answer"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__in=VALUES), name="answer_value"),
        ]
        # A round's scores are counted from this index alone.
        indexes = [models.Index(fields=["round", "question", "value"], name="answer_scores")]

    def __str__(self):
        return f"{self.question}: {self.value}"


class AnswerRevision(models.Model):
    """One saved version of an answer. Only ever added."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="revisions", db_index=False)
    version = models.PositiveIntegerField()
    value = models.SmallIntegerField(null=True)
    text = models.TextField(blank=True)
    remark = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)

    unscoped = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "version"], name="answer_version"),
        ]

    def __str__(self):
        return f"{self.answer_id} v{self.version}"

    @classmethod
    def of(cls, answer: Answer) -> "AnswerRevision":
        """Return the revision that records this answer as it is now; not yet saved."""
        return cls(
            school_id=answer.school_id,
            answer=answer,
            version=answer.version,
            value=answer.value,
            text=answer.text,
            remark=answer.remark,
            at=answer.changed_at,
            by=answer.changed_by,
        )


class Vote(models.Model):
    """What one member chose on one question, before the group agrees. Agreeing never deletes it.

    Whose it is, is for the member alone to see: others get counts, and only after the reveal.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="votes", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    value = models.SmallIntegerField("keuze")
    changed_at = models.DateTimeField("bewaard")

    unscoped = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "question", "member"], name="one_vote"),
            models.CheckConstraint(condition=Q(value__in=VALUES), name="vote_value"),
        ]

    def __str__(self):
        return f"{self.question_id}: {self.value}"


class Reveal(models.Model):
    """The moment from which all may see how a card was voted on, and nobody can vote on it any more."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="reveals", db_index=False)
    card = models.ForeignKey(Card, models.PROTECT, related_name="+", db_index=False)
    revealed_at = models.DateTimeField("getoond")
    revealed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)

    unscoped = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "card"], name="one_reveal"),
        ]

    def __str__(self):
        return f"{self.card_id} in {self.round_id}"


class EvidenceQuerySet(ScopedQuerySet):
    def kept(self):
        """Keep what was not removed."""
        return self.filter(removed_at=None)

    def removed(self):
        return self.exclude(removed_at=None)


class Evidence(models.Model):
    """Where one can see that a card is true: a link, a short note, or both.

    It belongs to the card and not to a round, so that next year's round finds it again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    card = models.ForeignKey(Card, models.PROTECT, related_name="+", db_index=False)
    url = models.URLField("link", max_length=500, blank=True)
    note = models.CharField("notitie", max_length=500, blank=True)
    valid_until = models.DateField("geldig tot", null=True, blank=True)
    added_at = models.DateTimeField("toegevoegd")
    added_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    removed_at = models.DateTimeField("weggehaald", null=True, blank=True)
    removed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)

    unscoped = EvidenceQuerySet.as_manager()
    objects = ScopedManager.from_queryset(EvidenceQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(url="", note=""), name="evidence_not_empty"),
            # A link of another kind could run a script in the page of a colleague.
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="evidence_link",
            ),
        ]
        indexes = [models.Index(fields=["school", "card"], name="evidence_of_card")]

    def __str__(self):
        return self.url or self.note

    def is_expired(self, on: date) -> bool:
        """Tell whether the last day it was valid is over."""
        return self.valid_until is not None and self.valid_until < on
