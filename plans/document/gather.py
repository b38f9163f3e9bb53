"""Collecting the policy plan: what the school decided, as the frozen dataclasses of `content`.

Every number and word comes from assessments.scoring, and the counts of incidents from
incidents.statistics. The number of queries does not depend on how many themes, cards, questions,
actions or incidents there are.
"""

from base64 import b64encode
from collections.abc import Iterable
from datetime import date

from assessments.models import Round
from plans.action_words import day
from plans.document.around import calendar_lines, incident_lines, people_lines, playbooks_of
from plans.document.content import PlanDocument
from plans.document.sections import Section
from plans.document.themes import theme_plans
from plans.models import Composition, Logo
from schools.models import Membership
from themes.models import Pillar


def gather_plan(
    round: Round, *, member: Membership, on: date, changes: Iterable[str] = (), previous: str = ""
) -> PlanDocument:
    """Return the plan of a round as it is on that day, for whoever reads the plan: the same for all.

    Dropped actions are left out. The round's school and criteria_set should be loaded with it.
    """
    composition = Composition.objects.visible_to(member).first() or Composition()
    themes, actions = theme_plans(round, member, composition, on)
    return PlanDocument(
        school=round.school.name,
        place=round.school.place,
        country=round.school.country,
        year=round.name,
        date=day(on),
        logo=_logo(member),
        pillars=tuple(Pillar.labels),
        changes=tuple(changes),
        previous=previous,
        vision=composition.vision.strip(),
        people=people_lines(member),
        themes=themes,
        actions=tuple(line for line in actions if line.is_open),
        playbooks=playbooks_of(round.school.country),
        incidents=incident_lines(round, member, on),
        calendar=calendar_lines(member, composition.review_on, on),
        hidden=tuple(section for section in Section if section in composition.hidden),
    )


def _logo(member: Membership) -> str:
    logo = Logo.objects.visible_to(member).first()
    return b64encode(logo.png).decode() if logo else ""
