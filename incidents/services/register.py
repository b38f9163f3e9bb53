"""The register as a list: who follows up each incident."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField

from incidents.models import Access, Incident


def with_handler(incidents: QuerySet[Incident], contacts: Collection[UUID]) -> QuerySet[Incident]:
    """Add `handler`: which of these active contacts follows it up, None when nobody does any more."""
    handling = Access.unscoped.filter(incident=OuterRef("pk"), kind=Access.Kind.HANDLER, ended_at=None)
    first = handling.filter(member__in=contacts).order_by("given_at", "pk")
    return incidents.annotate(handler=Subquery(first.values("member")[:1], output_field=UUIDField()))
