"""Mails of the register. They say that there is something to read and where, never what it is."""

from collections.abc import Iterable
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from incidents.models import AccessRequest, Incident
from schools.emails import link_to, mail_to, send_at_once
from schools.models import Membership
from schools.permissions import Role

SOMETHING_TO_READ = "Er staat iets voor je klaar"


def tell_invited(colleague: Membership, incident: Incident, *, site: str) -> None:
    """`site` is where links lead ("https://host"), here and below."""
    link = link_to(site, "incidents:detail", args=[incident.pk])
    _send([mail_to(colleague, SOMETHING_TO_READ, "emails/incident_invited.txt", {"link": link})])


def tell_asked(contact: Membership, *, asked_by: Membership, site: str) -> None:
    link = link_to(site, "incidents:handover", query={"van": asked_by.pk})
    context = {"asked_by": asked_by, "link": link}
    _send([mail_to(contact, SOMETHING_TO_READ, "emails/incident_handover.txt", context)])


def tell_unattended(contacts: Iterable[Membership], *, site: str) -> None:
    """Tell contacts that nobody follows something up any more; which, they see where they can read it."""
    link, template = link_to(site, "incidents:handover"), "emails/incident_unattended.txt"
    _send([mail_to(contact, SOMETHING_TO_READ, template, {"link": link}) for contact in contacts])


def announce_break_glass(
    incident: Incident, *, by: Membership, until: datetime, to: Iterable[Membership], site: str
) -> None:
    """Tell each of these members: nobody opens an incident in silence. Contacts are led to it."""
    to_case, to_log = link_to(site, "incidents:detail", args=[incident.pk]), link_to(site, "schools:log")
    subject = f"Melding {incident.name} is geopend met de noodtoegang"
    context = {"incident": incident, "by": by, "until": until}
    template = "emails/incident_break_glass.txt"
    links = [(member, to_case if Role.CONTACT in member.roles else to_log) for member in to]
    _send([mail_to(member, subject, template, context | {"link": link}) for member, link in links])


def remind(handlers: Iterable[Membership], incident: Incident, *, site: str) -> None:
    """Mail who follows an incident up that something in it is planned for today.

    At once, and not after the commit: when it cannot leave, that it was sent is not kept either, and
    the next run tries again. Raises OSError.
    """
    context = {"incident": incident, "link": link_to(site, "incidents:detail", args=[incident.pk])}
    subject = f"Melding {incident.name}: er staat iets op de planning"
    mails = [mail_to(member, subject, "emails/incident_reminder.txt", context) for member in handlers]
    send_at_once(mails)


def tell_review(members: Iterable[Membership], request: AccessRequest, *, site: str) -> None:
    """Tell who may be the second person that an answer waits to be read."""
    link = link_to(site, "incidents:request", args=[request.pk])
    _send([mail_to(m, SOMETHING_TO_READ, "emails/incident_request.txt", {"link": link}) for m in members])


def _send(mails: list[EmailMessage]) -> None:
    """Send them once what they are about is kept; a mail that cannot leave undoes nothing."""
    transaction.on_commit(lambda: get_connection().send_messages(mails), robust=True)
