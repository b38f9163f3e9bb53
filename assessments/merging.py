"""Two people, one answer: put together what each of them changed, and ask where both did.

A form says which version of the answer it started from. A field that differs from that version
was changed by the person; a field in which the present answer differs from it was changed by
somebody else. Only when both are true, and the texts differ, there is something to decide.
"""

from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from assessments.answers import answers_to
from assessments.models import Answer, AnswerRevision, Round
from schools.models import Membership
from themes.models import Question

FIELDS = ("value", "text", "remark")
NOTHING = {"value": None, "text": "", "remark": ""}


@dataclass(frozen=True)
class Entry:
    """What somebody sent for one question, starting from `version`.

    Version 0 means that there was no answer yet, None that the form did not say.
    `fields` holds the fields that were sent; one that is absent is left alone. `resolve` answers an
    earlier conflict: "theirs" drops what was sent, "both" puts the texts under each other.
    """

    question: Question
    version: int | None
    fields: dict
    resolve: str = ""


@dataclass
class Outcome:
    """What became of an entry: the answer as it now is, and the fields that still clash.

    `has_news` tells that somebody changed a field which the sender left alone: their page shows the
    old one, and would send it as a change of theirs the next time.
    """

    answer: Answer
    is_changed: bool = False
    has_news: bool = False
    clashes: dict = field(default_factory=dict)  # field -> what the second person sent


def merge_entries(round: Round, entries: list[Entry], *, by: Membership) -> dict[int, Outcome]:
    """Merge each entry into its present answer, unsaved.

    One query for each card, and three more when an entry is stale.
    """
    cards = {entry.question.card_id for entry in entries}
    answers = {answer.question_id: answer for card in cards for answer in answers_to(round.pk, card)}
    stale = [
        answers[entry.question.pk]
        for entry in entries
        if entry.question.pk in answers and entry.version != answers[entry.question.pk].version
    ]
    revisions = {}
    if stale:
        prefetch_related_objects(stale, "changed_by__user")  # whom to name in a clash
        since = min(entry.version or 0 for entry in entries)
        later = AnswerRevision.unscoped.filter(answer__in=stale, version__gte=since)
        for revision in later.order_by("version"):
            revisions.setdefault(revision.answer_id, []).append(revision)
    return {
        entry.question.pk: _merge(
            entry,
            answers.get(entry.question.pk) or _new_answer(round, entry.question),
            revisions,
            by,
        )
        for entry in entries
    }


def _new_answer(round: Round, question: Question) -> Answer:
    return Answer(school_id=round.school_id, round=round, question=question, version=0)


def _merge(entry: Entry, answer: Answer, revisions: dict, by: Membership) -> Outcome:
    outcome = Outcome(answer)
    if entry.resolve == "theirs":
        return outcome
    base, only_mine_since = _base(entry, answer, revisions.get(answer.pk, ()), by)
    for name in FIELDS:
        present, sent = getattr(answer, name), entry.fields.get(name, base[name])
        if entry.resolve == "both" and name in entry.fields and name != "value":
            sent = _under_each_other(present, sent)
        if sent == present:
            continue
        if sent == base[name]:
            outcome.has_news = True
        elif present == base[name] or only_mine_since:
            setattr(answer, name, sent)
            outcome.is_changed = True
        else:
            outcome.clashes[name] = sent
    return outcome


def _base(entry, answer, revisions, by) -> tuple[dict, bool]:
    """Return the fields the person started from, and whether all saves since were their own."""
    if not answer.version or entry.version == answer.version:
        return {name: getattr(answer, name) for name in FIELDS}, True
    start = next((revision for revision in revisions if revision.version == entry.version), None)
    if not start and entry.version != 0:
        # An unknown version: nothing equals it, so every difference is put before the person.
        return {name: object() for name in FIELDS}, False
    base = {name: getattr(start, name) for name in FIELDS} if start else NOTHING
    later = [revision for revision in revisions if revision.version > entry.version]
    return base, all(revision.by_id == by.pk for revision in later)


def _under_each_other(first: str, second: str) -> str:
    return "\n\n".join(text for text in dict.fromkeys([first, second]) if text)
