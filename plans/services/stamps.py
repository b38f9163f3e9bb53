"""Telling in one query whether the draft of the plan may have changed.

Two stamps that are equal mean the same plan; two that differ mean no more than that it should be
gathered again.
"""

from datetime import date

from django.db.models import F, QuerySet, Sum, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from assessments.models import Answer, Round
from plans.making import how
from plans.snapshot import canonical, fingerprint
from schools.audit import chain_name
from schools.models import AuditHead, Membership, School
from schoolsafety.prepared import prepared
from themes.models import CriteriaSet


def draft_stamp(round: Round, *, on: date) -> str:
    """Return what changes whenever the draft of this round may have changed, or the software did.

    Take it before gathering: what changes meanwhile then changes the next stamp.
    """
    asked = round.school_id, chain_name(round.school_id), round.pk
    found = sorted((what, value or "") for what, value in _found(*asked))
    return f"{round.pk}.{on.isoformat()}.{fingerprint(canonical([how(), found]))}"


@prepared
def _found(school_id, chain, round_id):
    """What changes with the plan, in pairs of what it is and its value.

    Most of the plan is changed by acts that are recorded. Not so the answers, of which each save raises
    a version; the criteria; and what only an operator changes, the school and the names.
    """
    acts = AuditHead.objects.filter(chain=chain)
    answers = Answer.unscoped.filter(round=round_id)
    school = School.objects.filter(pk=school_id)
    about = Concat("name", Value("|"), "place", Value("|"), "country")
    members = Membership.unscoped.filter(school=school_id)
    return _pairs("act", acts, F("last_change")).union(
        _pairs("answers", answers, Sum("version")),
        _pairs("criteria", CriteriaSet.objects.all(), F("revision")),
        _pairs("school", school, about),
        _pairs("member", members, F("user__name")),
        all=True,
    )


def _pairs(what: str, rows: QuerySet, value: Combinable) -> QuerySet:
    """Return this value of the rows as text, which is what all of them can be."""
    pairs = rows.values(what=Value(what)).annotate(value=Cast(value, TextField()))
    return pairs.values_list("what", "value")
