"""Who can read an incident at this moment, in one sentence at its top. No database."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from incidents.models import Access, has_waited, waits_until
from incidents.services.readers import Readers
from incidents.words import day, listed, moment
from schools.models import Membership


def readers_part(readers: Readers, member: Membership, at: datetime) -> dict:
    """Return `readers`, a sentence, and `readers_later`: the new contacts, who cannot read it yet."""
    opened, contacts = readers.open(at), readers.contacts
    opened_for = {access.member_id for access in opened}
    reading = [c for c in contacts if has_waited(c, at) or c.pk in opened_for]
    names = [f"{c.name} (aanspreekpunt)" for c in reading if c != member]
    names += [_invited(a) for a in _newest(opened) if a.member not in (member, *contacts)]
    verb = "kunnen" if names else "kunt"
    return {
        "readers": f"Alleen {listed(['jij', *names])} {verb} dit lezen.",
        "readers_later": [_later(c, at) for c in contacts if c not in reading],
    }


def _newest(opened: list[Access]) -> list[Access]:
    """Return of each member the invitation or emergency that lasts longest."""
    lasting = sorted((a for a in opened if a.until), key=lambda access: access.until)
    return list({access.member_id: access for access in lasting}.values())


def _invited(access: Access) -> str:
    if access.kind == Access.Kind.BREAK_GLASS:
        return f"{access.member.name} (noodtoegang)"
    return f"{access.member.name} (uitgenodigd tot en met {_last_day(access.until)})"


def _last_day(until: datetime) -> str:
    return day(localdate(until - timedelta(microseconds=1)))  # until midnight is until the day before


def _later(contact: Membership, at: datetime) -> str:
    start = moment(waits_until(contact), at)
    return f"{contact.name} is een nieuw aanspreekpunt en kan dit lezen vanaf {start}."
