"""What other apps may know of incidents: texts for the working group, and counts. Never a case.

A lesson is told by its card (theme and card by their codes). How many there are of a card goes
through the rule of small numbers; that there is one at all, a text or a mark does tell: the contact
person released it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from incidents.closing import Learned
from incidents.models import Lesson
from incidents.services.lessons import answer_lesson, read_lesson
from incidents.small_numbers import protect
from incidents.vault import SchoolVault
from schools.models import Membership
from schoolsafety.dates import school_year_name
from schoolsafety.prepared import prepared

__all__ = ["CardLessons", "Told", "answer_lesson", "lesson_of", "lessons_for", "marks"]

CardCode = tuple[str, str]  # the code of a theme, and of a card in it


@dataclass(frozen=True, slots=True)
class Told:
    """One lesson that has a text. The day stays away: with the year it leads back to nobody."""

    text: str
    followed: str
    year: str


@dataclass(frozen=True, slots=True)
class CardLessons:
    """What incidents taught about one card; `card` is "" for those that no card covers.

    `newest` is the lesson to answer, and `contradicted_at` since when one speaks against the score.
    """

    theme: str
    card: str
    count: str
    told: tuple[Told, ...]
    newest: UUID
    contradicted_at: datetime | None


def lessons_for(member: Membership) -> list[CardLessons]:
    """Return the lessons of this member's school by card, the newest first. At most two queries."""
    by_card = defaultdict(list)
    for lesson, learned in _read(member):
        by_card[learned.theme, learned.card].append((lesson, learned))
    shown = protect([[len(lessons)] for lessons in by_card.values()])
    found = [
        _of_card(code, lessons, cell.text)
        for (code, lessons), (cell,) in zip(by_card.items(), shown.rows, strict=True)
    ]
    return [one for one in found if one.told or one.contradicted_at]


def marks(member: Membership) -> dict[CardCode, datetime]:
    """Return the cards whose score a lesson speaks against, and since when. At most two queries.

    It holds until the group decides anew: it saves an answer of the card later than that, which is for
    the caller to look at, or says that the score stays (answer_lesson).
    """
    return _contradicted(learned for _, learned in _read(member))


def lesson_of(member: Membership, pk: UUID) -> Lesson | None:
    """Return a lesson of this member's school."""
    return Lesson.objects.visible_to(member).filter(pk=pk).first()


def _read(member: Membership) -> list[tuple[Lesson, Learned]]:
    """Return the lessons, the newest first. Where there are none, it costs one small query."""
    rows = _lessons(member)
    if not rows:
        return []
    vault = SchoolVault(member.school_id)
    read = [(row, read_lesson(row, vault)) for row in rows]
    return sorted(read, key=lambda one: (one[1].at, one[0].pk), reverse=True)


@prepared
def _lessons(member):
    return Lesson.objects.visible_to(member)


def _contradicted(lessons) -> dict[CardCode, datetime]:
    found = {}
    for learned in lessons:
        if learned.contradicts and not learned.answered_at:
            code = learned.theme, learned.card
            found[code] = max(found.get(code, learned.at), learned.at)
    return found


def _of_card(code: CardCode, lessons: list[tuple[Lesson, Learned]], count: str) -> CardLessons:
    told = [
        Told(learned.helped, learned.followed.label, school_year_name(lesson.school_year))
        for lesson, learned in lessons
        if learned.helped
    ]
    newest, _ = lessons[0]
    since = _contradicted(learned for _, learned in lessons).get(code)
    return CardLessons(*code, count=count, told=tuple(told), newest=newest.pk, contradicted_at=since)
