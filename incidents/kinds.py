"""The kinds of incident. Each kind but one follows the protocol with the same code."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """Short names for a form and a list; the protocol's own name stands above its steps."""

    PUPIL_UNWANTED = "leerling-ongewenst", "Ongewenst gedrag van een leerling"
    PUPIL_CRIMINAL = "leerling-strafbaar", "Strafbaar gedrag van een leerling"
    STAFF_UNWANTED = "personeel-ongewenst", "Ongewenst gedrag van iemand van het personeel"
    STAFF_CRIMINAL = "personeel-strafbaar", "Strafbaar gedrag van iemand van het personeel"
    COMPLAINT = "klacht", "Klacht"
    DATA_LEAK = "datalek", "Datalek"


class PersonRole(TextChoices):
    """How somebody is involved."""

    VICTIM = "slachtoffer", "slachtoffer"
    DOER = "pleger", "pleger"
    SPREADER = "verspreider", "verspreider"
    WITNESS = "getuige", "getuige"
    REPORTER = "melder", "melder"
    OTHER = "anders", "anders betrokken"


class Relation(TextChoices):
    """What somebody is at school: it gives the name under which a case speaks of them."""

    PUPIL = "leerling", "Leerling"
    STAFF = "personeelslid", "Personeelslid"
    PARENT = "ouder", "Ouder"
    OUTSIDER = "buitenstaander", "Buitenstaander"
