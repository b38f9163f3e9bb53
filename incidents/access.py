"""What a member may do in one incident, at this moment."""

from dataclasses import dataclass
from datetime import datetime

from incidents.models import Access, Incident, Reach, reach_of
from schools.models import Membership


@dataclass(frozen=True)
class Rights:
    """Reading goes without saying: the incident came from `visible_to`."""

    may_handle: bool = False  # a contact: follow up, invite, close
    may_note: bool = False
    may_see_names: bool = False
    until: datetime | None = None  # when reading ends
    is_break_glass: bool = False


def rights_of(member: Membership, incident: Incident, at: datetime) -> Rights:
    """Return what this member may do in an incident that they may read.

    A new contact who opened an older incident in another way, as an invited colleague or in an
    emergency, may do no more than that way allows, until they have waited.
    """
    reach = reach_of(member, at)
    handling = Rights(may_handle=True, may_note=True, may_see_names=True)
    if reach == Reach.ALL:
        return handling
    opened = list(incident.accesses.active(at).filter(member=member.pk))
    if reach == Reach.FOLLOWED_UP and any(access.kind == Access.Kind.HANDLER for access in opened):
        return handling
    opened = [access for access in opened if access.kind != Access.Kind.HANDLER]
    if not opened:
        return Rights()
    return Rights(
        may_note=any(access.may_note for access in opened),
        may_see_names=any(access.may_see_names for access in opened),
        until=max(access.until for access in opened),
        is_break_glass=all(access.kind == Access.Kind.BREAK_GLASS for access in opened),
    )
