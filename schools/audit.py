"""The record of acts: one row each, in the transaction of the act itself."""

from datetime import datetime

from django.db.models import Model

from schools.models import AuditEntry, Membership


def record(action: str, target: Model, *, by: Membership | None, at: datetime, school=None) -> None:
    """Write one act down. `by` is None when a command did it; the school is then the target's."""
    AuditEntry.unscoped.create(
        school=school or (by.school if by else target.school),
        at=at,
        by=by,
        action=action,
        target=f"{target._meta.label_lower}:{target.pk}",
    )
