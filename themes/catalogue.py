"""The criteria in memory: read once per process, and again after they were loaded anew.

They are the same for every school and change a few times a year, while every page needs them:
reading them with each request costs more than all the rest of the page.
"""

from functools import lru_cache
from uuid import UUID

from django.db.models import Prefetch

from themes.models import Card, CriteriaSet, Question, Theme


def themes_of(criteria_set: CriteriaSet) -> dict[int, Theme]:
    """Return the themes of a set by id, in order. Do not change these rows: every request shares them.

    Each theme has its `card_list`, each card its `question_list`, with the retired ones, and its
    `current_question_list`, without.
    """
    return _read(criteria_set.pk, criteria_set.revision)


@lru_cache(maxsize=8)
def _read(pk: int, revision: UUID) -> dict[int, Theme]:
    questions = Prefetch("questions", Question.objects.order_by("order", "pk"), to_attr="question_list")
    cards = Card.objects.order_by("order", "pk").prefetch_related(questions)
    themes = Theme.objects.filter(criteria_set=pk).order_by("order", "pk")
    found = {t.pk: t for t in themes.prefetch_related(Prefetch("cards", cards, to_attr="card_list"))}
    for theme in found.values():
        for card in theme.card_list:
            card.current_question_list = [q for q in card.question_list if q.retired_at is None]
    return found
