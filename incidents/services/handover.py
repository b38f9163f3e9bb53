"""Handing incidents over: a contact asks another one, who accepts them one by one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from incidents import emails
from incidents.handover import followed_by
from incidents.models import Access, Incident
from incidents.services.access import end_accesses, event, give_access
from incidents.services.cases import Writing
from schools import audit
from schools.models import Membership


class TakenMeanwhile(Exception):
    """Somebody else follows the incident up by now."""


@transaction.atomic
def ask_successor(
    successor: Membership, *, key: UUID | None = None, site: str, by: Membership, at: datetime
) -> None:
    """Ask another contact to take over all that `by` follows up; each stays until it is accepted.

    The mail leaves whatever they may read of it, so that its absence tells nothing. The same form sent
    twice asks once.
    """
    text = f"{by.user.name} vroeg {successor.user.name} om deze melding over te nemen."
    mine = followed_by(by, seen_by=by).exclude(exclusions__member=successor.pk)
    asked = [_ask(incident, text, successor, key, by, at) for incident in mine.order_by("pk")]
    if asked and not any(asked):
        return
    audit.record("handover.asked", successor, by=by, at=at)
    emails.tell_asked(successor, asked_by=by, site=site)


def _ask(incident: Incident, text: str, successor: Membership, key, by: Membership, at: datetime) -> bool:
    writing = Writing(incident, by=by, at=at)
    return writing.add(event(at, text, "handover.asked", member=successor), key=key)


@transaction.atomic
def accept_handover(incident: Incident, *, seen: UUID | None, by: Membership, at: datetime) -> None:
    """Follow an incident up from now on, in the place of who did.

    `seen` is the access of who followed it up when the page was shown, None when nobody had one. Once
    it is theirs nothing happens. Raises TakenMeanwhile, CaseClosed or CaseGone.
    """
    writing = Writing(incident, by=by, at=at)
    handling = incident.accesses.filter(kind=Access.Kind.HANDLER, ended_at=None)
    handlers = list(handling.select_related("member__user").order_by("-given_at"))
    if any(handler.member_id == by.pk for handler in handlers):
        return
    if (handlers[0].pk if handlers else None) != seen:
        raise TakenMeanwhile
    for handler in handlers:
        end_accesses(incident, handler.member, at=at, kind=Access.Kind.HANDLER)
    give_access(incident, by, Access.Kind.HANDLER, by=by, at=at)
    before = f" van {handlers[0].member.user.name}" if handlers else ""
    text = f"{by.user.name} nam deze melding over{before}."
    writing.add(event(at, text, "handover.accepted", member=by))
    writing.record_act("handover.accepted")
