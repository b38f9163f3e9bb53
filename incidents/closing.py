"""Closing an incident: the three questions from which the working group learns, and what was answered.

Pure, but for the cards that one can choose from: they are shared content.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices

from incidents.access import Rights
from incidents.records import sheet
from incidents.services.cases import Case
from schoolsafety.paths import path_to
from themes.models import Card, CriteriaSet, Pillar

CLOSING = "closing"  # the sheet with the answers
NO_CARD = ""
NO_CARD_LABEL = "Geen enkele kaart"
PILLARS = (Pillar.REACTION, Pillar.PREVENTION, Pillar.QUALITY)  # the nearest to what happened first


class Followed(TextChoices):
    """Whether the school did what its own card says."""

    YES = "yes", "Ja"
    PARTLY = "partly", "Deels"
    NO = "no", "Nee"
    NONE = "none", "We hadden er geen"


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What a Lesson holds: theme and card by their codes, and since when the group answered it."""

    theme: str
    card: str = NO_CARD
    followed: Followed
    helped: str = ""
    at: datetime
    answered_at: datetime | None = None

    @property
    def contradicts(self) -> bool:
        """Tell whether this speaks against a score of the card.

        "Nee" does, and so does "we hadden er geen": what one has not, one cannot have scored. "Deels"
        does not: most of what schools do lies there, and a mark that comes with nearly every incident
        is soon read by nobody. The lesson itself is there to read all the same.
        """
        return self.card != NO_CARD and self.followed in (Followed.NO, Followed.NONE)


@dataclass(frozen=True, slots=True)
class Answers:
    """The three answers as text."""

    card: str
    followed: str
    helped: str


def cards_of(theme: str) -> list[Card]:
    """Return the cards of a theme, those of Reactie first. One query."""
    first_set = CriteriaSet.objects.order_by("pk").values("pk")[:1]  # as for a new round
    found = Card.objects.current().filter(theme__code=theme, theme__criteria_set=first_set)
    return sorted(found, key=lambda card: (PILLARS.index(card.pillar), card.order, card.pk))


def in_words(cards: list[Card], *, card: str, followed: Followed, helped: str) -> Answers:
    """Return the answers as people read them; a card that is gone since is named by its code."""
    titles = {c.code: f"{c.title} ({c.get_pillar_display()})" for c in cards} | {NO_CARD: NO_CARD_LABEL}
    return Answers(titles.get(card, card), followed.label, helped)


def closing_part(case: Case, rights: Rights) -> dict:
    """Return `closing`: the way to close or reopen for who may, and what was answered."""
    incident = case.incident
    answered = sheet(case.written, CLOSING) if incident.is_closed else None
    name = "reopen" if incident.is_closed else "close"
    return {
        "closing": {
            "is_closed": incident.is_closed,
            "path": path_to(f"incidents:{name}", incident.pk) if rights.may_handle else "",
            "answers": _answers(answered.record.data, case.head.theme) if answered else None,
        }
    }


def _answers(data: dict, theme: str) -> Answers:
    followed = Followed(data["followed"])
    return in_words(cards_of(theme), card=data["card"], followed=followed, helped=data["helped"])
