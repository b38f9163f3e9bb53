"""A register in which every form there is can be found: with an incident in each of its states."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now

from incidents.closing import Followed
from incidents.kinds import Kind
from incidents.models import AccessRequest, Incident
from incidents.services.closing import close_incident
from incidents.services.retention import hold_incident
from schools.models import Membership
from schools.permissions import Role
from tests.browser.incidents import make_full_incident
from tests.factories import make_card, make_incident, make_member, make_theme, make_user
from tests.incidents.access_helpers import exclude, invite, open_with_break_glass
from tests.incidents.leaks import make_leak
from tests.incidents.requests import draft, make_case, make_request, submit
from themes.models import Pillar

TITLE, STORY, NAME = (
    "Beeld in de klaschat",
    "Een beeld van leerling A gaat rond in de klaschat.",
    "Fatima Yilmaz",
)


@dataclass
class RegisterWorld:
    """The contact follows all of it up, but for what a colleague left behind."""

    contact: Membership
    principal: Membership
    admin: Membership
    full: Incident  # with a reader, somebody who is kept out, and a protocol
    leak: Incident
    closed: Incident
    held: Incident
    glass: Incident  # the principal is in it
    left: Incident
    search: AccessRequest
    drafted: AccessRequest
    review: AccessRequest

    def path(self, route: str, name: str = "") -> str:
        row = getattr(self, name) if name else None
        return reverse(f"incidents:{route}", args=[row.pk] if row else [])

    def extend_path(self) -> str:
        access = self.full.accesses.get(kind="invited")
        return reverse("incidents:extend", args=[self.full.pk, access.pk])

    def name_path(self) -> str:
        return reverse("incidents:name", args=[self.full.pk, self.full.persons.get().pk])


@transaction.atomic
def make_register_world(contact: Membership) -> RegisterWorld:
    theme, school = make_theme(code="desinformatie", name="Desinformatie"), contact.school
    card = make_card(theme, pillar=Pillar.REACTION, title="Nazorg")
    members = {name: make_member(school, Role(name)) for name in ("principal", "admin")}
    leaver = make_member(school, Role.CONTACT)
    make_member(school, Role.CONTACT, user=make_user(name="Lies"))
    full = make_full_incident(contact, card.theme.criteria_set)
    make_member(school, user=make_user(name="Ann Peeters"))
    invite(full, make_member(school, user=make_user(name="Wim Claes")), by=contact)
    exclude(full, make_member(school, user=make_user(name="Tom Maes")), by=contact)
    rows = {"full": full, "left": make_incident(leaver), "held": make_incident(contact)}
    rows |= {
        "leak": make_leak(contact),
        "closed": make_incident(contact, kind=Kind.COMPLAINT),
        "glass": make_incident(contact),
    }
    act = {"by": contact, "at": now()}
    close_incident(rows["closed"], card=card.code, followed=Followed.NO, helped="Een lijst.", **act)
    hold_incident(rows["held"], reason="Er loopt een onderzoek van de politie.", **act)
    open_with_break_glass(rows["glass"], members["principal"])
    leaver.left_at = now()
    leaver.save()
    return RegisterWorld(contact=contact, **members, **rows, **_requests(contact))


def _requests(contact: Membership) -> dict[str, AccessRequest]:
    case = make_case(contact)
    drafted = make_request(contact)
    review = make_request(contact, asked_by="Els")
    return {
        "search": make_request(contact, asked_by="Jan"),
        "drafted": draft(drafted, contact, case),
        "review": submit(review, contact, case),
    }
