"""Invitations and codes for these tests."""

import re
from datetime import timedelta
from hashlib import sha256
from itertools import count

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from django.utils import timezone

from schools.models import AuditEntry, Invitation
from schools.permissions import Role

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = count(1)


def make_invitation(by, *roles, expires_in=timedelta(hours=72), **fields):
    """Make an invitation from this member, and return it with the path of its link."""
    n = next(_numbers)
    now, token = timezone.now(), f"geheim-{n}"
    values = {
        "school": by.school,
        "email": f"nieuw{n}@school.example",
        "roles": list(roles or [Role.TEAM]),
        "token_hash": sha256(token.encode()).hexdigest(),
        "invited_by": by,
        "invited_at": now,
        "expires_at": now + expires_in,
    }
    return Invitation.unscoped.create(**values | fields), reverse("schools:accept", args=[token])


def link_in(mail) -> str:
    """Return the path of the link in an invitation's mail."""
    return re.search(r"https?://[^/\s]+(/uitnodiging/\S+)", mail.body)[1]


def acts(school) -> list[tuple]:
    """Return (act, by) of everything that was written down, oldest first."""
    entries = AuditEntry.unscoped.filter(school=school).order_by("pk")
    return [(entry.action, entry.by) for entry in entries.select_related("by")]


def add_app(user) -> None:
    """Give this user an app as their second factor."""
    TOTP.activate(user, SECRET)


def code_now(secret: str = SECRET) -> str:
    """Return what the app would show."""
    [counter] = yield_hotp_counters_from_time()  # no tolerance: only the present one
    return format_hotp_value(hotp_value(secret, counter))


def texts(response) -> str:
    """Return what stands on the page, without tags."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
