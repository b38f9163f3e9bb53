"""Holding the forgetting of one incident, releasing it, and what its page says of the days."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from incidents.models import Access, Incident
from incidents.retention_words import open_warning
from incidents.services.cases import ChangedMeanwhile
from incidents.services.retention import TermsRefused, hold_incident, release_incident
from tests.factories import NOW, make_incident, make_member
from tests.incidents.closing import acts, make_closed

CLOSED = date(2026, 11, 20)
REASON = "Er loopt nog een onderzoek bij het parket."


@pytest.fixture(autouse=True)
def _on_a_friday():
    with time_machine.travel(NOW):
        yield


def url(name: str, incident) -> str:
    return reverse(f"incidents:{name}", args=[incident.pk])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def is_held(incident) -> bool:
    return Incident.unscoped.get(pk=incident.pk).is_held


def test_open_incident_says_what_would_be(login, contact):
    page = text_of(login(contact).get(url("detail", make_incident(contact))))

    assert (
        "Sluit je een melding vandaag af, dan blijven de namen tot en met 31 augustus 2027 en het verhaal "
        "tot en met 31 augustus 2028. Daarna blijft alleen een telling. "
        "Zolang de melding open is, wordt er niets vergeten." in page
    )


def test_closed_incident_says_its_days(login, contact):
    page = text_of(login(contact).get(url("detail", make_closed(contact, CLOSED))))

    assert (
        "De namen blijven tot en met 31 augustus 2027 en het verhaal tot en met 31 augustus 2028. "
        "Daarna blijft alleen een telling." in page
    )


def test_incident_without_its_names_says_so(login, contact):
    incident = make_closed(contact, CLOSED)
    Incident.unscoped.update(are_names_forgotten=True)

    page = text_of(login(contact).get(url("detail", incident)))

    assert "De namen zijn vergeten, het verhaal blijft tot en met 31 augustus 2028." in page


@pytest.mark.parametrize("make", [make_incident, lambda contact: make_closed(contact, CLOSED)])
def test_contact_holds_and_releases_it(login, contact, make):
    incident, client = make(contact), login(contact)

    client.post(url("hold", incident), {"reason": REASON, "key": uuid4()})
    held = text_of(client.get(url("detail", incident)))
    client.post(url("release", incident))

    assert "Deze melding wordt voorlopig niet vergeten." in held
    assert f'<p class="said">{REASON}</p>' in held
    assert not is_held(incident)
    assert acts("retention.") == ["retention.held", "retention.released"]


@pytest.mark.parametrize("reason", ["", "Daarom.", "x" * 19])
def test_hold_needs_a_reason(login, contact, reason):
    incident = make_closed(contact, CLOSED)

    page = text_of(login(contact).post(url("hold", incident), {"reason": reason, "key": uuid4()}))

    assert 'id="id_reason_error"' in page or "invalid-feedback" in page
    assert not is_held(incident)
    with pytest.raises(TermsRefused):
        hold_incident(incident, reason=reason, by=contact, at=NOW)


def test_same_form_twice_holds_once(contact):
    incident, key = make_closed(contact, CLOSED), uuid4()

    for _ in range(2):
        hold_incident(incident, reason=REASON, key=key, by=contact, at=NOW)

    assert acts("retention.") == ["retention.held"]


def test_second_who_holds_sees_both_reasons(login, contact):
    incident = make_closed(contact, CLOSED)
    hold_incident(incident, reason=REASON, by=contact, at=NOW)

    response = login(contact).post(
        url("hold", incident), {"reason": "Een beroep bij de Raad van State.", "key": uuid4()}
    )

    assert response.status_code == 409
    assert REASON in text_of(response)
    assert "Een beroep bij de Raad van State." in text_of(response)
    assert acts("incident.read") == ["incident.read"]
    with pytest.raises(ChangedMeanwhile):
        hold_incident(incident, reason=REASON, by=contact, at=NOW)


def test_releasing_twice_is_one_act(contact):
    incident = make_closed(contact, CLOSED)
    hold_incident(incident, reason=REASON, by=contact, at=NOW)

    assert release_incident(incident, by=contact, at=NOW)
    assert not release_incident(incident, by=contact, at=NOW)
    assert acts("retention.") == ["retention.held", "retention.released"]


def test_invited_colleague_may_not(login, contact):
    incident, colleague = make_closed(contact, CLOSED), make_member(contact.school)
    opened = {"school": contact.school, "incident": incident, "given_by": contact, "given_at": NOW}
    until = timezone.now() + timezone.timedelta(days=1)
    Access.unscoped.create(member=colleague, kind=Access.Kind.INVITED, until=until, **opened)
    client = login(colleague)

    assert "Nog niet vergeten" not in text_of(client.get(url("detail", incident)))
    statuses = [
        client.get(url("hold", incident)).status_code,
        client.post(url("hold", incident)).status_code,
    ]
    assert [*statuses, client.post(url("release", incident)).status_code] == [403, 403, 403]


def test_incident_that_is_gone_gives_the_text_back(login, contact):
    incident = make_closed(contact, CLOSED)
    client = login(contact)
    Incident.unscoped.all().delete()

    assert client.post(url("hold", incident), {"reason": REASON, "key": uuid4()}).status_code == 404


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2027, 11, 19), ""),
        (date(2027, 11, 20), "staat al 365 dagen open"),
        (date(2027, 12, 25), "staat al 400 dagen open"),
    ],
)
def test_list_warns_of_what_is_open_for_a_year(on, words):
    assert open_warning(CLOSED, on=on) == words
