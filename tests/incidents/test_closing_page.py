"""The pages on which a contact person closes an incident."""

import pytest

from incidents.models import Lesson
from tests.factories import NOW, make_card, make_incident
from tests.incidents.following import acts, make_protocol, page_of
from tests.incidents.lessons import ANSWERS, KEY, is_closed, learned, make_aftercare_card
from themes.models import Pillar

pytestmark = pytest.mark.time_machine(NOW, tick=False)
SENT = ANSWERS | {"key": KEY}


@pytest.fixture
def card(db):
    return make_aftercare_card()


@pytest.fixture
def incident(contact, card):
    return make_incident(contact, title="Geheime titel", story="Geheim verhaal")


def test_page_offers_the_cards_of_the_theme_by_pillar(login, contact, card, incident):
    make_card(card.theme, code="afspraken", title="Afspraken", pillar=Pillar.QUALITY)

    page = login(contact).get(page_of("close", incident))

    assert page.context["form"].fields["card"].choices == [
        ("", "Kies …"),
        ("Reactie", [("nazorg", "Nazorg")]),
        ("Kwaliteit", [("afspraken", "Afspraken")]),
        ("geen", "Geen enkele kaart"),
    ]
    assert "blijven de namen tot en met 31 augustus 2027" in page.content.decode()
    assert acts(incident) == ["incident.read"]


def test_answers_are_shown_before_anything_is_closed(login, contact, incident):
    response = login(contact).post(page_of("close", incident), SENT)

    page = response.content.decode()
    assert response.status_code == 200
    assert '<dd class="said">Een vaste dag om na te vragen hoe het gaat.</dd>' in page
    assert "<dd>Nazorg (Reactie)</dd>" in page
    assert "het verhaal tot en met 31 augustus 2028" in page
    assert f'name="key" value="{KEY}"' in page
    assert (is_closed(incident), Lesson.unscoped.count()) == (False, 0)


def test_answers_can_still_be_changed(login, contact, incident):
    response = login(contact).post(page_of("close", incident), SENT | {"go": "edit"})

    page = response.content.decode()
    assert "Een vaste dag om na te vragen hoe het gaat.</textarea>" in page
    assert '<option value="nazorg" selected>' in page
    assert not is_closed(incident)


def test_second_button_closes(login, contact, incident):
    response = login(contact).post(page_of("close", incident), SENT | {"go": "close"})

    assert response.url == page_of("detail", incident)
    assert (is_closed(incident), acts(incident)) == (True, ["incident.closed"])
    assert [(one.card, one.followed) for one in learned(contact)] == [("nazorg", "no")]


@pytest.mark.parametrize(
    ("sent", "field", "error"),
    [
        ({"card": ""}, "card", "Kies een kaart, of “Geen enkele kaart”."),
        ({"card": "andere-kaart"}, "card", "Selecteer een geldige keuze."),
        ({"followed": ""}, "followed", "Kies een van de vier antwoorden."),
        ({"card": "geen"}, "followed", "Zonder kaart valt er niets te volgen: kies “We hadden er geen”."),
        ({"helped": "x" * 2001}, "helped", "niet meer dan 2000 tekens"),
    ],
)
def test_faults_stand_at_their_field_and_keep_what_was_typed(login, contact, incident, sent, field, error):
    response = login(contact).post(page_of("close", incident), SENT | {"go": "close"} | sent)

    (found,) = response.context["form"].errors[field]
    assert error in found
    assert response.status_code == 422
    assert sent.get("helped", ANSWERS["helped"]) in response.content.decode()
    assert not is_closed(incident)


def test_no_card_is_an_answer(login, contact, incident):
    data = SENT | {"go": "close", "card": "geen", "followed": "none"}

    login(contact).post(page_of("close", incident), data)

    assert [(one.card, one.followed) for one in learned(contact)] == [("", "none")]


def test_open_duties_stand_in_the_way_and_the_text_is_kept(login, contact, card, incident):
    make_protocol(card.theme.criteria_set)
    client = login(contact)

    first = client.get(page_of("close", incident)).content.decode()
    response = client.post(page_of("close", incident), SENT | {"go": "close"})

    assert "<li>Bel de politie.</li>" in first
    assert '<form method="post" novalidate>' not in first
    assert (response.status_code, is_closed(incident)) == (409, False)
    assert ANSWERS["helped"] in response.content.decode()
