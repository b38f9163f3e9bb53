"""What the demonstration school adds to its policy plan itself, made through the services."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from assessments.models import Round
from plans.logo import make_logo
from plans.remarks import remarks_of
from plans.services.composition import choose_remarks, save_composition, save_logo
from plans.services.people import add_person
from plans.services.versions import adopt_version, propose_version
from schools.models import Membership
from schoolsafety.demo_register import SITE

LOGO = settings.BASE_DIR / "fixtures/demo-logo.svg"


def adopt_plan(round: Round, *, by: Membership, at: datetime) -> None:
    """Adopt the plan of a round as it was then, so that the next one tells what changed."""
    version = propose_version(round, by=by, at=at)
    check_url = SITE.removesuffix("/") + reverse("plans:check", args=[version.pk])
    adopt_version(version, by=by, at=at, adopted_on=localdate(at), check_url=check_url)


def compose_plan(told: dict, member: Membership, *, at: datetime) -> None:
    """Write the school's texts, name who does what, and put the logo in."""
    save_composition(
        vision=told["vision"].strip(),
        intros=told["intros"],
        hidden=told["hidden"],
        review_on=localdate(at + timedelta(days=told["review"])),
        version=0,
        by=member,
        at=at,
    )
    for person in told["people"]:
        add_person(**person, by=member, at=at)
    save_logo(make_logo(LOGO.read_bytes()), by=member, at=at)


def choose_remark(round: Round, member: Membership, *, at: datetime) -> None:
    """Print the first remark of a round in its plan."""
    first = remarks_of(round, member)[0]
    choose_remarks(round, add={first.question.pk: first.text}, remove=[], by=member, at=at)
