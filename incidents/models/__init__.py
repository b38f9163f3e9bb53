"""The incident register: what a school follows up, sealed case by case.

What a dump of the database may show is a column of its own here: ids, the school, its year and the
week, open or closed, until when it is kept, and which member has to do with it. All else stands in
sealed columns (incidents/content.py says what is inside). tests/incidents/test_declared.py holds the
list of both. Time-ordered facts are numbers, because a moment would say more than the week.
"""

from incidents.models.kept import AccessRequest, Lesson, RetentionTerms, Tally
from incidents.models.keys import CaseKey, SchoolKey
from incidents.models.register import (
    Access,
    Entry,
    Exclusion,
    Incident,
    Person,
    Reach,
    has_waited,
    incident_name,
    reach_of,
    waits_until,
)

__all__ = [
    "Access",
    "AccessRequest",
    "CaseKey",
    "Entry",
    "Exclusion",
    "Incident",
    "Lesson",
    "Person",
    "Reach",
    "RetentionTerms",
    "SchoolKey",
    "Tally",
    "has_waited",
    "incident_name",
    "reach_of",
    "waits_until",
]
