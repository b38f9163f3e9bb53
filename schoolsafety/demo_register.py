"""The register of the demonstration school: incidents in every stage, made through the services."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils.timezone import localdate

from incidents.closing import Followed
from incidents.content import Head
from incidents.kinds import Kind, PersonRole, Relation
from incidents.models import Incident
from incidents.services.access import invite_colleague
from incidents.services.closing import close_incident
from incidents.services.report import NewPerson, add_note, report_incident
from incidents.services.sheets import save_aftercare, save_images
from incidents.services.steps import save_steps, set_phase
from incidents.steps import Said, State, steps_of
from schools.models import Membership
from themes.models import Phase

CONTACT = 1  # of the people of the demonstration school
SITE = "http://127.0.0.1"


def make_register(data: dict, members: list[Membership], *, at: datetime) -> None:
    """Report what the data tells, follow it up as far as it says, and close what is closed."""
    for told in sorted(data["incidents"], key=lambda told: told["days"]):
        _make_incident(told, members, at)
    for earlier in data["earlier"]:
        for n in range(earlier["count"]):
            told = earlier | {
                "title": "",
                "story": "Opgevolgd met de betrokken leerlingen.",
                "days": -300 - n,
            }
            closed = {"days": -280 - n, "card": "", "followed": "yes", "helped": ""}
            _make_incident(told | {"closed": closed}, members, at)


def _make_incident(told: dict, members: list[Membership], at: datetime) -> None:
    contact, reported = members[CONTACT], at + timedelta(days=told["days"])
    incident = _report(told, contact, reported)
    for note in told.get("notes", ()):
        add_note(incident, text=note["text"], by=contact, at=at + timedelta(days=note["days"]))
    _follow_up(incident, told, contact, at)
    if "invited" in told:
        term = {"until_day": localdate(at) + timedelta(days=30), "may_note": True, "may_see_names": False}
        invite_colleague(incident, colleague=members[told["invited"]], site=SITE, by=contact, at=at, **term)
    if "closed" in told:
        _close(incident, told, contact, at)


def _report(told: dict, contact: Membership, at: datetime) -> Incident:
    kind = Kind(told["kind"])
    head = Head(
        title=told["title"],
        theme=told["theme"],
        kind=kind,
        happened_at=at - timedelta(hours=40 if "late" in told else 2),
        place=told.get("place", ""),
        group=told.get("group", ""),
        logged_at=at,
        leak_known_at=at if kind == Kind.DATA_LEAK else None,
    )
    persons = [
        NewPerson(PersonRole(p["role"]), Relation(p["relation"]), name=p.get("name", ""))
        for p in told.get("persons", ())
    ]
    return report_incident(head=head, story=told["story"], persons=persons, key=uuid4(), by=contact, at=at)


def _follow_up(incident: Incident, told: dict, contact: Membership, at: datetime) -> None:
    said = {"by": contact, "at": at - timedelta(hours=3)}
    _do_steps(incident, told, set(told.get("done", ())), said)
    if "phase" in told:
        set_phase(incident, phase=Phase(told["phase"]), **said)
    if care := told.get("aftercare"):
        on = localdate(at) + timedelta(days=care["days"])
        save_aftercare(incident, seen=0, aftercare_on=on, what=care["what"], **said)
    if images := told.get("images"):
        again = localdate(at) + timedelta(days=images["days"])
        fields = {name: text for name, text in images.items() if name != "days"}
        save_images(incident, seen=0, check_again_on=again, **fields, **said)


def _do_steps(incident: Incident, told: dict, codes: set[str], said: dict) -> None:
    steps = [step for step in steps_of(told["kind"], incident.school.country) if step.code in codes]
    save_steps(incident, sent={step: Said(State.DONE) for step in steps}, **said)


def _close(incident: Incident, told: dict, contact: Membership, at: datetime) -> None:
    """Do what must be done first, and close it."""
    closed = told["closed"]
    said = {"by": contact, "at": at + timedelta(days=closed["days"])}
    steps = steps_of(told["kind"], incident.school.country)
    _do_steps(incident, told, {step.code for step in steps if step.needs_reason}, said)
    close_incident(
        incident,
        card=closed["card"],
        followed=Followed(closed["followed"]),
        helped=closed["helped"],
        **said,
    )
