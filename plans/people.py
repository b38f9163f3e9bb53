"""Whom of the members the school could take over into who does what."""

from dataclasses import dataclass

from plans.models import Responsibility, Task
from schools.models import Membership
from schools.permissions import Role

ROLES = {Role.CONTACT: Task.CONTACT, Role.PRINCIPAL: Task.PRINCIPAL, Role.LOG_READER: Task.PRIVACY}


@dataclass(frozen=True, slots=True)
class Offer:
    """A member who has a role for which the plan has a task."""

    member: Membership
    task: Task


def offers(member: Membership, people: list[Responsibility]) -> list[Offer]:
    """Return the members with such a role who are not among these people with that task."""
    known = {(person.task, person.name.casefold()) for person in people}
    active = Membership.objects.visible_to(member).active().select_related("user")
    found = list(active.order_by("user__name", "pk"))
    return [
        Offer(one, task)
        for role, task in ROLES.items()
        for one in found
        if role in one.roles and (task, one.user.name.casefold()) not in known
    ]
