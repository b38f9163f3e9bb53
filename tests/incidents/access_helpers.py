"""Short ways to what the services of access do, and to what stands in an incident afterwards."""

from datetime import timedelta

from django.utils.timezone import localdate, now

from incidents.models import Access, Exclusion, Incident
from incidents.records import Type
from incidents.services.access import exclude_party, invite_colleague
from incidents.services.break_glass import break_glass
from incidents.services.cases import read_case, vault_of
from schools.models import AuditEntry

SITE = "https://school.example/"
REASON = "De leerling is vandaag niet naar huis gekomen."


def invite(incident, colleague, *, by, days=30, **fields):
    values = {"may_note": False, "may_see_names": False, "site": SITE, "at": now()}
    until_day = localdate() + timedelta(days=days)
    invite_colleague(incident, colleague=colleague, until_day=until_day, by=by, **values | fields)
    return Access.unscoped.filter(incident=incident, member=colleague).latest("given_at")


def exclude(incident, party, *, by):
    exclude_party(incident, party=party, site=SITE, by=by, at=now())
    return Exclusion.unscoped.get(incident=incident, member=party)


def open_with_break_glass(incident, principal, **fields):
    values = {"number": incident.name, "reason": REASON, "site": SITE, "at": now()}
    break_glass(by=principal, **values | fields)
    return Access.unscoped.get(incident=incident, member=principal, ended_at=None)


def sees(member, incident) -> bool:
    return Incident.objects.visible_to(member).filter(pk=incident.pk).exists()


def events(incident, reader) -> list[tuple[str, str]]:
    """Return (act, text) of what the program wrote in an incident."""
    case = read_case(incident, vault_of(incident, reader))
    found = [written.record for written in case.written if written.record.type == Type.EVENT]
    return [(record.data["act"], record.text) for record in found]


def acts(*wanted: str) -> list[tuple]:
    """Return (act, by) of the acts that begin so, oldest first."""
    entries = AuditEntry.unscoped.order_by("pk").select_related("by")
    return [(e.action, e.by) for e in entries if e.action.startswith(wanted)]
