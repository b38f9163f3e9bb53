"""The log as a sheet, and that the sheet is written down."""

import csv
from io import StringIO

import pytest

from schools.log import HEAD
from schools.models import AuditEntry
from tests.factories import NOW, make_member, make_user
from tests.schools.helpers import acts
from tests.schools.test_log import record

pytestmark = pytest.mark.time_machine(NOW, tick=False)

EXPORT = "/logboek/export/"


def read(response) -> list[list[str]]:
    """Return the lines under the heading, as a program for sheets reads them."""
    head, *lines = csv.reader(StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head == list(HEAD)
    return lines


def test_sheet_holds_each_entry_and_itself(login, log_reader, school):
    member = make_member(school, user=make_user(name="=Zoë"))
    record("member.logged_in", member)

    response = login(log_reader).get(EXPORT)

    own, entry = read(response)
    id = str(member.pk)
    moment = "2026-11-20 14:32:00"
    assert entry == ["1", moment, "'=Zoë", "meldde zich aan", f"lid {id[:8]}", "member.logged_in", id]
    assert own[0] == "2"
    assert own[3] == "exporteerde het logboek"
    assert response.headers["Content-Disposition"] == 'attachment; filename="logboek-2026-11-20.csv"'


def test_sheet_holds_what_the_list_shows(login, contact, team_member, outsider):
    for member in (contact, team_member, outsider):
        record("member.logged_in", member)
    record("action.added", contact)

    lines = read(login(contact).get(EXPORT, {"soort": "aanmelden", "voor": "1"}))

    assert [line[0] for line in lines] == ["1"]


def test_sheet_is_not_cut_after_a_page(login, log_reader):
    for _ in range(60):
        record("action.added", log_reader)

    assert len(read(login(log_reader).get(EXPORT, {"soort": "plan"}))) == 60


def test_export_is_written_down(login, log_reader):
    login(log_reader).get(EXPORT)

    assert acts(log_reader.school) == [("log.exported", log_reader)]
    assert AuditEntry.unscoped.get().target == f"schools.school:{log_reader.school_id}"


def test_no_record_no_sheet(login, log_reader, monkeypatch):
    """What cannot be written down is not given: the record comes before the sheet."""
    monkeypatch.setattr("schools.views.log.record_export", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        login(log_reader).get(EXPORT)


def test_choice_that_cannot_be_leads_to_its_explanation(login, log_reader):
    response = login(log_reader).get(EXPORT, {"van": "x"})

    assert response.headers["Location"] == "/logboek/?van=x"
    assert not AuditEntry.unscoped.exists()
