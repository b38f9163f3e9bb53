"""Everything on the page of an incident that is about following it up: steps, phases, sheets."""

from datetime import datetime
from functools import partial

from django.utils.timezone import localdate

from assessments.reaction import reaction_answers
from incidents.access import Rights
from incidents.aftercare import aftercare_part, evaluation_part
from incidents.images import images_part
from incidents.kinds import Kind
from incidents.leak import leak_part
from incidents.leak_forms import LeakForm
from incidents.phases import phases_part
from incidents.services.cases import Case
from incidents.sheet_forms import AftercareForm, EvaluationForm, ImagesForm
from incidents.step_rows import steps_part
from incidents.steps import standing
from schools.models import Membership
from schools.permissions import Permission
from themes.catalogue import Editions


def follow_up_part(
    case: Case, rights: Rights, member: Membership, at: datetime, sets: Editions | None = None
) -> dict:
    """Return `steps`, `phases`, `images`, `aftercare`, `evaluation` and `leak`.

    Two queries, however much there is to follow up, and one for the `sets` of the catalogue; the
    incident comes with its school.
    """
    country, today = case.incident.school.country, localdate(at)
    may_change = rights.may_handle and not case.incident.is_closed
    answers = reaction_answers(member, case.head.theme)
    asked = {"head": case.head, "country": country, "today": today}
    days = {"may_change": may_change, "today": today}
    return (
        steps_part(case, standing(case, country, sets), country, at, may_change=may_change)
        | phases_part(
            case, answers, reads_cards=member.can(Permission.ASSESSMENT_READ), may_change=may_change
        )
        | images_part(case, partial(ImagesForm, **asked), **days)
        | aftercare_part(case, partial(AftercareForm, **asked), **days)
        | evaluation_part(case, partial(EvaluationForm, **asked), may_change=may_change)
        | _leak(case, rights, at, asked, may_change=may_change)
    )


def _leak(case: Case, rights: Rights, at: datetime, asked: dict, *, may_change: bool) -> dict:
    if case.head.kind != Kind.DATA_LEAK:
        return {"leak": None}
    form = partial(LeakForm, **asked, now=at)
    return leak_part(case, form, at, may_change=may_change, may_print=rights.may_handle)
