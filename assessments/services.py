"""What changes a round: open, choose its themes, save answers, vote, close; and a card's evidence."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from assessments.answers import targets_of
from assessments.merging import FIELDS, Entry, Outcome, merge_entries
from assessments.models import Answer, AnswerRevision, Evidence, Reveal, Round, RoundTheme, Vote
from schools import audit
from schools.models import Membership, School
from schoolsafety.prepared import prepared
from themes.models import Card, CriteriaSet, Question, Theme


class RoundExists(Exception):
    """There is already an open round, or one for this school year."""


class RoundClosed(Exception):
    """The round was closed: its answers do not change any more."""


class ThemesChanged(Exception):
    """A colleague changed the themes or targets of the round meanwhile."""


class VotesRevealed(Exception):
    """The votes on this card were shown already: voting on it is over."""


class NoVotes(Exception):
    """Nobody voted on this card yet: there is nothing to show."""


class EvidenceChanged(Exception):
    """A colleague removed this evidence already, or put it back already."""


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
    fields = {"criteria_set": criteria_set, "school_year": school_year}
    try:
        with transaction.atomic():
            round = Round.unscoped.create(school=school, opened_at=at, opened_by=by, **fields)
    except IntegrityError:
        raise RoundExists from None
    RoundTheme.unscoped.bulk_create(
        RoundTheme(school=school, round=round, theme=theme, target=target) for theme in themes
    )
    audit.record("round.opened", round, by=by, at=at)
    return round


@transaction.atomic
def change_themes(
    round: Round, targets: Mapping[int, Decimal], *, version: int, by: Membership, at: datetime
) -> None:
    """Give the round these themes, each with its target. Answers in a theme that leaves are kept.

    `version` is what the person started from: raises ThemesChanged when somebody was first, and
    RoundClosed when the round was closed.
    """
    _lock_open(round)
    if targets == dict(targets_of(round.pk)):
        return
    if not Round.unscoped.filter(pk=round.pk, version=version).update(version=F("version") + 1):
        raise ThemesChanged
    round.themes.exclude(theme__in=targets).delete()
    chosen = {"school_id": round.school_id, "round": round}
    RoundTheme.unscoped.bulk_create(
        [RoundTheme(theme_id=theme, target=target, **chosen) for theme, target in targets.items()],
        update_conflicts=True,
        unique_fields=["round", "theme"],
        update_fields=["target"],
    )
    audit.record("round.themes_changed", round, by=by, at=at)


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
    _lock_open(round)
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


def _lock_open(round: Round) -> None:
    """Keep others from changing this round until the transaction ends. Raises RoundClosed."""
    if not _locked_if_open(round.pk):
        raise RoundClosed


@prepared
def _locked_if_open(round_id):
    return Round.unscoped.select_for_update().open().filter(pk=round_id).values_list("pk")


@transaction.atomic
def save_votes(
    round: Round, card: Card, votes: Mapping[Question, int], *, by: Membership, at: datetime
) -> None:
    """Keep what a member chose for questions of this card, over what they chose before.

    Raises RoundClosed, and VotesRevealed once the votes on this card were shown. There is no audit
    row: a vote says itself whose it is, and who chose what is not for the log to tell.
    """
    _lock_open(round)
    if round.reveals.filter(card=card.pk).exists():
        raise VotesRevealed
    given = {"school_id": round.school_id, "round": round, "member": by, "changed_at": at}
    Vote.unscoped.bulk_create(
        [Vote(question=question, value=value, **given) for question, value in votes.items()],
        update_conflicts=True,
        unique_fields=["round", "question", "member"],
        update_fields=["value", "changed_at"],
    )


@transaction.atomic
def reveal_votes(round: Round, card: Card, *, by: Membership, at: datetime) -> None:
    """Show the votes on this card to all, and end the voting on it. It cannot be undone.

    Raises RoundClosed, NoVotes, and VotesRevealed when a colleague was first. The lock makes a vote
    that is under way count, or be refused; never get lost.
    """
    _lock_open(round)
    if not round.votes.filter(question__card=card.pk).exists():
        raise NoVotes
    try:
        with transaction.atomic():
            reveal = Reveal.unscoped.create(
                school_id=round.school_id, round=round, card=card, revealed_at=at, revealed_by=by
            )
    except IntegrityError:
        raise VotesRevealed from None
    audit.record("votes.revealed", reveal, by=by, at=at)


@transaction.atomic
def add_evidence(
    card: Card, *, by: Membership, at: datetime, key: UUID | None = None, **content
) -> Evidence:
    """Add evidence for a card in the school of `by`. `content` is url, note and valid_until.

    `key` comes with a form: the same form sent twice adds one.
    """
    pk = uuid5(by.pk, f"{key or uuid4()} {card.pk} {sorted(content.items())}")
    added = {"school_id": by.school_id, "card": card, "added_at": at, "added_by": by}
    evidence, is_new = Evidence.unscoped.get_or_create(pk=pk, defaults=content | added)
    if is_new:
        audit.record("evidence.added", evidence, by=by, at=at)
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: Membership, at: datetime) -> None:
    """Take evidence off its card; the row stays. Raises EvidenceChanged when a colleague was first."""
    _update_evidence(Evidence.unscoped.kept().filter(pk=evidence.pk), removed_at=at, removed_by=by)
    audit.record("evidence.removed", evidence, by=by, at=at)


@transaction.atomic
def restore_evidence(evidence: Evidence, *, by: Membership, at: datetime) -> None:
    """Put removed evidence back. Raises EvidenceChanged when a colleague was first."""
    _update_evidence(Evidence.unscoped.removed().filter(pk=evidence.pk), removed_at=None, removed_by=None)
    audit.record("evidence.restored", evidence, by=by, at=at)


def _update_evidence(unchanged: QuerySet, **fields) -> None:
    if not unchanged.update(**fields):
        raise EvidenceChanged
