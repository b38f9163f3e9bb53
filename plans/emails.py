"""Mails about several actions of one person: how many there are, and where. Never what they say."""

from collections.abc import Iterable, Sequence

from plans.models import Action, Moment
from schools.emails import link_to, mail_to, send_at_once
from schools.models import Membership

HEADINGS = {
    Moment.LATE: "Te laat",
    Moment.DAY: "Tegen vandaag of morgen",
    Moment.WEEK: "Binnen een week",
    Moment.MONTH: "Binnen 30 dagen",
}


def remind(member: Membership, due: Sequence[tuple[Action, Moment]], *, site: str) -> None:
    """Mail somebody which of their actions come to a moment; `site` is where links lead ("https://host").

    At once (schools.emails). Raises OSError.
    """
    groups = {HEADINGS[moment]: [a for a, m in due if m == moment] for moment in HEADINGS}
    subject = "Herinnering: één actie" if len(due) == 1 else f"Herinnering: {len(due)} acties"
    _send(member, subject, "emails/action_reminder.txt", groups, site)


def send_digest(member: Membership, *, late: list[Action], soon: list[Action], site: str) -> None:
    """Mail somebody what is late and what comes soon, as `remind` does."""
    groups = {"Te laat": late, "In de komende 14 dagen": soon}
    _send(member, "Jouw acties deze week", "emails/action_digest.txt", groups, site)


def _send(
    member: Membership, subject: str, template: str, groups: dict[str, list[Action]], site: str
) -> None:
    context = {
        "groups": [(heading, _links(actions, site)) for heading, actions in groups.items() if actions],
        "mine": link_to(site, "plans:actions", query={"toon": "mijn"}),
        "profile": link_to(site, "schools:profile"),
    }
    send_at_once([mail_to(member, subject, template, context)])


def _links(actions: Iterable[Action], site: str) -> list[str]:
    return [link_to(site, "plans:action", args=[action.pk]) for action in actions]
