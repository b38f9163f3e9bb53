"""Which open incidents nobody follows up, and from when a new contact reads the older ones.

All of it starts from what the member who asks may read: who is excluded from an incident does not find
it here either, nor in a count.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from incidents.contacts import contacts_of
from incidents.content import Head
from incidents.kinds import Kind
from incidents.models import Access, Incident, has_waited, waits_until
from incidents.services.register import with_handler
from incidents.words import moment
from schools.models import Membership
from schools.permissions import Permission
from schoolsafety.paths import path_to


def without_handler(member: Membership) -> QuerySet[Incident]:
    """Return the open incidents that no contact of today follows up."""
    return _open_ones(member, contacts_of(member)).filter(handler=None)


def followed_by(handler: Membership, *, seen_by: Membership) -> QuerySet[Incident]:
    """Return the open incidents that a contact follows up, as far as another may read them."""
    contacts = contacts_of(seen_by).filter(pk=handler.pk)
    return _open_ones(seen_by, contacts).exclude(handler=None)


def _open_ones(member: Membership, handlers: QuerySet[Membership]) -> QuerySet[Incident]:
    visible = Incident.objects.visible_to(member).open()
    return with_handler(visible, handlers)


def gap(member: Membership) -> int:
    """Return how many open incidents wait for somebody to follow them up; 0 for who is no contact."""
    return without_handler(member).count() if member.can(Permission.INCIDENT_HANDLE) else 0


def list_access(member: Membership, at: datetime) -> dict:
    """Return what the list of incidents says about reading more of them."""
    handles = member.can(Permission.INCIDENT_HANDLE)
    return {
        "reads_all_from": reads_all_from(member, at),
        "may_hand_over": handles,
        "may_break_glass": member.can(Permission.INCIDENT_BREAK_GLASS) and not handles,
        "may_read_requests": member.can(Permission.REQUEST_APPROVE),
    }


def reads_all_from(contact: Membership, at: datetime) -> str:
    """Return from when a new contact reads the older incidents too ("morgen om 14:32"); "" for others."""
    if not contact.can(Permission.INCIDENT_HANDLE) or has_waited(contact, at):
        return ""
    return moment(waits_until(contact), at)


@dataclass(frozen=True)
class Waiting:
    """An incident that can be taken over, as the page shows it.

    `seen` is the access of who follows it up now: whoever takes it over says from whom.
    """

    name: str
    title: str
    href: str
    accept_path: str
    handler: str
    seen: UUID | None


def waiting(incident: Incident, head: Head) -> Waiting:
    """The incident comes with its accesses and their members."""
    open_ones = [a for a in incident.accesses.all() if a.kind == Access.Kind.HANDLER and not a.ended_at]
    handler = max(open_ones, key=lambda access: access.given_at, default=None)
    return Waiting(
        name=incident.name,
        title=head.title or Kind(head.kind).label,
        href=path_to("incidents:detail", incident.pk),
        accept_path=path_to("incidents:accept", incident.pk),
        handler=handler.member.user.name if handler else "",
        seen=handler and handler.pk,
    )
