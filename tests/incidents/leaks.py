"""Helpers of the tests about data leaks."""

from datetime import datetime, timedelta

from django.utils import timezone

from incidents.kinds import Kind
from incidents.models import Incident
from incidents.records import sheet
from incidents.sheets import LEAK
from schools.models import Membership
from tests.factories import make_incident
from tests.incidents.following import page_of, read

ALL = {
    "nature": "Een lijst ging naar de verkeerde ouders.",
    "people": "Leerlingen van 3A",
    "people_count": "24",
    "records": "Adressen",
    "records_count": "24 regels",
    "contact": "De DPO, 02 555 00 00",
    "consequences": "Ongewenst bezoek.",
    "measures": "De mail is gewist.",
    "risk": "Klein: twee ouders, die hem wisten.",
    "told": "ja",
    "told_how": "Op 20 november met een brief.",
}


def make_leak(contact: Membership, *, known_at: datetime | None = None) -> Incident:
    """Make a data leak that the school knows of since an hour, or since `known_at`."""
    known_at = known_at or timezone.now() - timedelta(hours=1)
    fields = {"kind": Kind.DATA_LEAK, "theme": "privacy", "title": "Lijst verstuurd"}
    return make_incident(contact, at=known_at, leak_known_at=known_at, **fields)


def typed(at: datetime) -> str:
    """Return a moment as the browser sends it."""
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"


def send(client, incident: Incident, by: Membership, /, **fields):
    """Send the sheet as somebody does who just opened it."""
    newest = sheet(read(incident, by).written, LEAK)
    known = read(incident, by).head.leak_known_at
    data = {"known_at": typed(known), "seen": newest.number if newest else 0}
    return client.post(page_of("leak", incident), data | fields)


def kept(incident: Incident, contact: Membership) -> dict:
    """Return what was filled in, without when the school knew."""
    newest = sheet(read(incident, contact).written, LEAK)
    data = newest.record.data if newest else {}
    return {name: value for name, value in data.items() if value and name not in ("name", "known_at")}
