"""The contact persons of a school: who handles its incidents."""

from django.db.models import QuerySet

from schools.models import Membership
from schools.permissions import ROLE_PERMISSIONS, Permission

ROLES = [role for role, verbs in ROLE_PERMISSIONS.items() if Permission.INCIDENT_HANDLE in verbs]


def contacts_of(member: Membership) -> QuerySet[Membership]:
    """Return the active contact persons of this member's school, with their names."""
    members = Membership.objects.visible_to(member).active().holding(*ROLES)
    return members.select_related("user").order_by("user__name", "pk")
