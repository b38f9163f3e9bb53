"""What the operator does about second factors: help who lost theirs, and change the key."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from schools import audit, emails
from schools.models import User
from schools.sealing import reseal
from schools.services import memberships_of

SEALED = ("secret", "seed")  # where allauth keeps what it passes to our adapter


@transaction.atomic
def remove_second_factor(user: User, *, at: datetime) -> int:
    """Remove every second factor of somebody who lost them, tell them, and return how many there were.

    A role that needs one asks for a new one at the next login.
    """
    factors = Authenticator.objects.filter(user=user)
    count = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    factors.delete()
    for member in memberships_of(user).order_by("school"):
        audit.record("member.second_factor_removed", member, by=None, at=at)
    emails.tell_second_factor_removed(user)
    return count


@transaction.atomic
def reseal_second_factors() -> int:
    """Seal every secret with the newest key, and return how many. Safe to run twice."""
    count = 0
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        for name in set(SEALED) & set(factor.data):
            factor.data[name] = reseal(factor.data[name])
            factor.save(update_fields=["data"])
            count += 1
    return count
