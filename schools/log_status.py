"""What a page can cheaply and truly say about the chain of a school; `verify_audit` says the rest."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from schools.anchors import LINE
from schools.audit import chain_name
from schools.models import AuditEntry, Membership

TAIL = 64 * 1024  # bytes at the end of the file of anchors: some 400 lines, so a day of 400 schools


@dataclass(frozen=True, slots=True)
class Status:
    """The newest entry, and the newest anchor of the school when it can be read.

    `anchor_fits` tells whether the entry that the anchor saw is still there, as it was.
    """

    newest: int
    anchored: int | None = None
    anchored_at: datetime | None = None
    anchor_fits: bool = True


def log_status(member: Membership) -> Status:
    entries = AuditEntry.objects.visible_to(member)
    newest = entries.order_by("-number").values_list("number", flat=True).first() or 0
    anchor = _newest_anchor(settings.AUDIT_ANCHOR_FILE, chain_name(member.school_id))
    if anchor is None:
        return Status(newest)
    number, at = int(anchor["number"]), datetime.fromisoformat(anchor["at"])
    return Status(newest, number, at, entries.filter(number=number, hash=anchor["hash"]).exists())


def _newest_anchor(path: Path, chain: str) -> dict[str, str] | None:
    """Return the last line of this chain near the end of the file, None when it cannot be read."""
    try:
        with open(path, "rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
            lines = file.read().decode("ascii", errors="replace").splitlines()
    except OSError:
        return None
    matches = (LINE.fullmatch(line) for line in reversed(lines))
    return next((match.groupdict() for match in matches if match and match["chain"] == chain), None)
