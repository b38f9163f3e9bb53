"""What people read of an action: names, days, and where two versions of one differ."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format

from plans.models import Action, Effort, Helped, Source, Status
from schools.models import Membership

NOTHING = "niets"


def member_name(member: Membership) -> str:
    """Return the name, with a mark when the person left the school."""
    return f"{member.user.name} (geen lid meer)" if member.left_at else member.user.name


def names(members: Iterable[Membership]) -> str:
    return ", ".join(map(member_name, members))


def day(value: date) -> str:
    return date_format(value, "j F Y")


def standing(action: Action) -> str:
    """Return how an action stands, and since when it is done."""
    return f"klaar op {day(action.finished_on)}" if action.finished_on else action.get_status_display()


def partners(action: Action) -> list[Membership]:
    """Return who shares the work, by name. One query."""
    rows = action.partners.select_related("member__user").order_by("member__user__name", "member")
    return [row.member for row in rows]


def differences(action: Action, sent: dict) -> list[tuple[str, str, str]]:
    """Return (label, what is saved, what was sent) for each field in which they differ."""
    saved = {name: getattr(action, name) for name in sent if name != "partners"}
    if "partners" in sent:
        saved["partners"] = partners(action)
    return [
        (label, text(saved[name]), text(sent[name]))
        for name, (label, text) in SHOWN.items()
        if name in sent and saved[name] != sent[name]
    ]


def _label_of(choices):
    return lambda value: choices(value).label if value else NOTHING


def _text(value: str) -> str:
    return value or NOTHING


SHOWN = {
    "what": ("Wat", _text),
    "owner": ("Wie", member_name),
    "partners": ("Wie werkt mee", lambda members: names(members) or "niemand"),
    "due_on": ("Tegen wanneer", day),
    "status": ("Stand", _label_of(Status)),
    "success_sign": ("Waaraan zien jullie het", _text),
    "effort": ("Hoeveel werk", _label_of(Effort)),
    "source": ("Waar het vandaan komt", _label_of(Source)),
    "helped": ("Hielp het", _label_of(Helped)),
    "learned": ("Wat jullie leerden", _text),
}
