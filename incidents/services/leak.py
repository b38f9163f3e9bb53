"""Saving the sheet of a data leak, and with it the clock that the list shows."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from incidents.leak import is_settled
from incidents.models import Incident
from incidents.services.cases import Writing
from incidents.services.sheets import put_sheet
from incidents.sheets import LEAK, as_texts
from schools.models import Membership


@transaction.atomic
def save_leak(incident: Incident, *, seen: int, by: Membership, at: datetime, **fields) -> None:
    """Save what is known of a leak. The log calls it a sheet: its kind is sealed, and a name of its own
    would tell.

    Raises ValueError for a moment to come, CaseClosed, CaseGone or ChangedMeanwhile.
    """
    if fields["known_at"] > at:
        raise ValueError("Nobody knows of a leak before it is there.")
    writing = Writing(incident, by=by, at=at)
    if put_sheet(writing, LEAK, fields, seen=seen):
        settled = is_settled(as_texts(fields))
        writing.save_head(replace(writing.head, leak_known_at=fields["known_at"], leak_settled=settled))
