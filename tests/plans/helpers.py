"""What the tests of actions share."""

from plans.models import Action, ActionPartner
from schools.models import Membership


def share(action: Action, *members: Membership) -> None:
    """Let these members share the work of an action."""
    for member in members:
        ActionPartner.unscoped.create(school=action.school, action=action, member=member)


def partners_of(action: Action) -> set[Membership]:
    return {row.member for row in action.partners.all()}


def changes_of(action: Action) -> list[tuple]:
    """Return the history of an action as rows: who, status, owner, day."""
    return list(action.changes.order_by("pk").values_list("by", "status", "owner", "due_on"))
