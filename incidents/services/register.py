"""The register as a list: the incidents that a member may read, opened, and who follows up each."""

from collections.abc import Collection, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, UUIDField

from incidents.contacts import HOLD_A_ROLE, ROLES_HELD
from incidents.content import Head
from incidents.models import Access, Incident, incident_name
from incidents.vault import SchoolVault, column_of
from schools.models import Membership

# By hand, because every look at the list asks it: querysets cost several times as much CPU. Which
# incidents these are, `visible_to` says here too: its own SQL stands in the place of {incidents}.
COLUMNS = ("id", "school_year", "number", "is_closed", "head")
HANDLING = """
    FROM incidents_access handling WHERE handling.incident_id = incident.id
    AND handling.kind = 'handler' AND handling.ended_at IS NULL AND handling.member_id IN ({contacts})
"""
ROWS = f"""
    SELECT (SELECT handling.member_id {HANDLING} ORDER BY handling.given_at, handling.id LIMIT 1),
        key.id, key.wrapped, incident.*
    FROM ({{incidents}}) incident LEFT JOIN incidents_casekey key ON key.incident_id = incident.id
    ORDER BY incident.school_year DESC, incident.number DESC
"""
COUNTS = f"""
    SELECT COUNT(*) FILTER (WHERE NOT incident.is_closed AND NOT EXISTS (SELECT 1 {HANDLING})),
        COUNT(*) FILTER (WHERE NOT incident.is_closed), COUNT(*)
    FROM ({{incidents}}) incident
"""
CONTACTS = f"""
    SELECT member.id, person.name
    FROM schools_membership member JOIN schools_user person ON person.id = member.user_id
    WHERE member.school_id = %s AND member.left_at IS NULL AND ({HOLD_A_ROLE})
    ORDER BY person.name, member.id
"""


class Listed(NamedTuple):
    """One incident of the list, opened. `handler`: the name of who follows it up, None when nobody does."""

    id: UUID
    name: str
    is_closed: bool
    head: Head
    handler: str | None


class Register:
    """The `incidents` that a member may read now, and the `contacts` of the school: their names by id.

    The ids are as the database gives them: SQLite keeps text.
    """

    def __init__(self, member: Membership):
        self._school_id = member.school_id
        self.contacts = dict(_fetch(CONTACTS, [member.school_id.hex, *ROLES_HELD]))
        self.incidents = Incident.objects.visible_to(member)
        self._all = _sql(self.incidents)

    def read(self, some: QuerySet[Incident] | None = None, *, limit: int | None = None) -> Iterator[Listed]:
        """Open all of its incidents, or `some` of them, newest first. Raises CannotOpen."""
        vault, query = SchoolVault(self._school_id), ROWS + (f"LIMIT {limit:d}" if limit else "")
        rows = self._fetch(query, self._all if some is None else _sql(some))
        for handler, key_id, wrapped, pk, year, number, is_closed, head in rows:
            pk, name = _id(pk), incident_name(year, number)
            case = vault.case_of(pk, _id(key_id), wrapped)
            opened = case.get_at(column_of(Incident, "head", pk), head, Head)
            yield Listed(pk, name, is_closed, opened, self.contacts.get(handler))

    def counts(self) -> dict[str, int]:
        """Return how many there are, how many are open, and how many of those nobody follows up."""
        ((unattended, open, total),) = self._fetch(COUNTS, self._all)
        return {"total": total, "open": open, "unattended": unattended}

    def _fetch(self, query: str, incidents: tuple[str, tuple]) -> list[tuple]:
        contacts = [*self.contacts] or [None]
        sql, params = incidents
        query = query.format(contacts=", ".join(["%s"] * len(contacts)), incidents=sql)
        return _fetch(query, [*contacts, *params])


def _sql(incidents: QuerySet[Incident]) -> tuple[str, tuple]:
    return incidents.values_list(*COLUMNS).query.sql_with_params()


def _id(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _fetch(query: str, params: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall()


def with_handler(incidents: QuerySet[Incident], contacts: Collection[UUID]) -> QuerySet[Incident]:
    """Add `handler`: which of these active contacts follows it up, None when nobody does any more."""
    handling = Access.unscoped.filter(incident=OuterRef("pk"), kind=Access.Kind.HANDLER, ended_at=None)
    first = handling.filter(member__in=contacts).order_by("given_at", "pk")
    return incidents.annotate(handler=Subquery(first.values("member")[:1], output_field=UUIDField()))
