"""Telling in one query whether the draft of the plan may have changed.

Two stamps that are equal mean the same plan; two that differ mean no more than that it should be
gathered again.
"""

from datetime import date

from django.db import connection

from assessments.models import Round
from plans.making import how
from plans.snapshot import canonical, fingerprint
from schools.log_words import LOGINS, WORDS
from schools.models import School

# Acts that are read from the log and change nothing that a plan prints: reading, taking away, asking.
HARMLESS = [
    *WORDS[LOGINS],
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
# Everything else of the plan is changed by acts that are recorded, but for these: the answers, of which
# each save raises a version; the criteria; and what only an operator changes, school and names.
# By hand, because each click on the plan asks it: five querysets cost several times the CPU.
STAMP = """
    SELECT 'act', CAST(number AS varchar(40)) FROM (
        SELECT number FROM schools_auditentry WHERE school_id = %s AND action NOT IN ({harmless})
        ORDER BY number DESC LIMIT 1
    ) AS last
    UNION ALL SELECT 'answers', CAST(SUM(version) AS varchar(40))
        FROM assessments_answer WHERE round_id = %s
    UNION ALL SELECT 'criteria', CAST(revision AS varchar(40)) FROM themes_criteriaset
    UNION ALL SELECT 'school', name || '|' || place || '|' || country FROM schools_school WHERE id = %s
    UNION ALL SELECT 'member', member.name FROM schools_user member
        JOIN schools_membership ON user_id = member.id WHERE school_id = %s
""".format(harmless=", ".join(["%s"] * len(HARMLESS)))


def draft_stamp(round: Round, *, on: date) -> str:
    """Return what changes whenever the draft of this round may have changed, or the software did.

    Take it before gathering: what changes meanwhile then changes the next stamp.
    """
    school = School._meta.pk.get_db_prep_value(round.school_id, connection)
    pk = Round._meta.pk.get_db_prep_value(round.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(STAMP, [school, *HARMLESS, pk, school, school])
        found = sorted((name, value or "") for name, value in cursor.fetchall())
    return f"{round.pk}.{on.isoformat()}.{fingerprint(canonical([how(), found]))}"
