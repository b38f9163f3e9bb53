"""The page of the terms, and what goes soon."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from incidents.models import RetentionTerms
from incidents.retention import Terms
from incidents.services.retention import change_terms
from tests.factories import NOW
from tests.incidents.closing import make_closed, noon

TERMS, PREVIEW = reverse("incidents:terms"), reverse("incidents:forget_preview")
CLOSED = date(2026, 11, 20)
REASON = "De verzekering vraagt het verslag na twee jaar."
SHORT = {"names_years": "-1", "story_years": "0", "reason": "", "seen": ""}


@pytest.fixture(autouse=True)
def _on_a_friday():
    with time_machine.travel(NOW):
        yield


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_page_says_what_it_comes_down_to(login, principal):
    page = text_of(login(principal).get(TERMS))

    assert (
        "Sluit je een melding vandaag af, dan blijven de namen tot en met 31 augustus 2027 en het verhaal "
        "tot en met 31 augustus 2028. Daarna blijft alleen een telling." in page
    )
    assert "Dit is de standaard voor België (Vlaanderen)." in page


def test_only_who_may_change_them_gets_the_form(login, principal, admin):
    assert "Bewaar de termijnen" not in text_of(login(principal).get(TERMS))
    assert login(principal).post(TERMS, SHORT).status_code == 403
    assert "Bewaar de termijnen" in text_of(login(admin).get(TERMS))


def test_admin_changes_them(login, admin):
    response = login(admin).post(TERMS, SHORT, follow=True)

    assert "dan blijven de namen tot en met 31 december 2026" in text_of(response)
    assert f"door {admin.user.name}" in text_of(response)


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"story_years": "2"}, "Schrijf een reden van minstens 20 tekens"),
        ({"story_years": "2", "reason": "Daarom."}, "Schrijf een reden van minstens 20 tekens"),
        ({"names_years": "1"}, "De namen kunnen niet langer blijven dan het verhaal."),
        ({"story_years": "6", "reason": REASON}, "Selecteer een geldige keuze."),
        ({"seen": "gisteren"}, "Open deze pagina opnieuw en kies dan nog eens."),
    ],
)
def test_fault_is_told_and_the_typed_text_stays(login, admin, sent, fault):
    page = text_of(login(admin).post(TERMS, SHORT | {"reason": "Iets anders."} | sent))

    assert fault in page
    assert sent.get("reason", "Iets anders.") in page
    assert not RetentionTerms.unscoped.exists()


def test_second_editor_sees_both_and_chooses(login, admin):
    change_terms(Terms(0, 3), reason=REASON, seen=None, by=admin, at=NOW)
    client = login(admin)

    response = client.post(TERMS, SHORT | {"reason": "Zo kort als het kan."})

    assert response.status_code == 409
    assert REASON in text_of(response)
    assert "Zo kort als het kan." in text_of(response)
    assert RetentionTerms.unscoped.get().story_years == 3

    again = response.context["form"].data
    assert client.post(TERMS, again).status_code == 302
    assert RetentionTerms.unscoped.get().story_years == 0


def test_contact_sees_which_ones_go_soon(login, contact):
    goes, stays = make_closed(contact, date(2025, 11, 20)), make_closed(contact, CLOSED)

    with time_machine.travel(noon(date(2026, 7, 20))):
        page = text_of(login(contact).get(PREVIEW))

    assert "<strong>Na 31 augustus 2026</strong> verdwijnen de namen van" in page
    assert goes.name in page
    assert stays.name not in page


def test_only_contacts_see_what_goes(login, team_member, principal, admin, log_reader):
    """Not even how many: beside the figures per theme that would be a total."""
    others = [team_member, principal, admin, log_reader]

    assert [login(member).get(PREVIEW).status_code for member in others] == [403] * 4


def test_team_does_not_see_the_terms(login, team_member):
    assert login(team_member).get(TERMS).status_code == 403
