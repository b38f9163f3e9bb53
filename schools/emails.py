"""Mails about membership, and what the mails of every app share.

They say that something happened, and hold no secret but the link to join.
"""

from collections.abc import Iterable

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from schools.models import Invitation, Membership, User


class MailNotSent(Exception):
    """What was done is kept, but the mail about it could not leave."""


def send_invitation(invitation: Invitation, *, link: str, robust: bool = False) -> None:
    """Mail the link once the invitation is kept.

    Raises MailNotSent at the end of the transaction; `robust` logs it instead.
    """
    context = {"invitation": invitation, "school": invitation.school, "link": link}
    subject = f"Uitnodiging: {invitation.school.name} en online veiligheid"
    mail = _mail(invitation.email, subject, "emails/invitation.txt", context)
    _send([mail], robust=robust)


def announce_contact(contact: Membership, *, given_by: Membership, to: Iterable[Membership]) -> None:
    """Tell the members that there is a new contact person: nobody becomes one in silence."""
    context = {"contact": contact, "given_by": given_by, "school": contact.school}
    subject = f"Nieuw aanspreekpunt in {contact.school.name}"
    mails = [
        _mail(member.user.email, subject, "emails/new_contact.txt", context | {"member": member})
        for member in to
    ]
    _send(mails, robust=True)


def announce_contact_left(contact: Membership, *, to: Iterable[Membership]) -> None:
    """Tell the principals that somebody is no contact any more.

    Always, and in the same words, however much there was to follow up: the mail tells nothing of that.
    """
    context = {"contact": contact, "school": contact.school}
    subject = f"Een aanspreekpunt minder in {contact.school.name}"
    mails = [
        _mail(member.user.email, subject, "emails/contact_left.txt", context | {"member": member})
        for member in to
    ]
    _send(mails, robust=True)


def tell_second_factor_removed(user: User) -> None:
    mail = _mail(
        user.email, "De tweede stap is weggehaald", "emails/second_factor_removed.txt", {"user": user}
    )
    _send([mail], robust=True)


def mail_to(member: Membership, subject: str, template: str, context: dict) -> EmailMessage:
    """Return a mail to a member; its template may name the member and the school."""
    context = context | {"member": member, "school": member.school}
    return _mail(member.user.email, subject, template, context)


def link_to(site: str, name: str, **kwargs) -> str:
    """Return the address of a page on the site ("https://host"), for a mail that no request asks for."""
    return site.rstrip("/") + reverse(name, **kwargs)


def send_at_once(mails: list[EmailMessage]) -> None:
    """Send, and not after the commit: when it cannot leave, that it was sent is not kept either.

    Raises OSError, also for an address that no mail can be sent to.
    """
    try:
        get_connection().send_messages(mails)
    except ValueError as error:  # BadHeaderError, and what Python says of a domain that cannot be one
        raise OSError(error) from error


def _mail(to: str, subject: str, template: str, context: dict) -> EmailMessage:
    return EmailMessage(subject, render_to_string(template, context), to=[to])


def _send(mails: list[EmailMessage], *, robust: bool) -> None:
    def deliver():
        try:
            get_connection().send_messages(mails)
        except OSError as error:  # every error of the network and of smtplib
            raise MailNotSent from error

    transaction.on_commit(deliver, robust=robust)
