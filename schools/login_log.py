"""What is written down about who comes and goes, and about what leaves the school as a file.

An act of a person who is a member of several schools is written in each, in one order for everybody:
each waits its turn.
"""

from datetime import datetime
from time import monotonic, sleep

from django.contrib.auth import logout
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from schools import audit
from schools.models import Membership, User
from schools.services import memberships_of

FAILURES_A_DAY = 20  # of one account: more say nothing new, and would fill the log
DAY = 24 * 3600
FAILURE_SECONDS = 0.03  # several times what writing it down takes


@transaction.atomic
def record_for_user(action: str, user: User, *, at: datetime) -> None:
    """Write down what somebody did to their own account."""
    for member in memberships_of(user).order_by("school"):
        audit.record(action, member, by=member, at=at)


@transaction.atomic
def record_export(action: str, *, by: Membership, at: datetime) -> None:
    """Write down that a list of the school left it as a file."""
    audit.record(action, by.school, by=by, at=at)


def log_out(request: HttpRequest) -> None:
    """End the session and write it down, when there was one."""
    user = request.user
    was_logged_in = user.is_authenticated
    logout(request)
    if was_logged_in:
        record_for_user("member.logged_out", user, at=timezone.now())


def record_failed_login(email: str, *, at: datetime) -> None:
    """Write down that a password or code for this address was wrong; by whom, nobody knows.

    An address that is not ours leaves no trace: there is no id to keep, and whoever tries a million
    would fill the log. It takes as long as one that is ours, so that its speed does not tell either.
    """
    end = monotonic() + FAILURE_SECONDS
    user = User.objects.filter(email=email.lower()).first()
    if user:
        _record_failure(user, at=at)
    sleep(max(0, end - monotonic()))


@transaction.atomic
def _record_failure(user: User, *, at: datetime) -> None:
    key = f"login-failures:{user.pk}:{at.date()}"
    count = cache.get(key, 0) + 1
    if count > FAILURES_A_DAY:
        return
    cache.set(key, count, DAY)
    for member in memberships_of(user).order_by("school"):
        audit.record("member.login_failed", member, by=None, at=at)
