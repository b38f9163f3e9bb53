"""The keys, wrapped: that of a school by the key file, that of an incident by its school."""

import uuid

from django.db import models

from incidents.fields import SealedField
from incidents.models.register import Incident
from schools.models import School
from schools.scoping import ScopedQuerySet


class SchoolKey(models.Model):
    """A key of a school, wrapped with a key of the key file. The newest one wraps; all still open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("nummer")
    wrapped_by = models.PositiveIntegerField("nummer in het sleutelbestand")
    wrapped = SealedField("sleutel")

    unscoped = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "number"], name="school_key_number")]

    def __str__(self):
        return f"sleutel {self.number}"


class CaseKey(models.Model):
    """The key of one incident, wrapped with a key of its school. Deleting it shreds all that it sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    incident = models.OneToOneField(Incident, models.CASCADE, related_name="key")
    school_key = models.ForeignKey(SchoolKey, models.PROTECT, related_name="+")
    wrapped = SealedField("sleutel")

    unscoped = ScopedQuerySet.as_manager()

    def __str__(self):
        return f"sleutel van {self.incident_id}"
