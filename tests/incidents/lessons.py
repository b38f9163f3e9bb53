"""Helpers of the tests about closing: a theme with cards, a closed incident, and its lesson."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from incidents.closing import CLOSING, Followed, Learned
from incidents.models import Incident, Lesson
from incidents.records import sheet
from incidents.services.closing import close_incident
from incidents.services.lessons import read_lesson
from incidents.vault import SchoolVault
from schools.models import Membership
from tests.factories import NOW, make_card, make_incident, make_theme
from tests.incidents.following import read
from themes.models import Card, Pillar

MARK = "Een melding sprak deze kaart tegen"
KEY = "3f2a91c0-1111-4222-8333-444444444444"
ANSWERS = {"card": "nazorg", "followed": "no", "helped": "Een vaste dag om na te vragen hoe het gaat."}


def make_aftercare_card() -> Card:
    """Make the theme that the factory's incidents have, with one card."""
    theme = make_theme(code="sexting", name="Sexting")
    return make_card(theme, code="nazorg", title="Nazorg", pillar=Pillar.REACTION)


def close(incident: Incident, contact: Membership, *, at: datetime = NOW, **answers) -> None:
    given = ANSWERS | answers
    given["followed"] = Followed(given["followed"])
    close_incident(incident, **given, by=contact, at=at)


def make_lesson(contact: Membership, *, at: datetime = NOW, **answers) -> Incident:
    """Make an incident and close it, with these answers."""
    incident = make_incident(contact)
    close(incident, contact, at=at, **answers)
    return incident


def lesson_id(incident: Incident, contact: Membership) -> UUID:
    """Return which lesson the incident knows as its own."""
    return UUID(sheet(read(incident, contact).written, CLOSING).record.data["lesson"])


def learned(member: Membership) -> list[Learned]:
    """Return what every lesson of the school says, the oldest first."""
    vault = SchoolVault(member.school_id)
    found = [read_lesson(lesson, vault) for lesson in Lesson.objects.visible_to(member)]
    return sorted(found, key=lambda one: one.at)


def is_closed(incident: Incident) -> bool:
    return Incident.unscoped.get(pk=incident.pk).is_closed


def keep_path(incident: Incident, contact: Membership) -> str:
    """Return where the group says that it keeps its score, whatever this incident taught."""
    return reverse("assessments:keep_score", args=[lesson_id(incident, contact)])
