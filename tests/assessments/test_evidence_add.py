"""Adding evidence to a card: what is kept, and what is explained."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.utils.timezone import localdate

from assessments.models import Evidence
from tests.assessments.helpers import path
from tests.factories import make_card, make_evidence, make_round, make_theme

NO_LINK = "Dit is geen link die we kunnen openen. Begin met https://."
NO_LINKS = ["geen link", "javascript:alert(1)", "ftp://a.example/x", "data:text/html,x", "https://", "//"]
NO_DAY = "Deze dag bestaat niet. Schrijf hem zo: 15-01-2027."
PAST_DAY = "Deze dag is al voorbij. Kies vandaag of later, of laat leeg."
TOO_LONG = "Deze tekst is te lang: er passen 500 tekens in, en het zijn er nu 501."


def yesterday() -> str:
    return (localdate() - timedelta(days=1)).isoformat()


@pytest.fixture
def card(db):
    return make_card(make_theme())


@pytest.fixture
def round(team_member, card):
    return make_round(team_member, card.theme)


@pytest.fixture
def add(login, round, card):
    def post(member=None, **fields):
        data = {"url": "", "note": "", "valid_until": "", "key": uuid4()} | fields
        return login(member or round.opened_by).post(path("add_evidence", round, card), data)

    return post


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"url": "https://school.example/plan"}, ("https://school.example/plan", "", None)),
        ({"url": "www.school.example"}, ("https://www.school.example", "", None)),
        ({"url": "HTTP://school.example/x"}, ("http://school.example/x", "", None)),
        ({"note": " Op het\r\nprikbord "}, ("", "Op het\nprikbord", None)),
        ({"note": "Beide", "url": "http://a.example", "valid_until": "2099-03-01"},
         ("http://a.example", "Beide", date(2099, 3, 1))),
        ({"note": "Zoals wij het schrijven", "valid_until": "1-3-2099"},
         ("", "Zoals wij het schrijven", date(2099, 3, 1))),
    ],
)  # fmt: skip
def test_add_evidence_keeps_a_link_a_note_or_both(add, round, card, fields, kept):
    response = add(**fields)

    assert response.url == path("evidence", round, card)
    assert said(response) == ["Het bewijs is bewaard."]
    assert Evidence.unscoped.values_list("url", "note", "valid_until").get() == kept
    assert Evidence.unscoped.filter(school=round.school, card=card, added_by=round.opened_by).exists()


def test_add_evidence_valid_until_today_is_kept(add):
    add(note="Nog vandaag", valid_until=localdate().isoformat())

    assert Evidence.unscoped.get().valid_until == localdate()


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({}, "url", "Vul een link of een notitie in."),
        ({"note": "  \r\n "}, "url", "Vul een link of een notitie in."),
        *[({"url": url}, "url", NO_LINK) for url in NO_LINKS],
        ({"note": "x" * 501}, "note", TOO_LONG),
        ({"note": "a", "valid_until": "31-02-2099"}, "valid_until", NO_DAY),
        ({"note": "a", "valid_until": yesterday()}, "valid_until", PAST_DAY),
    ],
)  # fmt: skip
def test_add_evidence_explains_what_is_wrong_beside_the_field(add, fields, field, message):
    response = add(**fields)

    assert response.status_code == 422
    assert response.context["form"].errors == {field: [message]}
    assert not Evidence.unscoped.exists()


def test_add_evidence_that_is_wrong_keeps_what_was_typed_and_the_list(add, card, team_member):
    make_evidence(team_member, card, note="Dit stond er al")

    content = add(url="ftp://nee.example", note="Wat ik typte").content.decode()

    for text in ("Dit stond er al", 'value="ftp://nee.example"', "Wat ik typte</textarea>"):
        assert text in content


def test_form_that_is_sent_twice_adds_one(add):
    key = uuid4()

    add(note="Op het prikbord", key=key)
    add(note="Op het prikbord", key=key)

    assert Evidence.unscoped.count() == 1
