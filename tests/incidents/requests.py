"""Helpers of the tests about requests for access."""

from uuid import uuid4

from django.urls import reverse

from incidents.kinds import PersonRole, Relation
from incidents.models import AccessRequest, Incident
from incidents.request_content import Request, load_request
from incidents.services.report import NewPerson
from incidents.services.request_answers import approve_request
from incidents.services.requests import make_draft, open_request, save_draft
from incidents.vault import SchoolVault
from schools.models import AuditEntry, Membership
from tests.factories import NOW, make_incident

FATIMA = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name="Fatima El Amrani")
YUSUF = NewPerson(PersonRole.DOER, Relation.PUPIL, name="Yusuf Öztürk")
STORY = "Yusuf stuurde een beeld van Fatima door."
OPENED = {"asked_by": "Samira Amrani", "on_behalf": "Fatima El Amrani", "checked": "De moeder kwam langs."}
SITE = "https://school.example/"


def make_case(contact: Membership, *persons: NewPerson, **fields) -> Incident:
    return make_incident(contact, *(persons or (FATIMA, YUSUF)), **{"story": STORY} | fields)


def make_request(contact: Membership, **fields) -> AccessRequest:
    values = OPENED | {"received_on": NOW.date(), "key": uuid4(), "by": contact, "at": NOW}
    return open_request(**values | fields)


def first_person(incident: Incident) -> tuple:
    return incident.pk, incident.persons.order_by("number").first().pk


def draft(row: AccessRequest, contact: Membership, *incidents: Incident) -> AccessRequest:
    """Put the first person of these incidents in the draft."""
    chosen = [first_person(incident) for incident in incidents]
    row = fresh(row)
    make_draft(row, chosen=chosen, seen=row.version, by=contact, at=NOW)
    return fresh(row)


def submit(row: AccessRequest, contact: Membership, *incidents: Incident) -> AccessRequest:
    """Make a draft, and hand it to a second person as it is."""
    row = draft(row, contact, *incidents)
    texts = {"origin": "Van de melder.", "shared": "Met niemand."}
    send = {"seen": row.version, "is_ready": True, "site": SITE, "by": contact, "at": NOW}
    save_draft(row, pieces=content(row).pieces, **texts, **send)
    return fresh(row)


def approve(row: AccessRequest, second: Membership) -> AccessRequest:
    approve_request(row, seen=row.version, by=second, at=NOW)
    return fresh(row)


def fresh(row: AccessRequest) -> AccessRequest:
    return AccessRequest.unscoped.select_related("school", "opened_by__user").get(pk=row.pk)


def content(row: AccessRequest) -> Request:
    return load_request(SchoolVault(row.school_id).open(fresh(row), "sealed"))


def texts(row: AccessRequest) -> list[str]:
    return [piece.text for piece in content(row).pieces]


def url(name: str, row: AccessRequest) -> str:
    return reverse(f"incidents:{name}", args=[row.pk])


def acts() -> list[str]:
    """Return every act but logging an incident, in order."""
    found = AuditEntry.unscoped.exclude(action="incident.logged").order_by("number")
    return list(found.values_list("action", flat=True))
