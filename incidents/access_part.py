"""Who may read an incident and until when, as its page shows it: ready-made text and paths.

A handler sees everybody, and what was given before; an invited colleague and a principal see until
when they can read themselves.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from incidents.access import Rights
from incidents.models import Access, Incident, has_waited, waits_until
from incidents.records import Type
from incidents.services.cases import Case
from incidents.services.readers import Readers
from incidents.words import day, moment, moment_in_full
from schools.models import Membership
from schoolsafety.paths import path_to

JUST_BEFORE = timedelta(microseconds=1)  # an access until midnight is one until the day before


@dataclass(frozen=True, slots=True)
class Reader:
    """One person who reads, did so, or is kept from it; the paths are "" where there is nothing to do."""

    name: str
    rights: str
    until: str = ""
    note: str = ""
    withdraw_path: str = ""
    extend_path: str = ""
    include_path: str = ""


def access_part(case: Case, rights: Rights, readers: Readers, member: Membership, at: datetime) -> dict:
    """Return `access`: the readers, who read before, who is excluded, and what one may do about it."""
    base = path_to("incidents:detail", case.incident.pk)
    if not rights.may_handle:
        return {"access": {"own": _own(rights, base)}}
    reading = readers.open(at)
    given = [access for access in readers.accesses if access.kind != Access.Kind.HANDLER]
    rows = [_contact(contact, reading, at) for contact in readers.contacts]
    rows += [_opened(a, case, base) for a in given if a in reading]
    return {
        "access": {
            "own": None,
            "readers": rows,
            "ended": [_ended(a, case) for a in given if a not in reading],
            "excluded": [_excluded(party, base) for party in readers.excluded],
            "invite_path": f"{base}uitnodigen/",
            "exclude_path": f"{base}uitsluiten/",
            "log_path": f"{base}logboek/",
            "take_over": _take_over(case.incident, readers.accesses, member, base),
        }
    }


def _take_over(incident: Incident, accesses: list[Access], member: Membership, base: str) -> dict | None:
    """Return what a contact sends who wants to follow it up instead of who does so now."""
    handling = [a for a in accesses if a.kind == Access.Kind.HANDLER and not a.ended_at]
    if incident.is_closed or any(a.member_id == member.pk for a in handling):
        return None
    seen = max(handling, key=lambda access: access.given_at, default=None)
    return {"path": f"{base}overnemen/", "seen": seen.pk if seen else ""}


def _own(rights: Rights, base: str) -> dict:
    given = (("notities schrijven", rights.may_note), ("de namen zien", rights.may_see_names))
    is_emergency = rights.is_break_glass
    return {
        "until": _until(rights.until, is_emergency=is_emergency) if rights.until else "",
        "also": "" if is_emergency else " en ".join(words for words, is_given in given if is_given),
        "is_break_glass": is_emergency,
        "end_path": f"{base}noodtoegang/sluiten/" if is_emergency else "",
    }


def _until(until: datetime, *, is_emergency: bool) -> str:
    """Return "20 december 2026", the last day of an invitation, or the minute that an emergency ends."""
    return moment_in_full(until) if is_emergency else day(localdate(until - JUST_BEFORE))


def _contact(contact: Membership, reading: list[Access], at: datetime) -> Reader:
    own = [access for access in reading if access.member_id == contact.pk]
    handles = any(access.kind == Access.Kind.HANDLER for access in own)
    waits = not has_waited(contact, at) and not own
    return Reader(
        name=contact.name,
        rights="aanspreekpunt, volgt dit op" if handles else "aanspreekpunt",
        note=f"leest mee vanaf {moment(waits_until(contact), at)}" if waits else "",
    )


def _opened(access: Access, case: Case, base: str) -> Reader:
    is_emergency = access.kind == Access.Kind.BREAK_GLASS
    own = f"{base}toegang/{access.pk}/"
    return Reader(
        name=access.member.name,
        rights=_rights(access),
        until=_until(access.until, is_emergency=is_emergency),
        note=_reason(access, case),
        withdraw_path="" if is_emergency else f"{own}intrekken/",
        extend_path="" if is_emergency else f"{own}verlengen/",
    )


def _ended(access: Access, case: Case) -> Reader:
    is_emergency = access.kind == Access.Kind.BREAK_GLASS
    ended = min(filter(None, (access.until - JUST_BEFORE, access.ended_at, access.member.left_at)))
    return Reader(
        name=access.member.name,
        rights="noodtoegang" if is_emergency else "uitgenodigd",
        until=moment_in_full(ended),
        note=_reason(access, case),
    )


def _rights(access: Access) -> str:
    if access.kind == Access.Kind.BREAK_GLASS:
        return "noodtoegang, alleen lezen"
    also = [w for w, given in (("noteren", access.may_note), ("namen zien", access.may_see_names)) if given]
    return ", ".join(["lezen", *also])


def _reason(access: Access, case: Case) -> str:
    """Return why a principal opened the incident: it is written in the incident itself."""
    if access.kind != Access.Kind.BREAK_GLASS:
        return ""
    events = [w.record for w in case.written if w.record.type == Type.EVENT]
    reasons = [r.data["reason"] for r in events if r.at == access.given_at and "reason" in r.data]
    return f"Reden: {reasons[-1]}" if reasons else ""


def _excluded(party: Membership, base: str) -> Reader:
    path = f"{base}uitgesloten/{party.pk}/terug/"
    return Reader(name=party.name, rights="betrokken, kan dit niet lezen", include_path=path)
