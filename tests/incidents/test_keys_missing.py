"""Without the key file nothing of the register opens: 503, with what to do, and the typed text."""

import pytest

from incidents.models import Incident
from tests.factories import NOW, make_card, make_incident, make_theme
from tests.incidents.test_report_form import REPORT, filled_in

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.fixture
def no_keys(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "weg"


def test_report_gives_the_typed_text_back(login, contact, no_keys, caplog):
    make_card(make_theme(code="sexting"))

    response = login(contact).post(REPORT, filled_in(story="Wat ik zag"))

    page = response.content.decode()
    assert response.status_code == 503
    assert "de sleutels ontbreken" in page
    assert "KEY_FILE" in page
    assert "Wat ik zag" in response.context["texts"]
    assert ("story", "Wat ik zag") in response.context["fields"]
    assert not Incident.unscoped.exists()
    assert "There is no key file" in caplog.text


@pytest.mark.parametrize("path", ["/meldingen/", "/meldingen/{}/"])
def test_page_says_what_to_do(login, contact, settings, tmp_path, path):
    incident = make_incident(contact)
    settings.KEY_FILE = tmp_path / "weg"

    response = login(contact).get(path.format(incident.pk))

    assert response.status_code == 503
    assert "<h1>Het register is niet te openen</h1>" in response.content.decode()
