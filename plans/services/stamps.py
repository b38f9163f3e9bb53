"""Telling in one query whether the draft of the plan may have changed.

Two stamps that are equal mean the same plan; two that differ mean no more than that it should be
gathered again.
"""

from datetime import date

from django.db.models import F, Max, QuerySet, Sum, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from assessments.models import Answer, Round
from plans.making import how
from plans.snapshot import canonical, fingerprint
from schools.log_words import LOGINS, WORDS
from schools.models import AuditEntry, Membership, School
from schoolsafety.prepared import prepared
from themes.models import CriteriaSet

# Acts that are read from the log and change nothing that a plan prints: reading, taking away, asking.
HARMLESS = [
    *WORDS[LOGINS],
    "member.mails_chosen",
    "incident.read",
    "incident.names_shown",
    "incident.listed_export",
    "incident.printed",
    "incident.exported",
    "incident.reminded",
    "statistics.exported",
    "object.refused",
    "actions.exported",
    "actions.calendar",
    "plan.pdf",
    "plan.word",
    "plan.cards",
    "plan.first_steps",
    "log.exported",
]


def draft_stamp(round: Round, *, on: date) -> str:
    """Return what changes whenever the draft of this round may have changed, or the software did.

    Take it before gathering: what changes meanwhile then changes the next stamp.
    """
    found = sorted((what, value or "") for what, value in _found(round.school_id, round.pk))
    return f"{round.pk}.{on.isoformat()}.{fingerprint(canonical([how(), found]))}"


@prepared
def _found(school_id, round_id):
    """What changes with the plan, in pairs of what it is and its value.

    Most of the plan is changed by acts that are recorded. Not so the answers, of which each save raises
    a version; the criteria; and what only an operator changes, the school and the names.
    """
    acts = AuditEntry.unscoped.filter(school=school_id).exclude(action__in=HARMLESS)
    answers = Answer.unscoped.filter(round=round_id)
    school = School.objects.filter(pk=school_id)
    about = Concat("name", Value("|"), "place", Value("|"), "country")
    members = Membership.unscoped.filter(school=school_id)
    return _pairs("act", acts, Max("number")).union(
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
