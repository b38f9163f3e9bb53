"""What stands above everything on the page of an incident."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localdate

from incidents.kinds import Kind
from incidents.services.cases import Case
from incidents.words import day, moment_in_full


def head_part(case: Case, themes: Mapping[str, str], at: datetime) -> dict:
    """Return `head_part`: the title, the theme, the state, and what else is known at once."""
    head = case.head
    kind = Kind(head.kind).label
    facts = [
        kind if head.title else "",
        f"gebeurd op {moment_in_full(head.happened_at)}",
        head.place,
        head.group,
    ]
    return {
        "head_part": {
            "title": head.title or kind,
            "theme": themes.get(head.theme, head.theme),
            "theme_code": head.theme,
            "state": "Afgesloten" if case.incident.is_closed else "In opvolging",
            "facts": " · ".join(filter(None, facts)),
            "closed_on": day(localdate(head.closed_at)) if head.closed_at else "",
            "printed_at": moment_in_full(at),
        }
    }
