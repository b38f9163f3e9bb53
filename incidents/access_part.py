"""Who may read an incident and until when, as its page shows it: ready-made text and paths.

A handler sees everybody, and what was given before; an invited colleague and a principal see until
when they can read themselves.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from incidents.access import Rights
from incidents.contacts import contacts_of
from incidents.models import Access, Incident, has_waited
from incidents.models.register import NEW_CONTACT_WAITS
from incidents.records import Type
from incidents.services.cases import Case
from incidents.words import day, moment, moment_in_full
from schools.models import Membership

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


def access_part(case: Case, rights: Rights, member: Membership, at: datetime) -> dict:
    """Return `access`: the readers, who read before, who is excluded, and what one may do about it."""
    incident = case.incident
    if not rights.may_handle:
        return {"access": {"own": _own(incident, rights, at)}}
    accesses = list(incident.accesses.select_related("member__user").order_by("given_at", "pk"))
    reading = [a for a in accesses if _is_open(a, at)]
    ended = [a for a in accesses if a.kind != Access.Kind.HANDLER and not _is_open(a, at)]
    excluded = list(incident.exclusions.select_related("member__user").order_by("member__user__name"))
    party = {exclusion.member_id for exclusion in excluded}
    readers = [_contact(c, reading, at) for c in contacts_of(member) if c.pk not in party]
    readers += [_opened(a, case) for a in reading if a.kind != Access.Kind.HANDLER]
    args = [incident.pk]
    return {
        "access": {
            "readers": readers,
            "ended": [_ended(a, case) for a in ended],
            "excluded": [_excluded(incident, exclusion.member) for exclusion in excluded],
            "invite_path": reverse("incidents:invite", args=args),
            "exclude_path": reverse("incidents:exclude", args=args),
            "log_path": reverse("incidents:log", args=args),
            "take_over": _take_over(incident, accesses, member),
        }
    }


def _take_over(incident: Incident, accesses: list[Access], member: Membership) -> dict | None:
    """Return what a contact sends who wants to follow it up instead of who does so now."""
    handling = [a for a in accesses if a.kind == Access.Kind.HANDLER and not a.ended_at]
    if incident.is_closed or any(a.member_id == member.pk for a in handling):
        return None
    seen = max(handling, key=lambda access: access.given_at, default=None)
    return {"path": reverse("incidents:accept", args=[incident.pk]), "seen": seen.pk if seen else ""}


def _is_open(access: Access, at: datetime) -> bool:
    has_passed = access.until and access.until <= at
    return not (access.ended_at or has_passed or access.member.left_at)


def _own(incident: Incident, rights: Rights, at: datetime) -> dict:
    given = (("notities schrijven", rights.may_note), ("de namen zien", rights.may_see_names))
    is_emergency = rights.is_break_glass
    return {
        "until": _until(rights.until, is_emergency=is_emergency) if rights.until else "",
        "also": "" if is_emergency else " en ".join(words for words, is_given in given if is_given),
        "is_break_glass": is_emergency,
        "end_path": reverse("incidents:break_glass_end", args=[incident.pk]) if is_emergency else "",
    }


def _until(until: datetime, *, is_emergency: bool) -> str:
    """Return "20 december 2026", the last day of an invitation, or the minute that an emergency ends."""
    return moment_in_full(until) if is_emergency else day(localdate(until - JUST_BEFORE))


def _contact(contact: Membership, reading: list[Access], at: datetime) -> Reader:
    own = [access for access in reading if access.member_id == contact.pk]
    handles = any(access.kind == Access.Kind.HANDLER for access in own)
    waits = not has_waited(contact, at) and not own
    return Reader(
        name=contact.user.name,
        rights="aanspreekpunt, volgt dit op" if handles else "aanspreekpunt",
        note=f"leest mee vanaf {moment(contact.contact_since + NEW_CONTACT_WAITS, at)}" if waits else "",
    )


def _opened(access: Access, case: Case) -> Reader:
    is_emergency = access.kind == Access.Kind.BREAK_GLASS
    args = [access.incident_id, access.pk]
    return Reader(
        name=access.member.user.name,
        rights=_rights(access),
        until=_until(access.until, is_emergency=is_emergency),
        note=_reason(access, case),
        withdraw_path="" if is_emergency else reverse("incidents:withdraw", args=args),
        extend_path="" if is_emergency else reverse("incidents:extend", args=args),
    )


def _ended(access: Access, case: Case) -> Reader:
    is_emergency = access.kind == Access.Kind.BREAK_GLASS
    ended = min(filter(None, (access.until - JUST_BEFORE, access.ended_at, access.member.left_at)))
    return Reader(
        name=access.member.user.name,
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


def _excluded(incident: Incident, member: Membership) -> Reader:
    path = reverse("incidents:include", args=[incident.pk, member.pk])
    return Reader(name=member.user.name, rights="betrokken, kan dit niet lezen", include_path=path)
