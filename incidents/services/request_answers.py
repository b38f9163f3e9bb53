"""How a request for access ends: a second person reads the draft, and the answer is given or refused."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from incidents.models import AccessRequest
from incidents.request_content import Request, State
from incidents.services.requests import NotNow, check_state, content_of, keep
from schools import audit
from schools.models import Membership

AFTER_CLOSING = timedelta(days=30)


class SamePerson(Exception):
    """Nobody approves an answer that they made themselves."""


@transaction.atomic
def approve_request(row: AccessRequest, *, seen: int, by: Membership, at: datetime) -> None:
    """Approve the draft as it was read. Raises SamePerson, NotNow or ChangedMeanwhile."""
    request = _reviewed(row, by, State.REVIEW)
    request = replace(request.without_left_out(), state=State.APPROVED.value, remark="")
    keep(row, request, seen=seen, approved_by=by)
    audit.record("request.approved", row, by=by, at=at)


@transaction.atomic
def send_back(row: AccessRequest, *, remark: str, seen: int, by: Membership, at: datetime) -> None:
    """Ask who made the draft to change something. Raises SamePerson, NotNow or ChangedMeanwhile."""
    request = _reviewed(row, by, State.REVIEW)
    request = replace(request, state=State.OPEN.value, remark=remark)
    keep(row, request, seen=seen)
    audit.record("request.sent_back", row, by=by, at=at)


def _reviewed(row: AccessRequest, by: Membership, *states: State) -> Request:
    if row.opened_by_id == by.pk:
        raise SamePerson
    request = content_of(row)
    check_state(row, request, *states)
    return request


# The answer


@transaction.atomic
def take_answer(row: AccessRequest, *, by: Membership, at: datetime) -> Request:
    """Return the answer for paper, once it is recorded that it was made. Raises NotNow."""
    request = content_of(row)
    if request.state not in (State.APPROVED, State.ANSWERED):
        raise NotNow
    audit.record("request.pdf", row, by=by, at=at)
    return request


@transaction.atomic
def close_request(
    row: AccessRequest, *, outcome: State, reason: str, seen: int, by: Membership, at: datetime
) -> None:
    """Close a request; it is forgotten 30 days later. Raises NotNow or ChangedMeanwhile.

    Only an answer that was approved can have been given.
    """
    request = content_of(row)
    if row.is_closed or (outcome == State.ANSWERED and request.state != State.APPROVED):
        raise NotNow
    request = replace(request, state=outcome.value, reason=reason)
    is_refused = outcome == State.REFUSED
    if is_refused:
        request = replace(request, pieces=())
    keep(row, request, seen=seen, is_closed=True, until=localdate(at) + AFTER_CLOSING)
    audit.record("request.refused" if is_refused else "request.answered", row, by=by, at=at)
