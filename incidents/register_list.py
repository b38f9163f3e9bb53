"""The list of incidents: chosen, counted, paged, and as rows of ready-made text.

What somebody looks for stands in sealed heads: then all heads are opened, and looked at in Python.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from incidents import leak
from incidents.contacts import contacts_of
from incidents.content import Head
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.retention_words import open_warning
from incidents.services.register import Listed, Register, with_handler
from incidents.theme_names import theme_names
from incidents.words import day, listed, local
from schools.models import Membership
from schools.permissions import Permission

PAGE = 50
OPEN, CLOSED = "open", "afgesloten"
STATES = {"": "Alles", OPEN: "Open", CLOSED: "Afgesloten"}
KINDS = dict(Kind.choices)
CURSOR = re.compile(r"(\d{4})-(\d{1,9})")


@dataclass(frozen=True)
class Choice:
    """Which incidents somebody wants to see. What means nothing is left out."""

    state: str = ""
    theme: str = ""
    kind: str = ""
    words: str = ""
    unattended: bool = False
    before: tuple[int, int] | None = None  # the number after which the page begins

    @classmethod
    def of(cls, query: QueryDict) -> "Choice":
        cursor = CURSOR.fullmatch(query.get("ouder", ""))
        return cls(
            state=query.get("stand", "") if query.get("stand") in STATES else "",
            theme=query.get("thema", ""),
            kind=query.get("soort", "") if query.get("soort") in KINDS else "",
            words=" ".join(query.get("zoek", "").split()),
            unattended=query.get("zonder") == "1",
            before=(int(cursor[1]), int(cursor[2])) if cursor else None,
        )

    @property
    def asks_content(self) -> bool:
        return bool(self.theme or self.kind or self.words)

    @property
    def is_everything(self) -> bool:
        return not (self.asks_content or self.state or self.unattended)

    @property
    def query(self) -> dict[str, str]:
        """Return what makes this choice again, from its newest on."""
        given = {"stand": self.state, "thema": self.theme, "soort": self.kind, "zoek": self.words}
        given["zonder"] = "1" if self.unattended else ""
        return {name: value for name, value in given.items() if value}

    def keeps(self, incident: Listed) -> bool:
        """Tell whether what the head says is what was asked."""
        head = incident.head
        if (self.theme and head.theme != self.theme) or (self.kind and head.kind != self.kind):
            return False
        text = f"{incident.name} {head.title}".casefold()
        return all(word in text for word in self.words.casefold().split())


class Row(NamedTuple):
    """One incident as text. A tuple, because a template takes those apart much faster than objects."""

    number: str
    path: str
    title: str
    theme: str
    theme_code: str
    kind: str
    about: str  # what stands under the title
    happened: str
    handler: str
    is_closed: bool
    due: str


def list_page(member: Membership, choice: Choice, now: datetime) -> dict:
    """Return the context of the list: its rows, where it goes on, and what the school must know."""
    register = Register(member)
    made = _Rows(register, now)
    rows = made.of(choice, limit=PAGE + 1)
    older = choice.query | {"ouder": rows[PAGE - 1].number} if len(rows) > PAGE else {}
    handles, may_count = member.can(Permission.INCIDENT_HANDLE), member.can(Permission.STATISTICS_READ)
    return {
        "rows": rows[:PAGE],
        "older_path": f"?{urlencode(older)}" if older else "",
        "query": f"?{urlencode(choice.query)}" if choice.query else "",
        "themes": made.themes.items(),
        "contacts": listed(register.contacts),
        "may_report": handles,
        "has_one_contact": handles and len(register.contacts) == 1,
        "counts": register.counts() if handles else None,
        "statistics_path": reverse("incidents:statistics") if may_count else "",
    }


def export_rows(member: Membership, choice: Choice, now: datetime) -> list[Row]:
    """Return all the rows of a choice."""
    return _Rows(Register(member), now).of(replace(choice, before=None))


class _Rows:
    """Makes the rows of a register, with what they need to know of the school."""

    def __init__(self, register: Register, now: datetime):
        self.register, self.now, self.today = register, now, local(now).date()
        self.themes = theme_names()

    def of(self, choice: Choice, limit: int | None = None) -> list[Row]:
        """Return the rows of a choice, newest first."""
        some, base = _narrow(self.register, choice), reverse("incidents:list")
        opened = self.register.read(some, limit=None if choice.asks_content else limit)
        return [self._row(one, base) for one in islice(filter(choice.keeps, opened), limit)]

    def _row(self, incident: Listed, base: str) -> Row:
        head = incident.head
        theme, kind = self.themes.get(head.theme, head.theme), KINDS[head.kind]
        return Row(
            number=incident.name,
            path=f"{base}{incident.id}/",
            title=head.title or kind,
            theme=theme,
            theme_code=head.theme,
            kind=kind,
            about=f"{theme} · {kind}" if head.title else theme,
            happened=day(local(head.happened_at).date()),
            handler=incident.handler or "niemand meer",
            is_closed=incident.is_closed,
            due="" if incident.is_closed else self._due(head),
        )

    def _due(self, head: Head) -> str:
        """Return what should have been done by now, in words."""
        found = [open_warning(local(head.logged_at).date(), on=self.today)]
        if head.aftercare_on and head.aftercare_on <= self.today:
            found.append(f"nazorg gepland op {day(head.aftercare_on)}")
        return ", ".join(filter(None, [*found, leak.due(head, self.now)]))


def _narrow(register: Register, choice: Choice) -> QuerySet[Incident] | None:
    """Keep what the database can tell; None when that is all."""
    if not (choice.state or choice.unattended or choice.before):
        return None
    incidents = register.incidents
    if choice.state or choice.unattended:
        incidents = incidents.filter(is_closed=choice.state == CLOSED)
    if choice.unattended:
        incidents = with_handler(incidents, contacts_of(register.member)).filter(handler=None)
    if choice.before:
        year, number = choice.before
        incidents = incidents.filter(Q(school_year__lt=year) | Q(school_year=year, number__lt=number))
    return incidents
