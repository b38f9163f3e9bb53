"""The votes on one card as the page shows them: one's own until the reveal, counts from then on.

Before the reveal nothing but the member's own votes is read, and how many members voted.
"""

from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from assessments.card_page import QuestionRow, question_rows
from assessments.forms import VoteForm
from assessments.models import Round, Vote
from assessments.results import questions_of
from assessments.votes import Counts, gap, proposal
from schools.models import Membership
from themes.models import Card
from themes.steps import choices, word

WORTH_TALKING = 2  # steps between the highest and the lowest vote


@dataclass(frozen=True)
class VoteResult:
    """How one question was voted on, and what was agreed."""

    row: QuestionRow
    counts: Counts = field(default_factory=dict)

    @property
    def bars(self) -> list[tuple[str, str, range]]:
        """Return (css class, word, one item per vote): each step of the scale, the others if chosen."""
        return [
            ("none" if value < 0 else f"s{value}", text, range(self.counts.get(value, 0)))
            for value, text in choices(self.row.question.kind)
            if value >= 0 or value in self.counts
        ]

    @property
    def gap(self) -> int:
        """Return how far the votes lie apart, 0 when that is not worth talking about first."""
        steps = gap(self.counts)
        return steps if steps >= WORTH_TALKING else 0

    @property
    def proposal(self) -> str:
        return word(self.row.question.kind, proposal(self.counts))

    @property
    def summary(self) -> str:
        """Return the votes in one line: "1 keer Nee, 2 keer Deels"."""
        chosen = [f"{len(votes)} keer {text}" for _, text, votes in self.bars if votes]
        return ", ".join(chosen) or "niemand koos iets"


def vote_page(round: Round, card: Card, member: Membership, form: VoteForm | None = None) -> dict:
    """Return the context of the page; `form` is what was just sent and not saved. Four queries.

    `late` holds what was chosen after the voting was over, to be shown back.
    """
    votes = round.votes.filter(question__in=[question.pk for question in questions_of(round, card)])
    reveal = round.reveals.filter(card=card.pk).first()
    rows = question_rows(round, card)
    may_vote = round.is_open and reveal is None
    voters = votes.aggregate(n=Count("member", distinct=True))["n"]
    context = {"reveal": reveal, "voters": voters, "may_vote": may_vote, "form": form}
    context["turnout"] = _turnout(voters)
    if reveal:
        context["results"] = _results(rows, votes)
    elif may_vote:
        context["rows"] = _ballot(rows, votes.filter(member=member), form)
        context["own"] = sum(row.value is not None for row in rows)
    if form and not may_vote:
        context["late"] = [
            (question, word(question.kind, value)) for question, value in form.votes().items()
        ]
    return context


def _turnout(voters: int) -> str:
    few = {0: "Nog niemand stemde.", 1: "1 lid stemde."}
    return few.get(voters, f"{voters} leden stemden.")


def _ballot(rows: list[QuestionRow], own: QuerySet[Vote], form: VoteForm | None) -> list[QuestionRow]:
    """Return the rows with what the member chose, and without what the group agreed."""
    chosen = dict(own.values_list("question", "value"))
    sent = form.votes() if form else {}
    for row in rows:
        row.answer = None
        row.sent = {"value": sent.get(row.question, chosen.get(row.id))}
        row.error = form.message(row.question) if form else ""
    return rows


def _results(rows: list[QuestionRow], votes: QuerySet[Vote]) -> list[VoteResult]:
    """Return how each question was voted on. The database counts, so that no name comes along."""
    counts = {}
    for question, value, number in votes.values_list("question", "value").annotate(n=Count("pk")):
        counts.setdefault(question, {})[value] = number
    return [VoteResult(row, counts.get(row.id, {})) for row in rows]
