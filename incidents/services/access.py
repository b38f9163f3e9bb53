"""Who may read one incident besides the contacts, and who may not: invite, extend, withdraw, exclude.

Each of these also counts for an incident that is closed: who reads it is not part of following it up.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from incidents import emails
from incidents.contacts import contacts_of
from incidents.content import Record
from incidents.models import Access, Exclusion, Incident, has_waited
from incidents.records import Type
from incidents.services.cases import Writing
from incidents.words import day
from schools.models import Membership
from schools.permissions import Permission

EXCLUDED = "Iemand die zelf betrokken is, is uitgesloten van deze melding."
INCLUDED = "Iemand is niet meer uitgesloten van deze melding."
USUAL_TERM, LONGEST_TERM = timedelta(days=30), timedelta(days=365)


class CannotInvite(Exception):
    """Nobody is invited who left, who reads all incidents anyway, who is party to this one, or who asks."""


class AccessEnded(Exception):
    """The access was withdrawn, or its time had passed."""


class LastReader(Exception):
    """Without this contact nobody could follow the incident up."""


# Inviting


@transaction.atomic
def invite_colleague(
    incident: Incident,
    *,
    colleague: Membership,
    until_day: date,
    may_note: bool,
    may_see_names: bool,
    key: UUID | None = None,
    site: str,
    by: Membership,
    at: datetime,
) -> None:
    """Let a colleague read one incident, until the end of a day; inviting again replaces what was given.

    `site` is where the link in the mail leads ("https://host"). Raises CannotInvite or CaseGone.
    """
    writing = Writing(incident, by=by, at=at, closed=True)
    if colleague.pk == by.pk or not _may_be_invited(incident, colleague, by):
        raise CannotInvite
    rights = {"may_note": may_note, "may_see_names": may_see_names}
    text = f"{colleague.user.name} mag deze melding lezen{_also(**rights)}, {until_words(until_day)}."
    if not writing.add(event(at, text, "access.invited", member=colleague), key=key):
        return
    end_accesses(incident, colleague, at=at, kind=Access.Kind.INVITED)
    give_access(
        incident, colleague, Access.Kind.INVITED, until=end_of(until_day, at), by=by, at=at, **rights
    )
    writing.record_act("access.invited")
    emails.tell_invited(colleague, incident, site=site)


def _may_be_invited(incident: Incident, colleague: Membership, by: Membership) -> bool:
    present = Membership.objects.visible_to(by).active().filter(pk=colleague.pk).first()
    is_party = incident.exclusions.filter(member=colleague.pk).exists()
    return present is not None and not present.can(Permission.INCIDENT_HANDLE) and not is_party


def _also(*, may_note: bool, may_see_names: bool) -> str:
    also = [
        words for words, is_given in (("noteren", may_note), ("de namen zien", may_see_names)) if is_given
    ]
    return f", en mag ook {' en '.join(also)}" if also else ""


def until_words(until_day: date) -> str:
    return f"tot en met {day(until_day)}"


def end_of(until_day: date, at: datetime) -> datetime:
    """Return when this day ends here. Raises ValueError for one that is over, or too far away."""
    today = timezone.localdate(at)
    if not today <= until_day <= today + LONGEST_TERM:
        raise ValueError(f"Access until {until_day} is not what the form allows.")
    return timezone.make_aware(datetime.combine(until_day + timedelta(days=1), time.min))


@transaction.atomic
def extend_access(access: Access, *, until_day: date, by: Membership, at: datetime) -> None:
    """Let an invitation end on another day. Raises AccessEnded or CaseGone."""
    writing = Writing(access.incident, by=by, at=at, closed=True)
    invited = Access.unscoped.active(at).filter(pk=access.pk, kind=Access.Kind.INVITED)
    if not invited.update(until=end_of(until_day, at)):
        raise AccessEnded
    text = f"{access.member.user.name} mag deze melding nu lezen {until_words(until_day)}."
    writing.add(event(at, text, "access.extended", member=access.member))
    writing.record_act("access.extended")


@transaction.atomic
def withdraw_access(access: Access, *, by: Membership, at: datetime) -> None:
    """End an invitation before its last day. Raises AccessEnded or CaseGone."""
    writing = Writing(access.incident, by=by, at=at, closed=True)
    invited = Access.unscoped.active(at).filter(pk=access.pk, kind=Access.Kind.INVITED)
    if not invited.update(ended_at=at):
        raise AccessEnded
    text = f"{access.member.user.name} leest deze melding niet meer."
    writing.add(event(at, text, "access.withdrawn", member=access.member))
    writing.record_act("access.withdrawn")


# Excluding


@transaction.atomic
def exclude_party(
    incident: Incident, *, party: Membership, site: str, by: Membership, at: datetime
) -> None:
    """Keep somebody who is party to an incident from ever reading it, whatever their role.

    What was given to them ends. The incident does not tell who it is: that somebody is involved is for
    who may see names. When it was theirs to follow up, the other contacts are told. Once they are
    excluded nothing happens. Raises LastReader or CaseGone.
    """
    writing = Writing(incident, by=by, at=at, closed=True)
    if incident.exclusions.filter(member=party.pk).exists():
        return
    others = _others_who_read(incident, party, at)
    if party.can(Permission.INCIDENT_HANDLE) and not others:
        raise LastReader
    if not incident.is_closed and _handles(incident, party, at):
        emails.tell_unattended([other for other in others if other.pk != by.pk], site=site)
    writing.add(event(at, EXCLUDED, "access.excluded", member=party))
    writing.record_act("access.excluded")
    end_accesses(incident, party, at=at)
    # At the end: who excludes themselves is past the wall from here on.
    Exclusion.unscoped.create(school_id=by.school_id, incident=incident, member=party)


def _others_who_read(incident: Incident, contact: Membership, at: datetime) -> list[Membership]:
    """Return the other contacts who can read this incident now, and so can follow it up."""
    others = contacts_of(contact).select_related("school").exclude(pk=contact.pk)
    others = others.exclude(pk__in=incident.exclusions.values("member"))
    handlers = incident.accesses.active(at).filter(kind=Access.Kind.HANDLER)
    handling = set(handlers.values_list("member", flat=True))
    return [other for other in others if has_waited(other, at) or other.pk in handling]


def _handles(incident: Incident, member: Membership, at: datetime) -> bool:
    handling = incident.accesses.active(at).filter(kind=Access.Kind.HANDLER)
    return handling.filter(member=member.pk).exists()


@transaction.atomic
def include_again(incident: Incident, *, party: Membership, by: Membership, at: datetime) -> None:
    """Take an exclusion back. What had been given before it stays ended. Raises CaseGone.

    Nobody takes back their own: who is excluded has no way to the incident at all.
    """
    writing = Writing(incident, by=by, at=at, closed=True)
    deleted, _ = Exclusion.unscoped.filter(incident=incident, member=party, school=by.school_id).delete()
    if not deleted:
        return
    writing.add(event(at, INCLUDED, "access.included", member=party))
    writing.record_act("access.included")


# What these and the handover share


def event(at: datetime, text: str, act: str, *, member: Membership, **data) -> Record:
    """Return what the program writes itself: which act it was, and about whom."""
    return Record(type=Type.EVENT, at=at, text=text, data={"act": act, "member": str(member.pk)} | data)


def give_access(
    incident: Incident, member: Membership, kind: Access.Kind, *, by: Membership, at: datetime, **fields
) -> Access:
    given = {"given_by": by, "given_at": at} | fields
    return Access.unscoped.create(
        school_id=by.school_id, incident=incident, member=member, kind=kind, **given
    )


def end_accesses(
    incident: Incident, member: Membership, *, at: datetime, kind: Access.Kind | None = None
) -> None:
    """End every access of this member that was not ended, also one whose time has passed."""
    rows = Access.unscoped.filter(incident=incident, member=member, ended_at=None)
    (rows.filter(kind=kind) if kind else rows).update(ended_at=at)
