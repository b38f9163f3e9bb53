"""The sheet of a data leak: what it holds, what it lacks, and what became of the duty to notify."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.leak import open_leak_duties
from incidents.services.closing import DutiesOpen
from schools.models import Country, School
from schools.permissions import Role
from tests.factories import make_incident, make_member, make_school
from tests.incidents.following import acts, invite, page_of, read
from tests.incidents.leaks import ALL, kept, make_leak, send, typed
from tests.incidents.lessons import close

HOUR = timedelta(hours=1)


@pytest.fixture
def incident(contact):
    return make_leak(contact)


def detail(client, incident):
    return client.get(page_of("detail", incident)).content.decode()


def test_page_of_a_leak_shows_the_clock_and_the_authority(login, contact, incident):
    page = detail(login(contact), incident)

    assert "Meld vóór" in page
    assert "nog 2 dagen en 22 uur" in page
    assert "Vlaamse Toezichtcommissie" in page
    assert "Kijk na bij wie je school meldt" in page


def test_other_incidents_have_no_clock_and_no_sheet(login, contact):
    incident = make_incident(contact)
    client = login(contact)

    assert "Meld vóór" not in detail(client, incident)
    assert client.get(page_of("leak", incident)).status_code == 404
    assert client.get(page_of("leak_print", incident)).status_code == 404


def test_dutch_school_sees_its_own_authority(login, contact, incident):
    School.objects.update(country=Country.NETHERLANDS)

    page = detail(login(contact), incident)

    assert "Autoriteit Persoonsgegevens" in page
    assert "Vlaamse" not in page


def test_past_the_end_the_page_says_that_it_is_still_a_duty(login, contact):
    late = make_leak(contact, known_at=timezone.now() - 73 * HOUR)

    page = detail(login(contact), late)

    assert "De termijn van 72 uur is voorbij." in page
    assert "Melden blijft een plicht" in page


def test_sheet_keeps_what_was_written(login, contact, incident):
    assert send(login(contact), incident, contact, **ALL).url == page_of("detail", incident) + "#datalek"

    assert kept(incident, contact) == ALL
    assert [act for act in acts(incident) if act != "incident.read"] == ["incident.sheet_saved"]


def test_page_lists_what_a_notification_lacks(login, contact, incident):
    client = login(contact)
    send(client, incident, contact, **ALL | {"measures": "", "risk": ""})

    missing = client.get(page_of("detail", incident)).context["leak"]["missing"]

    assert missing == [
        "wat jullie deden en nog doen",
        "hoe groot het risico is",
        "of jullie het gemeld hebben",
    ]


def test_earlier_moment_moves_the_clock(login, contact, incident):
    before = read(incident, contact).head.leak_known_at

    send(login(contact), incident, contact, known_at=typed(before - 5 * HOUR))

    moved = read(incident, contact).head.leak_known_at
    assert moved == (before - 5 * HOUR).replace(second=0, microsecond=0)


def test_sheet_that_leaves_the_moment_does_not_move_the_clock(login, contact, incident):
    before = read(incident, contact).head.leak_known_at

    send(login(contact), incident, contact, nature="Een lijst.")

    assert read(incident, contact).head.leak_known_at == before


def test_moment_to_come_is_refused_and_the_text_kept(login, contact, incident):
    known_at = typed(timezone.now() + HOUR)

    response = send(login(contact), incident, contact, known_at=known_at, nature="Een lijst.")

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"known_at"}
    assert "Een lijst.</textarea>" in response.content.decode()
    assert kept(incident, contact) == {}


@pytest.mark.parametrize(
    ("fields", "at_field"),
    [
        ({"notified": "ja"}, "notified_at"),
        ({"notified": "ja", "notified_at": "2020-01-01T10:00"}, "notified_at"),
        ({"notified": "nee"}, "why_not"),
        ({"notified": "nee", "why_not": "   "}, "why_not"),
    ],
)
def test_answer_without_its_reason_is_explained(login, contact, incident, fields, at_field):
    response = send(login(contact), incident, contact, **fields)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {at_field}


def test_log_does_not_tell_that_a_leak_was_notified(login, contact, incident):
    client, now = login(contact), timezone.now()
    fields = {"notified": "ja", "notified_at": typed(now), "reference": "VTC-2026-17"}

    send(client, incident, contact, **fields)
    send(client, incident, contact, **fields, measures="De mail is gewist.")

    assert [a for a in acts(incident) if a != "incident.read"] == ["incident.sheet_saved"] * 2
    page = detail(client, incident)
    assert "Kenmerk: VTC-2026-17." in page
    assert "na de termijn" not in page
    assert "Meld vóór" not in page


def test_notifying_late_is_said(login, contact):
    late = make_leak(contact, known_at=timezone.now() - 80 * HOUR)
    client = login(contact)

    send(client, late, contact, notified="ja", notified_at=typed(timezone.now()))

    assert "na de termijn van 72 uur" in detail(client, late)


def test_list_shows_the_clock_until_it_is_settled(login, contact, incident):
    client = login(contact)
    late = make_leak(contact, known_at=timezone.now() - 80 * HOUR)
    rows = client.get(reverse("incidents:list")).context["rows"]
    assert sorted(row.due for row in rows) == ["datalek: nog 70 uur", "datalek: termijn voorbij"]

    send(client, late, contact, notified="nee", why_not="Alles was versleuteld.")

    rows = client.get(reverse("incidents:list")).context["rows"]
    assert sorted(row.due for row in rows) == ["", "datalek: nog 70 uur"]


def test_closing_waits_for_the_notification_or_a_reason(login, contact, incident):
    duties = open_leak_duties(read(incident, contact), "BE")
    assert duties == [
        "Meld dit datalek bij de Vlaamse Toezichtcommissie, of schrijf waarom dat niet hoeft."
    ]
    with pytest.raises(DutiesOpen):
        close(incident, contact, at=timezone.now())
    client = login(contact)
    assert duties[0] in client.get(page_of("close", incident)).content.decode()

    send(client, incident, contact, notified="nee", why_not="Alles was versleuteld.")

    close(incident, contact, at=timezone.now())
    assert read(incident, contact).incident.is_closed
    assert "Alles was versleuteld." in detail(client, incident)


def test_second_editor_sees_both(login, contact, incident):
    known = typed(read(incident, contact).head.leak_known_at)
    send(login(contact), incident, contact, nature="Een lijst.")
    client = login(make_member(contact.school, Role.CONTACT))

    response = client.post(page_of("leak", incident), {"known_at": known, "nature": "Mail.", "seen": "0"})

    assert response.status_code == 409
    assert response.context["clashes"] == [
        ("Wat ging er mis, en met welke gegevens?", "Een lijst.", "Mail.")
    ]
    again = {"known_at": known, "nature": "Mail.", "seen": response.context["form"]["seen"].value()}
    assert client.post(page_of("leak", incident), again).status_code == 302
    assert kept(incident, contact) == {"nature": "Mail."}


def test_sheet_on_paper_holds_all_and_is_one_act(login, contact, incident):
    client = login(contact)
    send(client, incident, contact, **ALL)
    before = len(acts(incident))

    page = client.get(page_of("leak_print", incident)).content.decode()

    assert [text in page for text in ALL.values() if text != "ja"] == [True] * 10
    assert acts(incident)[before:] == ["incident.printed"]


def test_invited_colleague_reads_the_clock_and_changes_nothing(login, contact, team_member, incident):
    invite(incident, team_member, by=contact)
    client = login(team_member)

    response = client.get(page_of("detail", incident))

    assert (response.context["leak"]["path"], response.context["leak"]["print_path"]) == ("", "")
    assert [client.get(page_of(name, incident)).status_code for name in ("leak", "leak_print")] == [
        403,
        403,
    ]
    assert client.post(page_of("leak", incident), {}).status_code == 403


@pytest.mark.parametrize("role", [Role.CONTACT, Role.PRINCIPAL])
def test_who_may_not_read_it_finds_nothing(login, contact, incident, role):
    other = make_school() if role == Role.CONTACT else contact.school

    client = login(make_member(other, role))

    assert [client.get(page_of(name, incident)).status_code for name in ("leak", "leak_print")] == [
        404,
        404,
    ]
