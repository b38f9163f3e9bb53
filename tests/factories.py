"""Plain functions that make rows. A test names only what it is about."""

from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from assessments.models import Answer, AnswerRevision, Evidence, Reveal, Round, RoundTheme, Vote
from incidents.content import Head
from incidents.kinds import Kind as IncidentKind
from incidents.models import Incident
from incidents.services.report import NewPerson, report_incident
from plans.models import Action, File
from schools.models import Membership, School, User
from schools.permissions import Role
from schoolsafety.sessions import SessionStore
from themes.models import Card, CriteriaSet, Kind, Pillar, Question, Theme

NOW = datetime(2026, 11, 20, 13, 32, tzinfo=UTC)
PASSWORD = "lang-genoeg-wachtwoord"
_numbers = count(1)


def make_school(**fields) -> School:
    n = next(_numbers)
    return School.objects.create(**{"name": f"School {n}", "place": "Aalst", "created_at": NOW} | fields)


def make_user(**fields) -> User:
    n = next(_numbers)
    return User.objects.create_user(
        **{"email": f"lid{n}@school.example", "name": f"Lid {n}", "password": "lang-genoeg-wachtwoord"}
        | fields
    )


def make_member(school: School, *roles: Role, **fields) -> Membership:
    user = fields.pop("user", None) or make_user()
    return Membership.unscoped.create(
        **{"school": school, "user": user, "roles": list(roles or [Role.TEAM]), "joined_at": NOW} | fields
    )


def make_set(**fields) -> CriteriaSet:
    n = next(_numbers)
    values = {
        "code": f"set-{n}",
        "name": "Kaarten",
        "version": "1",
        "language": "nl",
        "licence": "vrij",
        "provenance": "Uit een test.",
    }
    return CriteriaSet.objects.create(**values | fields)


def make_theme(criteria_set: CriteriaSet | None = None, **fields) -> Theme:
    n = next(_numbers)
    values = {"code": f"thema-{n}", "name": f"Thema {n}", "order": n, "summary": "Waar het over gaat."}
    theme = Theme.objects.create(criteria_set=criteria_set or make_set(), **values | fields)
    _renew(theme.criteria_set)
    return theme


def _renew(criteria_set: CriteriaSet) -> None:
    """Say that the content changed, as loading does."""
    criteria_set.revision = uuid4()
    criteria_set.save()


def make_card(theme: Theme, *, questions: int = 1, kind: Kind = Kind.YESNO, **fields) -> Card:
    n = next(_numbers)
    values = {
        "code": f"kaart-{n}",
        "pillar": Pillar.QUALITY,
        "order": n,
        "title": f"Kaart {n}",
        "statement": f"Stelling {n}.",
    }
    card = Card.objects.create(theme=theme, **values | fields)
    for q in range(1, questions + 1):
        Question.objects.create(
            card=card, code=str(q), order=q, kind=kind, text=f"Vraag {q} van kaart {n}?", added_at=NOW
        )
    _renew(theme.criteria_set)
    return card


def make_round(member: Membership, *themes: Theme, **fields) -> Round:
    """Make an open round of this member's school with these themes."""
    themes = themes or [make_theme()]
    values = {
        "school": member.school,
        "criteria_set": themes[0].criteria_set,
        "school_year": 2026,
        "opened_at": NOW,
        "opened_by": member,
    }
    target = fields.pop("target", 2)
    round = Round.unscoped.create(**values | fields)
    for theme in themes:
        RoundTheme.unscoped.create(school=round.school, round=round, theme=theme, target=target)
    return round


def make_answer(round: Round, question: Question, value: int | None = None, **fields) -> Answer:
    values = {"text": "", "remark": "", "changed_at": NOW, "changed_by": round.opened_by}
    answer = Answer.unscoped.create(
        school=round.school, round=round, question=question, value=value, **values | fields
    )
    AnswerRevision.of(answer).save()
    return answer


def make_vote(round: Round, question: Question, member: Membership, value: int) -> Vote:
    return Vote.unscoped.create(
        school=round.school, round=round, question=question, member=member, value=value, changed_at=NOW
    )


def make_reveal(round: Round, card: Card) -> Reveal:
    return Reveal.unscoped.create(
        school=round.school, round=round, card=card, revealed_at=NOW, revealed_by=round.opened_by
    )


def make_evidence(member: Membership, card: Card, **fields) -> Evidence:
    values = {"school": member.school, "card": card, "note": "Op het prikbord", "added_at": NOW}
    return Evidence.unscoped.create(**values | {"added_by": member} | fields)


def make_action(member: Membership, card: Card, **fields) -> Action:
    values = {
        "school": member.school,
        "card": card,
        "what": "Een brievenbus hangen",
        "owner": member,
        "due_on": NOW.date(),
        "created_at": NOW,
        "created_by": member,
    }
    return Action.unscoped.create(**values | fields)


def make_file(member: Membership, **fields) -> File:
    """Make a file that waits to be made."""
    values = {"name": "beleidsplan.pdf", "source": "{}", "key": uuid4().hex, "asked_at": NOW}
    return File.unscoped.create(school=member.school, **values | fields)


def make_incident(
    contact: Membership, *persons: NewPerson, story: str = "Wat er gebeurde.", **head
) -> Incident:
    """Report an incident as this contact does; `head` are fields of content.Head."""
    at = head.pop("at", NOW)
    values = {"title": "Een melding", "theme": "sexting", "kind": IncidentKind.PUPIL_UNWANTED}
    values |= {"happened_at": at, "logged_at": at}
    return report_incident(
        head=Head(**values | head), story=story, persons=persons, key=uuid4(), by=contact, at=at
    )


def make_session_cookie(user: User) -> str:
    """Log a user in, and return the cookie that a browser would send."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
