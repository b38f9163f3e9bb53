"""What a browser sends for a card and where to, and answers for a whole card at once."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from assessments.models import AnswerRevision
from tests.factories import NOW, make_answer
from themes.models import CriteriaSet, Question

HTMX = {"HX-Request": "true"}
LATER = NOW + timedelta(days=100)
FRAME = 3  # queries of every page: session, user, member


def path(name: str, round, card, *extra) -> str:
    return reverse(f"assessments:{name}", args=[round.pk, card.theme.code, card.code, *extra])


def answer_path(round, question: Question) -> str:
    return path("save_answer", round, question.card, question.pk)


def sent(question: Question, *, version=0, **fields) -> dict:
    """Return the fields of one question as the form names them."""
    return {f"q{question.pk}-{name}": str(value) for name, value in {"version": version, **fields}.items()}


def answer(round, card, *values):
    """Answer the card's questions in order; None leaves one open."""
    for question, value in zip(card.questions.order_by("order"), values, strict=True):
        if value is not None:
            make_answer(round, question, value)


def retire(question: Question, at=LATER):
    """Stop asking a question, as loading the criteria does."""
    question.retired_at = at
    question.save()
    CriteriaSet.objects.filter(themes=question.card.theme_id).update(revision=uuid4())


def revisions(round) -> list[tuple]:
    """Return what was saved in a round, oldest first."""
    rows = AnswerRevision.unscoped.filter(answer__round=round).order_by("pk")
    return list(rows.values_list("version", "value", "text", "remark"))
