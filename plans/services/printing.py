"""Asking for what is printed: a file like any other, so that whoever asks the same gets the same."""

from dataclasses import asdict
from datetime import datetime

from django.utils.text import slugify
from django.utils.timezone import localdate

from assessments.models import Round
from plans.models import File, Kind
from plans.printing.cards import CardSheets
from plans.printing.first_steps import FirstSteps, first_steps, missing
from plans.services.files import ask_for
from plans.snapshot import canonical
from schools.models import Membership
from themes.models import Theme


class Incomplete(Exception):
    """Somebody on the sheet cannot be reached; `args` are the sentences that say who."""


def ask_for_cards(cards: CardSheets, round: Round, *, at: datetime) -> File:
    name = f"kaarten-{slugify(cards.school)[:60] or 'school'}-{cards.year.replace('–', '-')}.pdf"
    return ask_for(round.school, kind=Kind.CARDS, name=name, source=canonical(asdict(cards)), at=at)


def ask_for_first_steps(theme: Theme, *, member: Membership, at: datetime) -> File:
    """Return the file of a theme's sheet. Raises Incomplete."""
    sheet: FirstSteps = first_steps(theme, member=member, on=localdate(at))
    if lacking := missing(sheet.called):
        raise Incomplete(*lacking)
    name = f"eerste-30-minuten-{theme.code}.pdf"
    return ask_for(member.school, kind=Kind.FIRST_STEPS, name=name, source=canonical(asdict(sheet)), at=at)
