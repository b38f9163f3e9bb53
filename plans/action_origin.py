"""What an action is made from: a card, a question on it, or what an incident taught about it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, QueryDict

from assessments.models import Round
from incidents.lessons import CardLessons, Told, lesson_of, lessons_for
from plans.action_filter import by_number, card_in
from plans.models import Source
from schools.models import Membership
from themes.models import Card, CriteriaSet, Question


@dataclass(frozen=True, slots=True)
class Origin:
    """`card` is None when there is none yet: then somebody chooses one first."""

    card: Card | None
    question: Question | None = None
    source: Source = Source.CARD
    lessons: tuple[Told, ...] = ()


def origin_of(query: QueryDict, member: Membership) -> Origin:
    """Return what a query names; 404 when that is not there."""
    if "les" in query:
        return _of_lesson(query["les"], member)
    if "vraag" not in query:
        return Origin(card_in(query))
    question = by_number(Question.objects.select_related("card__theme"), query["vraag"])
    return Origin(question.card, question)


def _of_lesson(text: str, member: Membership) -> Origin:
    """Return the card of a lesson with all its lessons; without a card when none covers it."""
    try:
        pk = UUID(text)
    except ValueError:
        raise Http404 from None
    if lesson_of(member, pk) is None:
        raise Http404
    lessons = next((found for found in lessons_for(member) if found.newest == pk), None)
    card = _card(lessons, member) if lessons else None
    return Origin(card, source=Source.LESSON, lessons=lessons.told if card else ())


def _card(lessons: CardLessons, member: Membership) -> Card | None:
    """Return the card in the criteria of the newest round; without a round, in the first ones."""
    cards = Card.objects.filter(theme__code=lessons.theme, code=lessons.card).select_related("theme")
    round = Round.objects.visible_to(member).newest_first().first()
    first = CriteriaSet.objects.order_by("pk").values("pk")[:1]
    return cards.filter(theme__criteria_set=round.criteria_set_id if round else first).first()
