"""What becomes of a version of the plan: put before the principal, adopted, withdrawn."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate

from assessments.models import Round
from plans import making
from plans.action_words import day
from plans.changes import changes_between
from plans.document.content import PlanDocument
from plans.document.gather import gather_plan
from plans.editions import version_edition
from plans.models import Audience, File, Format, Kind, Version
from plans.services.files import ask_for, ask_for_version
from plans.snapshot import fingerprint, from_json, to_json
from schools import audit
from schools.models import Membership

Status = Version.Status
DAYS_BACK = 30  # the meeting that adopted a version may have been this long ago


class EmptyPlan(Exception):
    """There is nothing in the plan yet."""


class ProposedMeanwhile(Exception):
    """The number is taken: somebody put a version forward first."""


class ChangedMeanwhile(Exception):
    """The version does not stand any more where it stood, or is not the one that was shown."""


class ImpossibleDay(Exception):
    """A version is adopted today, or on one of the 30 days before."""


class ReasonMissing(Exception):
    """An adopted version is only withdrawn for a reason."""


def next_number(member: Membership) -> int:
    """Return the number that the next version of this school gets."""
    highest = Version.unscoped.filter(school=member.school_id).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def plan_to_propose(round: Round, *, member: Membership, on: date) -> PlanDocument:
    """Return the plan as it would be put forward: with what changed since the newest adopted version."""
    plan = gather_plan(round, member=member, on=on)
    adopted = Version.unscoped.filter(school=member.school_id, status=Status.ADOPTED)
    previous = adopted.order_by("-number").first()
    if previous is None:
        return plan
    changes = changes_between(from_json(previous.data), plan)
    called = f"versie {previous.number} van {day(previous.adopted_on)}"
    return replace(plan, changes=tuple(changes), previous=called)


@transaction.atomic
def propose_version(round: Round, *, by: Membership, at: datetime, number: int | None = None) -> Version:
    """Put the plan of a round before the principal, as it is now. An earlier proposal is withdrawn.

    `number` is the one that the person was told. Raises EmptyPlan, and ProposedMeanwhile when the
    number is taken or the earlier proposal was just adopted: the database decides who was first.
    """
    # Read before the plan is gathered: one that is adopted meanwhile cannot be withdrawn below.
    earlier = Version.unscoped.filter(school=by.school_id, status=Status.PROPOSED).first()
    plan, free = plan_to_propose(round, member=by, on=localdate(at)), next_number(by)
    if number not in (None, free):
        raise ProposedMeanwhile
    if plan.is_empty:
        raise EmptyPlan
    data = to_json(plan)
    version = Version(number=free, school_year=round.school_year, data=data, sha256=fingerprint(data))
    version.school_id, version.proposed_by, version.proposed_at = by.school_id, by, at
    try:
        if earlier:
            withdraw_version(earlier, by=by, at=at, reason=f"vervangen door versie {free}")
        with transaction.atomic():
            version.save(force_insert=True)
    except (ChangedMeanwhile, IntegrityError):
        raise ProposedMeanwhile from None
    audit.record("plan.proposed", version, by=by, at=at)
    return version


def reading_copy(version: Version, *, at: datetime) -> File:
    """Return the PDF of a proposal, to read before it is adopted. It is no file of the version."""
    edition = version_edition(version, Audience.FULL, check_url="")
    return ask_for(
        version.school,
        kind=Kind.PLAN,
        format=Format.PDF,
        name=f"beleidsplan-versie-{version.number}-voorstel.pdf",
        source=making.source_of(edition),
        at=at,
    )


@transaction.atomic
def adopt_version(
    version: Version, *, by: Membership, at: datetime, adopted_on: date, check_url: str, sha256: str = ""
) -> None:
    """Adopt a proposed version on the day of a meeting, and ask for its files.

    `check_url` is where whoever has a file can check it, and `sha256` that of what the principal was
    shown. Raises ImpossibleDay, and ChangedMeanwhile when the version is not that one, or is no
    proposal any more: the database decides who was first.
    """
    if not timedelta(0) <= localdate(at) - adopted_on <= timedelta(days=DAYS_BACK):
        raise ImpossibleDay
    shown = Version.unscoped.filter(pk=version.pk, status=Status.PROPOSED, sha256=sha256 or version.sha256)
    if not shown.update(status=Status.ADOPTED, adopted_on=adopted_on, adopted_at=at, adopted_by=by):
        raise ChangedMeanwhile
    audit.record("plan.adopted", version, by=by, at=at)
    adopted = Version.unscoped.select_related("school", "adopted_by__user").get(pk=version.pk)
    ask_for_version(adopted, check_url=check_url, at=at)


@transaction.atomic
def withdraw_version(version: Version, *, by: Membership, at: datetime, reason: str = "") -> None:
    """Withdraw a proposal, or an adopted version for a reason. Its files are kept.

    Raises ReasonMissing, and ChangedMeanwhile when the version does not stand any more where it stood.
    """
    if version.status == Status.ADOPTED and not reason.strip():
        raise ReasonMissing
    known = Version.unscoped.filter(pk=version.pk, status=version.status)
    withdrawn = {
        "status": Status.WITHDRAWN,
        "withdrawn_at": at,
        "withdrawn_by": by,
        "reason": reason.strip(),
    }
    if not known.exclude(status=Status.WITHDRAWN).update(**withdrawn):
        raise ChangedMeanwhile
    audit.record("plan.withdrawn", version, by=by, at=at)
