"""The criteria in memory: read once per process, and again after they were loaded anew.

They are the same for every school and change a few times a year, while every page needs them:
reading them with each request costs more than all the rest of the page. Every request shares what
is returned here: do not change it.
"""

from functools import lru_cache
from uuid import UUID

from django.db.models import Prefetch

from schoolsafety.prepared import prepared
from themes.models import Card, CriteriaSet, ProtocolStep, Question, Theme

Editions = tuple[tuple[int, UUID], ...]


def themes_of(criteria_set: CriteriaSet) -> dict[int, Theme]:
    """Return the themes of a set by id, in order.

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


def editions() -> Editions:
    """Return (id, revision) of every set, the oldest first: what is below is asked by these. One query."""
    return tuple(_editions())


@prepared
def _editions():
    return CriteriaSet.objects.order_by("pk").values_list("pk", "revision")


@lru_cache(maxsize=8)
def theme_names(sets: Editions) -> dict[str, str]:
    """Return the name of every theme by code, the newest set last, also of what is no longer asked."""
    themes = Theme.objects.filter(criteria_set__in=[pk for pk, _ in sets])
    return dict(themes.order_by("criteria_set", "order", "pk").values_list("code", "name"))


@lru_cache(maxsize=8)
def protocol_steps(sets: Editions) -> dict[str, list[ProtocolStep]]:
    """Return the steps of the first set, as for a new round, by the code of their protocol, in order."""
    found = {}
    steps = ProtocolStep.objects.filter(protocol__criteria_set__in=[pk for pk, _ in sets[:1]])
    for step in steps.select_related("protocol").order_by("order", "pk"):
        found.setdefault(step.protocol.code, []).append(step)
    return found
