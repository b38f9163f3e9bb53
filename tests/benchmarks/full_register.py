"""The data of the benchmarks: a school with 1,000 incidents, one of which was followed up at length."""

from datetime import timedelta

from django.db import transaction

from incidents.kinds import Kind, PersonRole, Relation
from incidents.models import Incident
from incidents.services.report import NewPerson, add_note
from schools.models import Membership
from tests.factories import NOW, make_incident

INCIDENTS, NOTES = 1000, 12
KINDS = list(Kind)
PERSONS = [
    NewPerson(PersonRole.VICTIM, Relation.PUPIL, name="Fatima El Amrani"),
    NewPerson(PersonRole.SPREADER, Relation.PUPIL, name="Joris Peeters"),
    NewPerson(PersonRole.WITNESS, Relation.PUPIL),
]
STORY = "Een leerling kwam vertellen dat er een beeld rondgaat in een klaschat van 24 leerlingen. " * 4


@transaction.atomic
def make_full_register(contact: Membership) -> Incident:
    """Report the incidents and return the last one, which has a dozen notes."""
    for n in range(INCIDENTS):
        incident = make_incident(
            contact, *PERSONS, kind=KINDS[n % len(KINDS)], title=f"Beeld in klaschat {n}", story=STORY
        )
    for n in range(NOTES):
        add_note(incident, text=STORY, by=contact, at=NOW + timedelta(days=n))
    return incident
