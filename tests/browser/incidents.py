"""An incident in which everything is filled in, long words among it."""

from incidents.kinds import PersonRole, Relation
from incidents.models import Incident
from incidents.services import sheets
from incidents.services.report import NewPerson
from incidents.services.steps import save_steps
from incidents.steps import Said, State, steps_of
from schools.models import Membership
from tests.factories import NOW, make_incident
from tests.incidents.following import REASON, make_protocol
from themes.models import CriteriaSet

LONG_WORD = "Internetverantwoordelijkheidsovereenkomst"


def make_full_incident(contact: Membership, criteria_set: CriteriaSet) -> Incident:
    """Report an incident and follow it up: one step done, one left undone, every sheet filled in."""
    make_protocol(criteria_set)
    pupil = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name=LONG_WORD)
    incident = make_incident(contact, pupil, title=f"Een {LONG_WORD}", theme="desinformatie")
    done = {"klas": Said(State.DONE), "politie": Said(State.NOT_DONE, REASON)}
    steps = {step.code: step for step in steps_of("leerling-ongewenst", contact.school.country)}
    by = {"by": contact, "at": NOW}
    save_steps(incident, sent={steps[code]: said for code, said in done.items()}, **by)
    address = f"https://beeld.example/{LONG_WORD * 3}"
    sheets.save_images(
        incident, seen=0, address=address, still_online="ja", check_again_on=NOW.date(), **by
    )
    sheets.save_aftercare(incident, seen=0, what=LONG_WORD, who="An", aftercare_on=NOW.date(), **by)
    sheets.save_evaluation(incident, seen=0, went_well=LONG_WORD, was_hard="Het weekend.", **by)
    return incident
