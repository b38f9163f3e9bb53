"""Mail about an action: that there is one to look at, and where. Never what it says."""

from django.db import transaction

from plans.models import Action
from schools.emails import link_to, mail_to
from schools.models import Membership


def tell_owner(owner: Membership, action: Action, *, site: str) -> None:
    """Tell somebody that an action is theirs now, once that is kept; a mail that fails undoes nothing.

    `site` is where the link leads ("https://host").
    """
    link = link_to(site, "plans:action", args=[action.pk])
    mail = mail_to(
        owner, "Er staat een actie voor je klaar", "emails/action_handed_over.txt", {"link": link}
    )
    transaction.on_commit(mail.send, robust=True)
