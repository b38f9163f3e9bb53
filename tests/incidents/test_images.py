"""The description sheet: where images are, in words, and when to look again."""

from datetime import date, timedelta

import pytest

from incidents.images import images_part
from incidents.records import sheet
from incidents.sheet_forms import ImagesForm
from schools.models import Country, School
from schools.permissions import Role
from tests.factories import NOW, make_incident, make_member
from tests.incidents.following import acts, page_of, read

TODAY = NOW.date()
WEB = "https://beeld.example/fatima?x=1"


@pytest.fixture
def incident(contact):
    return make_incident(contact)


def kept(incident, contact):
    newest = sheet(read(incident, contact).written, "images")
    return {name: value for name, value in newest.record.data.items() if value} if newest else None


def test_sheet_keeps_what_was_written_and_the_list_knows_the_day(login, contact, incident):
    data = {"platform": "Snapchat", "address": WEB, "still_online": "ja", "check_again_on": "2099-01-15"}

    response = login(contact).post(page_of("images", incident), data | {"seen": "0"})

    assert response.url == page_of("detail", incident) + "#beelden"
    assert kept(incident, contact) == {"name": "images"} | data
    assert read(incident, contact).head.check_again_on == date(2099, 1, 15)
    assert acts(incident)[0] == "incident.sheet_saved"


def test_address_is_never_a_link(login, contact, incident):
    login(contact).post(page_of("images", incident), {"address": WEB, "seen": "0"})

    page = login(contact).get(page_of("detail", incident)).content.decode()

    assert f"<dd>{WEB}</dd>" in page
    assert f'href="{WEB}' not in page


@pytest.mark.parametrize(
    ("country", "hotline", "other"),
    [
        (Country.FLANDERS, "Child Focus", "Helpwanted"),
        (Country.NETHERLANDS, "Helpwanted", "Child Focus"),
    ],
)
def test_form_names_the_hotline_of_the_country(login, contact, incident, country, hotline, other):
    School.objects.update(country=country)

    page = login(contact).get(page_of("images", incident)).content.decode()

    assert hotline in page
    assert other not in page


def test_form_and_page_say_why_there_is_no_image_and_take_none(login, contact, incident):
    pages = [login(contact).get(page_of(name, incident)).content.decode() for name in ("images", "detail")]

    assert ["Hier komt nooit een beeld in." in page for page in pages] == [True, True]
    assert ['type="file"' in page for page in pages] == [False, False]


def test_day_that_passed_is_explained_and_the_text_kept(login, contact, incident):
    data = {"platform": "Snapchat", "check_again_on": "2020-01-15", "seen": "0"}

    response = login(contact).post(page_of("images", incident), data)

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "check_again_on": ["Deze dag is al voorbij. Kies vandaag of later."]
    }
    assert 'value="Snapchat"' in response.content.decode()
    assert kept(incident, contact) is None


def test_second_editor_sees_both_and_chooses(login, contact, incident):
    page, colleague = page_of("images", incident), make_member(contact.school, Role.CONTACT)
    login(contact).post(page, {"platform": "Snapchat", "seen": "0"})
    client = login(colleague)

    response = client.post(page, {"platform": "TikTok", "holder": "Leerling B", "seen": "0"})

    assert response.status_code == 409
    assert response.context["clashes"] == [
        ("Op welk platform of in welke app?", "Snapchat", "TikTok"),
        ("Wie heeft het toestel of de beelden?", "(leeg)", "Leerling B"),
    ]
    assert response.context["changed_by"] == contact.user.name
    again = {"platform": "TikTok", "holder": "Leerling B", "seen": response.context["form"]["seen"].value()}
    assert client.post(page, again).status_code == 302
    assert kept(incident, contact)["platform"] == "TikTok"


def test_same_form_twice_is_one_record(login, contact, incident):
    for _ in range(2):
        response = login(contact).post(page_of("images", incident), {"platform": "Snapchat", "seen": "0"})

    assert response.status_code == 302
    assert len(read(incident, contact).written) == 2


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (1, ""),
        (0, "Kijk vandaag opnieuw of het weg is."),
        (-1, "Jullie wilden dit op 20 november 2026 opnieuw nakijken."),
    ],
)
def test_page_says_when_it_is_time_to_look_again(contact, days, line):
    incident = make_incident(contact, check_again_on=TODAY)
    case, today = read(incident, contact), TODAY - timedelta(days=days)
    form = ImagesForm(head=case.head, country="BE", today=today)

    assert images_part(case, form, may_change=True, today=today)["images"]["check"] == line
