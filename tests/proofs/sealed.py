"""Every sealed value of a register, each with the way to open what stands in its place."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from django.db.models import Model

from incidents.envelope import CannotOpen
from incidents.fields import Sealed
from incidents.models import AccessRequest, CaseKey, Incident, Lesson, SchoolKey, Tally
from incidents.services.keys import SEALED_BY_SCHOOL
from incidents.services.report import add_note
from incidents.vault import SchoolVault, unwrap_school_key
from schools.models import Membership
from tests.factories import NOW, make_incident
from tests.incidents.closing import PUPIL


@dataclass(frozen=True)
class Place:
    """A sealed column of a row. `read` opens what stands there, with the keys of the row's school."""

    row: Model
    column: str
    read: Callable[[Model], object]

    @property
    def name(self) -> str:
        return f"{type(self.row).__name__}.{self.column}"

    @property
    def value(self) -> str:
        return getattr(self.row, self.column)


def opens(place: Place, value: str) -> bool:
    """Tell whether this value can be read when it stands in that place."""
    row = copy(place.row)
    setattr(row, place.column, Sealed(value))
    try:
        place.read(row)
    except CannotOpen:
        return False
    except ValueError:
        return True  # it was not refused, only no text came out
    return True


def make_register(contact: Membership, *, incidents: int = 2) -> None:
    """Make incidents with two persons and two records each, and what the school itself keeps."""
    for n in range(incidents):
        add_note(make_incident(contact, PUPIL, PUPIL, title=f"T{n}"), text="Gebeld.", by=contact, at=NOW)
    school, vault = {"school": contact.school}, SchoolVault(contact.school_id)
    rows = [Lesson(**school, school_year=2026), Tally(**school, school_year=2026)]
    for row in [*rows, AccessRequest(**school, number=1, opened_by=contact, until=NOW.date())]:
        row.sealed = vault.seal(row, "sealed", "iets")
        row.save()


def places_of(contact: Membership) -> list[Place]:
    """Return every sealed value of a school."""
    school, vault = contact.school_id, SchoolVault(contact.school_id)
    found = [Place(row, "wrapped", unwrap_school_key) for row in SchoolKey.unscoped.filter(school=school)]
    for model in SEALED_BY_SCHOOL:
        found += [
            Place(row, "sealed", lambda r: vault.open(r, "sealed"))
            for row in model.unscoped.filter(school=school)
        ]
    for key in CaseKey.unscoped.filter(school=school).select_related("incident"):
        found += [Place(key, "wrapped", vault.unwrap), *_places_of_case(key.incident, vault.case(key))]
    return found


def _places_of_case(incident: Incident, vault) -> list[Place]:
    columns = [(incident, "head")]
    columns += [(entry, "record") for entry in incident.entries.all()]
    for person in incident.persons.all():
        columns += [(person, "involvement"), (person, "name")]
    return [Place(row, column, lambda r, column=column: vault.open(r, column)) for row, column in columns]
