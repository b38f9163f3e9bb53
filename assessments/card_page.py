"""One card as the page shows it: every string ready-made, so that the template only prints."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.dateformat import format as format_date
from django.utils.timezone import localdate, localtime

from assessments.answers import answers_to
from assessments.forms import AnswerForm, prefix
from assessments.models import Answer, Round
from assessments.results import questions_of
from assessments.services import save_answers
from schools.models import Membership
from themes.models import Card, Kind, Question
from themes.steps import choices, word


@dataclass
class QuestionRow:
    """One question with its present answer, or with what somebody just sent."""

    question: Question
    answer: Answer | None = None
    group: str = ""  # the line above a group, on its first question
    error: str = ""
    clashes: dict = field(default_factory=dict)
    sent: dict = field(default_factory=dict)  # typed but not saved
    has_news: bool = False  # a colleague changed a field that the sender left alone

    @property
    def id(self) -> int:
        return self.question.pk

    @property
    def prefix(self) -> str:
        return prefix(self.question.pk)

    @property
    def number(self) -> int:
        return self.question.order

    @property
    def is_open_question(self) -> bool:
        return self.question.kind == Kind.OPEN

    @property
    def version(self) -> int | str:
        """The version that the fields start from; what was typed keeps the one it started from."""
        return self.sent.get("version", self.answer.version if self.answer else 0)

    @property
    def value(self) -> int | None:
        value = self._shown("value")
        return value if isinstance(value, int) else None

    @property
    def text(self) -> str:
        return self._shown("text") or ""

    @property
    def remark(self) -> str:
        return self._shown("remark") or ""

    def _shown(self, name):
        unsaved = self.sent | self.clashes
        return unsaved[name] if name in unsaved else getattr(self.answer, name, None)

    @property
    def head(self) -> str:
        """The question and the answers one can give, as ready-made markup."""
        question = self.question
        return question_head(self.prefix, question.order, question.text, question.kind, self.value)

    @property
    def word(self) -> str:
        return word(self.question.kind, self.answer.value) if self.answer else ""

    @property
    def saved_at(self) -> str:
        """Return "om 14:32" for a save of today, and "op 3 oktober" for an earlier one."""
        at = localtime(self.answer.changed_at)
        return at.strftime("om %H:%M") if at.date() == localdate() else _day(at.date())

    @property
    def saved_by(self) -> str:
        return self.answer.changed_by.user.name


@lru_cache(maxsize=8192)
def question_head(prefix: str, number: int, text: str, kind: str, chosen: int | None) -> str:
    """Return a question with its answers. Kept: it holds no user's text, and is half of the page."""
    context = {"prefix": prefix, "number": number, "text": text, "chosen": chosen}
    return render_to_string("assessments/_question_head.html", context | {"options": choices(kind)})


@lru_cache(maxsize=512)
def _day(day: date) -> str:
    return format_date(day, r"\o\p j F")


def question_rows(round: Round, card: Card) -> list[QuestionRow]:
    """Return the rows of a card of the catalogue in a round, in order. One query."""
    questions = questions_of(round, card)
    answers = {answer.question_id: answer for answer in answers_to(round.pk, card.pk)}
    rows, group = [], ""
    for question in questions:
        heading = question.group if question.group != group else ""
        group = question.group
        rows.append(QuestionRow(question, answers.get(question.pk), group=heading))
    return rows


def save_rows(
    round: Round, rows: list[QuestionRow], data: QueryDict, *, by: Membership, at: datetime
) -> bool:
    """Save what was sent for these rows, and bring the rows up to date with what became of it.

    Returns whether all of it is saved; a row that is not carries its error or its clashes, and
    what was typed. Raises RoundClosed.
    """
    entries = []
    for row in rows:
        form = AnswerForm(data, question=row.question)
        if not form.was_sent:
            continue
        if form.is_valid():
            entries.append(form.entry())
        else:
            row.error = form.message
            row.sent = form.typed()
    outcomes = save_answers(round, entries, by=by, at=at)
    for row in rows:
        if outcome := outcomes.get(row.id):
            row.answer = outcome.answer if outcome.answer.version else None
            row.clashes, row.has_news = outcome.clashes, outcome.has_news
    return not any(row.error or row.clashes for row in rows)
