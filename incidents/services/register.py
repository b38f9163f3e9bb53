"""The register as a list: the incidents that a member may read, opened, and who follows up each."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from incidents.contacts import contacts_of
from incidents.content import Head
from incidents.models import Access, Incident, incident_name, reach_of
from incidents.vault import SchoolVault, column_of
from schools.models import Membership
from schoolsafety.prepared import prepared


class Listed(NamedTuple):
    """One incident of the list, opened. `handler`: the name of who follows it up, None when nobody does."""

    id: UUID
    name: str
    is_closed: bool
    head: Head
    handler: str | None


class Register:
    """The `incidents` that a member may read now, and the names of the `contacts` of the school."""

    def __init__(self, member: Membership):
        self.member, self._at = member, timezone.now()
        self._reach = reach_of(member, self._at)
        self.contacts = _contacts(member)

    @property
    def incidents(self) -> QuerySet[Incident]:
        return Incident.objects.visible_to(self.member)

    def read(self, some: QuerySet[Incident] | None = None, *, limit: int | None = None) -> Iterator[Listed]:
        """Open all of its incidents, or `some` of them, newest first. Raises CannotOpen."""
        vault = SchoolVault(self.member.school_id)
        for pk, year, number, is_closed, head, key_id, wrapped, handler in self._rows(some, limit):
            case = vault.case_of(pk, key_id, wrapped)
            opened = case.get_at(column_of(Incident, "head", pk), head, Head)
            yield Listed(pk, incident_name(year, number), is_closed, opened, handler)

    def _rows(self, some: QuerySet[Incident] | None, limit: int | None) -> list[tuple] | QuerySet:
        if some is not None:
            return _rows_of(some, self.member)[:limit]
        return _newest(self.member, self._at, reach=self._reach, limit=limit)

    def counts(self) -> dict[str, int]:
        """Return how many there are, how many are open, and how many of those nobody follows up."""
        ((total, open, unattended),) = _counts(self.member, self._at, reach=self._reach)
        return {"total": total, "open": open, "unattended": unattended}


@prepared
def _contacts(member):
    return contacts_of(member).values_list("user__name", flat=True)


@prepared
def _newest(member, at, *, reach, limit):
    return _rows_of(Incident.unscoped.within_reach(member, reach, at), member)[:limit]


def _rows_of(incidents: QuerySet[Incident], member: Membership) -> QuerySet[Incident, tuple]:
    columns = ("pk", "school_year", "number", "is_closed", "head", "key__pk", "key__wrapped", "handler")
    return with_handler(incidents, contacts_of(member)).newest_first().values_list(*columns)


@prepared
def _counts(member, at, *, reach):
    is_open, is_followed_up = Q(is_closed=False), Exists(_handling(contacts_of(member)))
    together = Incident.unscoped.within_reach(member, reach, at).order_by().values(together=Value(1))
    return together.annotate(
        total=Count("pk"),
        open=Count("pk", filter=is_open),
        unattended=Count("pk", filter=is_open & ~is_followed_up),
    ).values_list("total", "open", "unattended")


def with_handler(incidents: QuerySet[Incident], contacts: QuerySet[Membership]) -> QuerySet[Incident]:
    """Add `handler`: the name of which active contact follows it up, None when nobody does any more."""
    first = _handling(contacts).order_by("given_at", "pk").values("member__user__name")[:1]
    return incidents.annotate(handler=Subquery(first))


def _handling(contacts: QuerySet[Membership]) -> QuerySet[Access]:
    """Return what lets these contacts follow up the incident around it."""
    handlers = Access.unscoped.filter(kind=Access.Kind.HANDLER, ended_at=None, incident=OuterRef("pk"))
    return handlers.filter(member__in=contacts.order_by().values("pk"))
