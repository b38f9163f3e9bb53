"""Who can read an incident at this moment, in one sentence at its top."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from incidents.contacts import contacts_of
from incidents.models import Access, has_waited
from incidents.models.register import NEW_CONTACT_WAITS
from incidents.services.cases import Case
from incidents.words import day, listed, moment
from schools.models import Membership


def readers_part(case: Case, member: Membership, at: datetime) -> dict:
    """Return `readers`, a sentence, and `readers_later`: the new contacts, who cannot read it yet."""
    party = case.incident.exclusions.values("member")
    opened = case.incident.accesses.active(at).filter(member__left_at=None).exclude(member__in=party)
    by_member = {
        access.member_id: access for access in opened.select_related("member__user").order_by("until")
    }
    contacts = list(contacts_of(member).exclude(pk__in=party))
    reading = [c for c in contacts if has_waited(c, at) or c.pk in by_member]
    invited = [a for a in by_member.values() if a.member_id not in {c.pk for c in contacts} and a.until]
    names = [f"{c.user.name} (aanspreekpunt)" for c in reading if c.pk != member.pk]
    names += [_invited(access) for access in invited if access.member_id != member.pk]
    verb = "kunnen" if names else "kunt"
    return {
        "readers": f"Alleen {listed(['jij', *names])} {verb} dit lezen.",
        "readers_later": [_later(c, at) for c in contacts if c not in reading],
    }


def _invited(access: Access) -> str:
    if access.kind == Access.Kind.BREAK_GLASS:
        return f"{access.member.user.name} (noodtoegang)"
    return f"{access.member.user.name} (uitgenodigd tot en met {_last_day(access.until)})"


def _last_day(until: datetime) -> str:
    return day(localdate(until - timedelta(microseconds=1)))  # until midnight is until the day before


def _later(contact: Membership, at: datetime) -> str:
    start = moment(contact.contact_since + NEW_CONTACT_WAITS, at)
    return f"{contact.user.name} is een nieuw aanspreekpunt en kan dit lezen vanaf {start}."
