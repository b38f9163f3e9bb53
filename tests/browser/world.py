"""A school with something of everything, long words among it, so that every page has something to show."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from assessments.models import Round
from incidents.models import Incident
from plans.logo import make_logo
from plans.models import Action, Responsibility, Status, Task
from plans.services.composition import save_composition, save_logo
from plans.services.people import add_person
from schools.models import Membership
from schools.permissions import Role
from tests.browser.incidents import make_full_incident
from tests.factories import (
    NOW,
    make_action,
    make_answer,
    make_card,
    make_evidence,
    make_file,
    make_member,
    make_reveal,
    make_round,
    make_theme,
    make_user,
    make_vote,
)
from tests.schools.helpers import make_invitation
from themes.models import Card, Kind, Pillar, Theme
from themes.steps import NOT_APPLICABLE

LONG_WORD = "Internetverantwoordelijkheidsovereenkomst"
LONG_LINK = f"https://www.school.example/{'heel-lang-pad/' * 6}"


@dataclass
class World:
    """A round of this year, one of last year that is closed, and what hangs on them."""

    member: Membership
    colleague: Membership
    theme: Theme
    card: Card  # with open questions and answers
    voted: Card  # its votes are shown
    round: Round
    closed: Round
    action: Action
    invitation: tuple  # the row and its path
    incident: Incident  # the colleague follows it up
    person: Responsibility  # who does what, in the plan


@transaction.atomic
def make_world(member: Membership) -> World:
    theme = make_theme(code="desinformatie", name="Desinformatie en misleiding")
    card, voted = _cards(theme)
    colleague = make_member(
        member.school,
        Role.CONTACT,
        user=make_user(name=f"Wilhelmina {LONG_WORD}", email=f"{LONG_WORD.lower()}@school.example"),
    )
    closed = make_round(member, theme, school_year=2025, closed_at=NOW, closed_by=member)
    round = make_round(member, theme)
    _answer(closed, card, 1)
    _answer(round, card, 2)
    _vote(round, voted, member, colleague)
    make_evidence(member, card, url=LONG_LINK, valid_until=NOW.date() - timedelta(days=1))
    action, invitation = _actions(member, card), make_invitation(member)
    incident = make_full_incident(colleague, theme.criteria_set)
    person = _plan(member)
    make_file(member)
    return World(member, colleague, theme, card, voted, round, closed, action, invitation, incident, person)


def _plan(member: Membership) -> Responsibility:
    """Give the school texts of its own, a logo, and somebody who does something; return that one."""
    texts = {"vision": f"Wij geloven in een {LONG_WORD}.", "intros": {"desinformatie": LONG_LINK}}
    save_composition(**texts, hidden=["scores"], review_on=None, version=0, by=member, at=NOW)
    logo = make_logo(b'<svg viewBox="0 0 3 2"><rect width="2" height="2" fill="red"/></svg>')
    save_logo(logo, by=member, at=NOW)
    return add_person(task=Task.CONTACT, name=LONG_WORD, reach=LONG_LINK, by=member, at=NOW)


def _vote(round: Round, card: Card, member: Membership, colleague: Membership) -> None:
    """Vote far apart on one question and not on a step of the other, and show it."""
    first, second = card.questions.order_by("order")
    make_vote(round, first, member, 0)
    make_vote(round, first, colleague, 3)
    make_vote(round, second, colleague, NOT_APPLICABLE)
    make_reveal(round, card)


def _cards(theme: Theme) -> tuple[Card, Card]:
    """Make a card for each pillar, and return the first two."""
    card = make_card(
        theme,
        questions=2,
        kind=Kind.OPEN,
        title=f"Onze {LONG_WORD}",
        note="Let op met namen.",
        more_info="Meer lezen: https://www.school.example/",
    )
    voted = make_card(theme, questions=2, pillar=Pillar.PREVENTION, title="Lessen over beeld en bron")
    make_card(theme, kind=Kind.STATEMENT, pillar=Pillar.REACTION, title="Wat we doen als het misloopt")
    card.questions.filter(order=1).update(group="Bespreek in de werkgroep:")
    return card, voted


def _answer(round: Round, card: Card, value: int) -> None:
    first, second = card.questions.order_by("order")
    make_answer(round, first, value, text=f"We maken een {LONG_WORD}.", remark=f"Te lang: {LONG_LINK}")
    make_answer(round, second, NOT_APPLICABLE)


def _actions(member: Membership, card: Card) -> Action:
    """Make an action that is late, one that is not and one that is done; return the first."""
    first = card.questions.get(order=1)
    today, week = timezone.localdate(), timedelta(days=7)
    late = make_action(member, card, question=first, what=f"Een {LONG_WORD} schrijven", due_on=today - week)
    make_action(member, card, due_on=today + week)
    make_action(member, card, what="Gedaan", status=Status.DONE, finished_on=NOW.date())
    return late
