"""The versions of the policy plan, and the files that are made of it and of what else is printed."""

import uuid

from django.db import models
from django.db.models import Q

from schools.models import Membership, School
from schools.scoping import ScopedManager, ScopedQuerySet


class Version(models.Model):
    """The plan as it was on the day that it was put before the principal; nothing in it changes any more.

    The draft is no version: it is what the school decided up to now. A version needs nothing beside
    itself, so that the round it came from can go its own way. `data` is the snapshot as
    canonical JSON (plans/snapshot.py) and `sha256` its fingerprint, both fixed by a trigger.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "voorgesteld"
        ADOPTED = "adopted", "vastgesteld"
        WITHDRAWN = "withdrawn", "ingetrokken"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField("versie")
    school_year = models.PositiveSmallIntegerField("schooljaar")
    status = models.CharField("stand", max_length=10, choices=Status, default=Status.PROPOSED)
    data = models.TextField()
    sha256 = models.CharField(max_length=64)
    proposed_at = models.DateTimeField("voorgesteld")
    proposed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    adopted_on = models.DateField("vastgesteld op", null=True)
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField("ingetrokken", null=True)
    withdrawn_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField("waarom ingetrokken", max_length=300, blank=True)

    unscoped = ScopedQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="version_number"),
            models.UniqueConstraint(
                fields=["school"], condition=Q(status="proposed"), name="one_proposed_version"
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", adopted_at=None, withdrawn_at=None)
                | Q(status="adopted", adopted_at__isnull=False, withdrawn_at=None)
                | Q(status="withdrawn", withdrawn_at__isnull=False),
                name="version_status",
            ),
        ]

    def __str__(self):
        return f"Versie {self.number}"


class Kind(models.TextChoices):
    """What a file is. Whoever makes one stands in plans/making."""

    PLAN = "plan", "beleidsplan"
    CHAPTER = "chapter", "hoofdstuk voor een ICT-beleidsplan"
    CARDS = "cards", "kaarten"
    FIRST_STEPS = "first_steps", "eerste 30 minuten"


PRINTED = (Kind.CARDS, Kind.FIRST_STEPS)


class Audience(models.TextChoices):
    """For whom a plan is: each sees what plans/audiences.py lets through."""

    FULL = "full", "volledig"
    COUNCIL = "council", "schoolraad en ouders"
    PUPILS = "pupils", "leerlingen"


class Format(models.TextChoices):
    PDF = "pdf", "PDF"
    WORD = "docx", "Word"


class State(models.TextChoices):
    """How far a file is: what the page that waits for it says."""

    WAITING = "waiting", "wacht op haar beurt"
    COLLECTING = "collecting", "verzamelen"
    LAYING_OUT = "laying_out", "bladzijden opmaken"
    WRITING = "writing", "wegschrijven"
    DONE = "done", "klaar"
    FAILED = "failed", "mislukt"


class FileQuerySet(ScopedQuerySet):
    def light(self):
        """Leave out what is large: what it is made from, and its bytes."""
        return self.defer("source", "content")


class File(models.Model):
    """One file: asked for, being made, or ready. Whoever asks for the same gets the same row.

    `source` holds all that it is made from, as canonical JSON, and `key` is the SHA-256 of that and of
    how it is made: the same data gives the same file. `beat_at` is when its maker was last heard of.
    Those of an adopted version stay as they are: a trigger refuses to change a ready one.
    """

    TRIES = 3  # no more makers than this are risked on one file

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="files")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PLAN)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.FULL)
    format = models.CharField(max_length=4, choices=Format, default=Format.PDF)
    name = models.CharField(max_length=150)  # as it is saved, with .pdf or .docx
    source = models.TextField()
    key = models.CharField(max_length=64)
    # What the draft was made of, in short: while it is the same, the key need not be computed again.
    stamp = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    page = models.PositiveSmallIntegerField(default=0)  # the one that is being laid out
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    lost = models.PositiveSmallIntegerField(default=0)  # makers that fell silent, since somebody asked
    made_at = models.DateTimeField(null=True)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    unscoped = FileQuerySet.as_manager()
    objects = ScopedManager.from_queryset(FileQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "key"], name="one_file"),
            # Ready means whole: there is no file without all of its bytes.
            models.CheckConstraint(
                condition=Q(state="done", content__isnull=False, made_at__isnull=False)
                | (~Q(state="done") & Q(content=None, sha256="")),
                name="file_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["school", "state"], name="file_to_make")]

    def __str__(self):
        return self.name

    @property
    def is_printed(self) -> bool:
        """Tell whether it is for use at a table, and no plan."""
        return self.kind in PRINTED

    @property
    def was_given_up(self) -> bool:
        """Tell whether nobody tries any more, because each maker was lost over it."""
        return self.state == State.FAILED and self.lost >= self.TRIES
