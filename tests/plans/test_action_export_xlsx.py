"""The actions as an Excel file."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from plans.action_export import HEAD
from plans.models import Status
from schools.models import AuditEntry
from tests.factories import NOW, make_action, make_card, make_member, make_user

pytestmark = pytest.mark.time_machine(NOW, tick=False)
TODAY = datetime(NOW.year, NOW.month, NOW.day)  # noqa: DTZ001 - a day in a sheet has no zone


def export(client, **query):
    return client.get(reverse("plans:export_xlsx", query=query))


def read(response) -> list[dict]:
    """Return the lines by heading, without what is empty."""
    head, *lines = load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True)
    assert head == HEAD
    return [{name: cell for name, cell in zip(head, line, strict=True) if cell} for line in lines]


def test_export_is_a_file_named_after_the_day(login, team_member):
    response = export(login(team_member))

    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == 'attachment; filename="acties-2026-11-20.xlsx"'


def test_export_gives_each_action_on_a_line_with_real_days(login, team_member, card):
    owner = make_member(team_member.school, user=make_user(name="Zoë Wils"))
    action = make_action(team_member, card, what="=1+1", owner=owner)
    make_action(team_member, card, status=Status.DONE, finished_on=date(2026, 10, 1), what="Gedaan")

    first, second = read(export(login(team_member)))

    assert first == {
        "Wat": "=1+1",
        "Wie": "Zoë Wils",
        "Tegen wanneer": TODAY,
        "Stand": "gepland",
        "Thema": card.theme.name,
        "Kaart": card.title,
        "Waar komt het vandaan": action.get_source_display(),
    }
    assert (second["Stand"], second["Klaar op"].date()) == ("klaar", date(2026, 10, 1))


def test_export_gives_what_the_list_shows_of_the_own_school(login, team_member, contact, outsider, card):
    make_action(team_member, card, what="Van mij")
    make_action(contact, card, what="Van een ander")
    make_action(outsider, card, what="Andere school")
    make_action(team_member, make_card(card.theme), what="Andere kaart")

    lines = read(export(login(team_member), toon="mijn", kaart=card.pk))

    assert [line["Wat"] for line in lines] == ["Van mij"]


def test_export_is_written_down(login, team_member, card):
    export(login(team_member))

    entry = AuditEntry.unscoped.get(school=team_member.school, action="actions.exported")
    assert (entry.by, entry.target) == (team_member, f"schools.school:{team_member.school_id}")


def test_export_that_is_not_written_down_is_not_given(login, team_member, monkeypatch):
    monkeypatch.setattr("plans.views.exports.record_export", lambda *args, **kwargs: 1 / 0)

    for route in ("plans:export", "plans:export_xlsx", "plans:ical"):
        with pytest.raises(ZeroDivisionError):
            login(team_member).get(reverse(route))


def test_card_that_does_not_exist_gives_no_file(login, team_member):
    assert export(login(team_member), kaart=999).status_code == 404
    assert not AuditEntry.unscoped.filter(action="actions.exported").exists()
