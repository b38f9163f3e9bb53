"""Saving a sheet: one form of an incident, kept as it was saved each time; the newest counts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from incidents.content import Record
from incidents.models import Incident
from incidents.records import Type, sheet
from incidents.services.cases import ChangedMeanwhile, Writing, read_case
from incidents.sheets import AFTERCARE, EVALUATION, IMAGES, as_texts, filled_in
from schools.models import Membership


@transaction.atomic
def save_images(incident: Incident, *, seen: int, by: Membership, at: datetime, **fields) -> None:
    """Save where images are and what was reported. Raises CaseClosed, CaseGone or ChangedMeanwhile."""
    writing = Writing(incident, by=by, at=at)
    if put_sheet(writing, IMAGES, fields, seen=seen):
        writing.save_head(replace(writing.head, check_again_on=fields["check_again_on"]))


@transaction.atomic
def save_aftercare(incident: Incident, *, seen: int, by: Membership, at: datetime, **fields) -> None:
    """Save what is done afterwards, and when. Raises CaseClosed, CaseGone or ChangedMeanwhile."""
    writing = Writing(incident, by=by, at=at)
    if put_sheet(writing, AFTERCARE, fields, seen=seen):
        writing.save_head(replace(writing.head, aftercare_on=fields["aftercare_on"]))


@transaction.atomic
def save_evaluation(incident: Incident, *, seen: int, by: Membership, at: datetime, **fields) -> None:
    """Save how it went. Raises CaseClosed, CaseGone or ChangedMeanwhile."""
    put_sheet(Writing(incident, by=by, at=at), EVALUATION, fields, seen=seen)


def put_sheet(
    writing: Writing,
    name: str,
    fields: Mapping[str, str | date | None],
    *,
    seen: int,
) -> bool:
    """Add a sheet as it is now. False when the newest one says the same already.

    `seen` is the number of the record that the form started from, 0 for none. Raises ChangedMeanwhile
    when a newer one says something else.
    """
    newest = sheet(read_case(writing.incident, writing.vault).written, name)
    values = as_texts(fields)
    if values == as_texts(dict.fromkeys(values)) | filled_in(newest):
        return False
    if newest and seen != newest.number:
        raise ChangedMeanwhile
    writing.add(Record(type=Type.SHEET, at=writing.at, data={"name": name} | values))
    writing.record_act("incident.sheet_saved")
    return True
