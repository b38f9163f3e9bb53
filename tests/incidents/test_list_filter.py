"""Looking for incidents: by state, theme, kind and words; and the same choice as a sheet."""

import csv
from io import StringIO

import pytest

from incidents.kinds import Kind
from incidents.models import Exclusion, Incident
from schools.models import AuditEntry
from tests.factories import NOW, make_incident, make_theme

pytestmark = pytest.mark.time_machine(NOW, tick=False)

LIST, EXPORT = "/meldingen/", "/meldingen/exporteren/"


@pytest.fixture
def three(contact):
    make_incident(contact, title="Beeld in de klaschat", theme="sexting", kind=Kind.PUPIL_CRIMINAL)
    closed = make_incident(contact, title="Boze mail", theme="privacy", kind=Kind.COMPLAINT)
    make_incident(contact, title="Mail naar iedereen", theme="privacy", kind=Kind.DATA_LEAK)
    Incident.unscoped.filter(pk=closed.pk).update(is_closed=True)


def numbers(response) -> list[str]:
    return [row.number for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"stand": "open"}, ["2026-003", "2026-001"]),
        ({"stand": "afgesloten"}, ["2026-002"]),
        ({"thema": "privacy"}, ["2026-003", "2026-002"]),
        ({"soort": "klacht"}, ["2026-002"]),
        ({"zoek": "MAIL"}, ["2026-003", "2026-002"]),
        ({"zoek": "mail boze"}, ["2026-002"]),
        ({"zoek": "2026-001"}, ["2026-001"]),
        ({"thema": "privacy", "stand": "open"}, ["2026-003"]),
        ({"thema": "bestaat-niet"}, []),
        ({"stand": "onzin", "soort": "onzin", "ouder": "onzin"}, ["2026-003", "2026-002", "2026-001"]),
        ({"ouder": "2026-002"}, ["2026-001"]),
    ],
)
def test_choice_keeps_what_was_asked(login, contact, three, query, found):
    assert numbers(login(contact).get(LIST, query)) == found


def test_page_after_a_search_goes_on_with_that_search(login, contact):
    for n in range(52):
        make_incident(contact, title="Ruzie" if n % 26 else "Iets anders")
    make_incident(contact, title="Ruzie")
    client = login(contact)

    first = client.get(LIST, {"zoek": "ruzie"})
    second = client.get(LIST + first.context["older_path"])

    assert len(numbers(first)) == 50
    assert numbers(second) == ["2026-002"]


def test_search_says_what_to_do_when_nothing_was_found(login, contact, three):
    page = login(contact).get(LIST, {"zoek": "zeemeeuw"}).content.decode()

    assert "Bij deze keuze is er geen melding." in page
    assert 'value="zeemeeuw"' in page


def test_search_finds_nothing_that_one_may_not_read(login, contact, three):
    hidden = Incident.unscoped.get(number=1)
    Exclusion.unscoped.create(school=contact.school, incident=hidden, member=contact)

    assert numbers(login(contact).get(LIST, {"zoek": "beeld"})) == []


def lines(response) -> list[list[str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def test_export_holds_the_choice_and_is_written_down(login, contact, three):
    make_theme(code="privacy", name="Privacy")

    response = login(contact).get(EXPORT, {"soort": "klacht"})

    handler = contact.user.name
    assert lines(response) == [
        ["Nummer", "Titel", "Thema", "Soort", "Gebeurd op", "Wie volgt op", "Stand", "Nog te doen"],
        ["2026-002", "Boze mail", "Privacy", "Klacht", "20 november 2026", handler, "afgesloten", ""],
    ]
    assert AuditEntry.unscoped.latest("number").action == "incident.listed_export"
    assert 'filename="meldingen-2026-11-20.csv"' in response["Content-Disposition"]


def test_export_runs_no_formula(login, contact):
    make_incident(contact, title="=1+1")

    assert lines(login(contact).get(EXPORT))[1][1] == "'=1+1"


def test_export_is_for_contacts_alone(login, team_member, contact, three):
    assert login(team_member).get(EXPORT).status_code == 403
