"""Helpers of the tests about following an incident up."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from incidents.models import Access, Incident
from incidents.services.cases import Case, open_case
from schools.models import AuditEntry, Membership
from tests.factories import NOW
from themes.models import CriteriaSet, Phase, Protocol, ProtocolStep

READING = 7  # to record a reading and open the incident, with the transaction or savepoint around it
REASON = "De ouders deden dat zelf al."


def make_protocol(criteria_set: CriteriaSet, code: str = "leerling-ongewenst") -> Protocol:
    """Make a protocol with a plain step, a grave one, one with a "when" and a Dutch duty."""
    protocol = Protocol.objects.create(criteria_set=criteria_set, code=code, name="Gedrag", order=1)
    add_step(protocol, "klas", text="Praat in de klas.", phase=Phase.PUPILS)
    add_step(protocol, "politie", text="Bel de politie.", is_grave=True)
    add_step(protocol, "coaching", text="Bied coaching aan.", when="Als dat nodig is")
    add_step(protocol, "inspectie", text="Bel de vertrouwensinspectie.", law="NL")
    return protocol


def add_step(protocol: Protocol, code: str, **fields) -> ProtocolStep:
    """Add a step, and tell who keeps the protocols in memory, as loading does."""
    CriteriaSet.objects.filter(pk=protocol.criteria_set_id).update(revision=uuid4())
    values = {"phase": Phase.APPROACH, "order": protocol.steps.count(), "text": f"Stap {code}."}
    return ProtocolStep.objects.create(protocol=protocol, code=code, **values | fields)


def read(incident: Incident, member: Membership) -> Case:
    found = Incident.objects.visible_to(member).select_related("key", "school").get(pk=incident.pk)
    return open_case(found, by=member, at=NOW)


def page_of(name: str, incident: Incident) -> str:
    return reverse(f"incidents:{name}", args=[incident.pk])


def acts(incident: Incident) -> list[str]:
    """Return what was done with an incident after it was logged."""
    rows = AuditEntry.unscoped.filter(target=f"incidents.incident:{incident.pk}").order_by("number")
    return list(rows.values_list("action", flat=True))[1:]


def invite(incident: Incident, member: Membership, *, by: Membership) -> Access:
    fields = {"school": by.school, "incident": incident, "member": member, "given_by": by, "given_at": NOW}
    return Access.unscoped.create(
        kind=Access.Kind.INVITED, until=timezone.now() + timedelta(days=1), **fields
    )
