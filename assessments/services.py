"""What changes a round: open, save answers, close."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from assessments.merging import FIELDS, Entry, Outcome, merge_entries
from assessments.models import Answer, AnswerRevision, Round, RoundTheme
from schools import audit
from schools.models import Membership, School
from themes.models import CriteriaSet, Theme


class RoundExists(Exception):
    """There is already an open round, or one for this school year."""


class RoundClosed(Exception):
    """The round was closed: its answers do not change any more."""


@transaction.atomic
def open_round(
    school: School,
    *,
    criteria_set: CriteriaSet,
    themes: list[Theme],
    school_year: int,
    target: Decimal,
    by: Membership,
    at: datetime,
) -> Round:
    """Open the round of a school year. Raises RoundExists when one is open or the year has one."""
    try:
        with transaction.atomic():
            round = Round.unscoped.create(
                school=school,
                criteria_set=criteria_set,
                school_year=school_year,
                opened_at=at,
                opened_by=by,
            )
    except IntegrityError:
        raise RoundExists from None
    RoundTheme.unscoped.bulk_create(
        RoundTheme(school=school, round=round, theme=theme, target=target) for theme in themes
    )
    audit.record("round.opened", round, by=by, at=at)
    return round


@transaction.atomic
def close_round(round: Round, *, by: Membership, at: datetime) -> None:
    """Lock a round for good. Raises RoundClosed when a colleague was first."""
    if not Round.unscoped.open().filter(pk=round.pk).update(closed_at=at, closed_by=by):
        raise RoundClosed
    audit.record("round.closed", round, by=by, at=at)


@transaction.atomic
def save_answers(round: Round, entries: list[Entry], *, by: Membership, at: datetime) -> dict[int, Outcome]:
    """Save what changed; return what became of each entry, by question id. Raises RoundClosed.

    The round's row is locked meanwhile: two saves never interleave, and closing waits its turn.
    Every version is kept as a revision, which is also the record of who decided what; an audit row
    would say the same again.
    """
    if not Round.unscoped.select_for_update().open().filter(pk=round.pk).exists():
        raise RoundClosed
    outcomes = merge_entries(round, entries, by=by)
    changed = [outcome.answer for outcome in outcomes.values() if outcome.is_changed]
    for answer in changed:
        answer.version += 1
        answer.changed_at, answer.changed_by = at, by
    Answer.unscoped.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["round", "question"],
        update_fields=[*FIELDS, "version", "changed_at", "changed_by"],
    )
    AnswerRevision.unscoped.bulk_create(map(AnswerRevision.of, changed))
    return outcomes
