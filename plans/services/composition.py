"""What changes the school's own part of the plan: its texts, the remarks it prints, its logo."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet

from assessments.models import Round
from plans.document.sections import ALWAYS, Section
from plans.logo import Picture
from plans.models import ChosenRemark, Composition, Logo
from schools import audit
from schools.models import Membership


class ChangedMeanwhile(Exception):
    """The texts are not any more what this change started from: somebody was first."""


@transaction.atomic
def save_composition(
    *,
    vision: str,
    intros: Mapping[str, str],
    hidden: Collection[str],
    review_on: date | None,
    version: int,
    by: Membership,
    at: datetime,
) -> Composition:
    """Keep the school's texts, the sections it leaves out and its next review.

    `intros` are those of the themes that were on the form, by code: of other themes what there is
    stays. `version` is what the person started from, 0 when there was nothing yet. Raises
    ChangedMeanwhile when that is no longer the present one.
    """
    own = Composition.unscoped.filter(school=by.school_id)
    known = own.filter(version=version).values_list("intros", flat=True).first() or {}
    fields = {
        "vision": vision,
        "intros": {code: text for code, text in {**known, **intros}.items() if text},
        "hidden": [section for section in Section if section in hidden and section not in ALWAYS],
        "review_on": review_on,
        "changed_at": at,
        "changed_by": by,
    }
    if not _save(own, version, fields, by):
        raise ChangedMeanwhile
    composition = own.get()
    audit.record("plan.composed", composition, by=by, at=at)
    return composition


def _save(own: QuerySet, version: int, fields: dict, by: Membership) -> bool:
    """Tell whether it was saved: the database decides who was first, so no row lock is needed."""
    if version:
        return bool(own.filter(version=version).update(**fields, version=F("version") + 1))
    return Composition.unscoped.get_or_create(school=by.school, defaults=fields)[1]


@transaction.atomic
def choose_remarks(
    round: Round, *, add: Mapping[int, str], remove: Collection[int], by: Membership, at: datetime
) -> None:
    """Print these remarks in the plan, and no longer those; by the id of their question.

    `add` holds each remark as it was read. The rest stays as it is, so that two people who choose at
    the same time do not undo each other.
    """
    ChosenRemark.unscoped.filter(round=round, question__in=remove).delete()
    for question, text in add.items():
        ChosenRemark.unscoped.update_or_create(
            round=round, question_id=question, defaults={"school_id": round.school_id, "text": text}
        )
    audit.record("plan.remarks_chosen", round, by=by, at=at)


@transaction.atomic
def save_logo(picture: Picture, *, by: Membership, at: datetime) -> None:
    """Keep a logo, which takes the place of the one before."""
    fields = {"png": picture.png, "width": picture.width, "height": picture.height, "changed_at": at}
    logo, _ = Logo.unscoped.update_or_create(school=by.school, defaults=fields)
    audit.record("plan.logo_changed", logo, by=by, at=at)


@transaction.atomic
def remove_logo(logo: Logo, *, by: Membership, at: datetime) -> None:
    """Take the logo away; when a colleague did so already, there is nothing left to do."""
    if Logo.unscoped.filter(pk=logo.pk).delete()[0]:
        audit.record("plan.logo_removed", logo, by=by, at=at)
