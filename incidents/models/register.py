"""The incidents themselves: what was written, who is involved, and who may read."""

import uuid
from datetime import datetime, timedelta
from enum import Enum, auto

from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
from django.utils import timezone

from incidents.fields import SealedField
from schools.models import Membership, School
from schools.permissions import Permission
from schools.scoping import ScopedManager, ScopedQuerySet

NEW_CONTACT_WAITS = timedelta(hours=24)


class Reach(Enum):
    """Which incidents of the school somebody reads."""

    ALL = auto()  # a contact
    FOLLOWED_UP = auto()  # a new contact: what they follow up themselves, or was opened for them
    OPENED = auto()  # anybody else: what was opened for them


def reach_of(member: Membership, at: datetime) -> Reach:
    if not member.can(Permission.INCIDENT_HANDLE):
        return Reach.OPENED
    return Reach.ALL if has_waited(member, at) else Reach.FOLLOWED_UP


class IsParty(Func):
    """That a member is party to an incident: IsParty(its id, the member's). Exists costs twice the CPU."""

    template = "EXISTS (SELECT 1 FROM incidents_exclusion party WHERE party.incident_id = %(expressions)s)"
    arg_joiner = " AND party.member_id = "
    output_field = models.BooleanField()


class IncidentQuerySet(ScopedQuerySet):
    def visible_to(self, member):
        """Keep what this member may read now.

        The clock is read here, because a permission is about this very moment.
        """
        at = timezone.now()
        return self.within_reach(member, reach_of(member, at), at)

    def within_reach(self, member, reach: Reach, at: datetime):
        """Keep what a member with this reach may read at that moment.

        For prepared queries, which know no roles: who asks one reads the clock and the reach each time.
        Who is party to an incident never sees it, whatever else holds.
        """
        here = super().visible_to(member).filter(~IsParty("pk", member.pk))
        if reach == Reach.ALL:
            return here
        opened = Access.unscoped.active(at).filter(incident=OuterRef("pk"), member=member.pk)
        if reach == Reach.OPENED:
            opened = opened.exclude(kind=Access.Kind.HANDLER)
        return here.filter(Exists(opened))

    def open(self):
        return self.filter(is_closed=False)

    def newest_first(self):
        return self.order_by("-school_year", "-number")


def has_waited(contact: Membership, at: datetime) -> bool:
    """Tell whether a contact may read older incidents: a day after the others were told of them."""
    return contact.contact_since is None or waits_until(contact) <= at


def waits_until(new_contact: Membership) -> datetime:
    return new_contact.contact_since + NEW_CONTACT_WAITS


def incident_name(school_year: int, number: int) -> str:
    """Return the number that people use: 2026-014. It is a key to nothing."""
    return f"{school_year}-{number:03}"


class Incident(models.Model):
    """Something that happened and that the school follows up.

    `head` is what a list shows (content.Head). All else is in its records and persons. `version`
    counts the changes of the head.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    school_year = models.PositiveSmallIntegerField("schooljaar")
    number = models.PositiveIntegerField("nummer")
    week = models.DateField("week waarin het werd gemeld")  # its Monday
    is_closed = models.BooleanField("afgesloten", default=False)
    version = models.PositiveIntegerField(default=1)
    last_record = models.PositiveIntegerField("laatste nummer in het verloop", default=0)
    names_until = models.DateField("namen tot en met")
    story_until = models.DateField("verhaal tot en met")
    are_names_forgotten = models.BooleanField("namen vergeten", default=False)
    is_held = models.BooleanField("vergeten uitgesteld", default=False)  # the reason is a record
    head = SealedField("hoofd")

    unscoped = IncidentQuerySet.as_manager()
    objects = ScopedManager.from_queryset(IncidentQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year", "number"], name="incident_number"),
        ]
        indexes = [models.Index(fields=["school", "-school_year", "-number"], name="incident_newest")]

    def __str__(self):
        return f"Melding {self.name}"

    @property
    def name(self) -> str:
        return incident_name(self.school_year, self.number)


class Entry(models.Model):
    """One record of an incident (content.Record). Only ever added, and gone with the incident."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="entries", db_index=False)
    number = models.PositiveIntegerField("nummer")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    record = SealedField("inhoud")

    unscoped = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "number"], name="entry_number")]

    def __str__(self):
        return f"{self.number} van {self.incident_id}"


class Person(models.Model):
    """Somebody who is involved. The name, if known, is sealed apart and shown by a separate act."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="persons", db_index=False)
    number = models.PositiveIntegerField("nummer")
    involvement = SealedField("betrokkenheid")
    name = SealedField("naam", null=True, blank=True)

    unscoped = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "number"], name="person_number")]

    def __str__(self):
        return f"persoon {self.number} van {self.incident_id}"


class AccessQuerySet(ScopedQuerySet):
    def active(self, at):
        """Keep what opens an incident at that moment."""
        return self.filter(Q(until=None) | Q(until__gt=at), ended_at=None)


class Access(models.Model):
    """That one member may open one incident: who follows it up, an invited colleague, or in an emergency.

    A handler has no end date, and only opens it while being a contact.
    """

    class Kind(models.TextChoices):
        HANDLER = "handler", "volgt dit op"
        INVITED = "invited", "uitgenodigd"
        BREAK_GLASS = "break_glass", "noodtoegang"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="accesses", db_index=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField("soort", max_length=12, choices=Kind)
    may_note = models.BooleanField("mag noteren", default=False)
    may_see_names = models.BooleanField("mag namen zien", default=False)
    given_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField("gegeven")
    until = models.DateTimeField("tot", null=True, blank=True)
    ended_at = models.DateTimeField("ingetrokken", null=True, blank=True)

    unscoped = AccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "member", "kind"], condition=Q(ended_at=None), name="one_open_access"
            ),
            models.CheckConstraint(
                condition=Q(kind="handler") | Q(until__isnull=False), name="access_has_an_end"
            ),
        ]
        indexes = [models.Index(fields=["school", "member"], name="access_of_member")]

    def __str__(self):
        return f"{self.kind} op {self.incident_id}"


class Exclusion(models.Model):
    """That a member is party to an incident, and so never reads it. Looked at before anything else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="exclusions", db_index=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)

    unscoped = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "member"], name="one_exclusion")]

    def __str__(self):
        return f"uitgesloten van {self.incident_id}"
