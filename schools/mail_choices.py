"""Which mails about actions somebody wants in a school: the reminders, and the overview of the week.

Mails about incidents, membership and the second step are duties: nobody chooses those.
"""

from datetime import datetime

from django.db import transaction

from schools import audit
from schools.models import Membership
from schools.services import MemberLeft


@transaction.atomic
def choose_mails(*, wants_reminders: bool, wants_digest: bool, by: Membership, at: datetime) -> None:
    """Keep what this member wants, in this school and no other. Raises MemberLeft.

    Who switches the reminders on again is reminded from that day on, and not of what came before it.
    """
    own = Membership.objects.visible_to(by).active().filter(pk=by.pk)
    if wants_reminders:
        own.filter(wants_reminders=False).update(reminders_since=at)
    if not own.update(wants_reminders=wants_reminders, wants_digest=wants_digest):
        raise MemberLeft
    audit.record("member.mails_chosen", by, by=by, at=at)
