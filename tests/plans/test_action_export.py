"""The actions as a sheet."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from plans.action_export import HEAD
from plans.models import ActionPartner, Effort, Helped, Source, Status
from schools.models import AuditEntry
from tests.factories import NOW, make_action, make_card, make_member, make_theme, make_user

pytestmark = pytest.mark.time_machine(NOW, tick=False)
DAY = NOW.date().isoformat()
MORE = {"success_sign": "Er hangt er een", "effort": Effort.SMALL, "source": Source.PUPILS}
HELPED = {
    "finished_on": date(2026, 10, 1),
    "helped": Helped.YES,
    "learned": "Vroeger beginnen",
    "evaluated_on": date(2026, 11, 2),
}
LOOK_BACK = ["ja", "Vroeger beginnen", "2026-11-02"]


def export(client, **query):
    return client.get(reverse("plans:export", query=query))


def read(response) -> list[list[str]]:
    """Return the lines under the heading, as a program for sheets reads them."""
    assert response.content.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head == list(HEAD)
    return lines


def test_export_is_a_file_named_after_the_day(login, team_member):
    response = export(login(team_member))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="acties-2026-11-20.csv"'


def test_export_gives_each_action_on_a_line(login, team_member, card):
    question = card.questions.get()
    owner, name = make_member(team_member.school, user=make_user(name="Zoë Wils")), team_member.user.name
    action = make_action(team_member, card, what='Zeg "ja"; nee', owner=owner, question=question, **MORE)
    ActionPartner.unscoped.create(school=team_member.school, action=action, member=team_member)
    make_action(team_member, card, status=Status.DONE, what="Gedaan", **HELPED)

    lines = read(export(login(team_member)))

    where, more = [card.theme.name, card.title], ["Er hangt er een", "klein: enkele uren", "leerlingen"]
    assert lines == [
        ['Zeg "ja"; nee', "Zoë Wils", name, DAY, "gepland", "", *where, question.text, *more, "", "", ""],
        ["Gedaan", name, "", DAY, "klaar", "2026-10-01", *where, "", "", "", "een kaart", *LOOK_BACK],
    ]


def test_export_holds_only_the_own_school(login, team_member, outsider, card):
    make_action(outsider, card)

    assert read(export(login(team_member))) == []


def test_export_gives_what_the_list_shows(login, team_member, contact, card):
    make_action(team_member, card, what="Van mij")
    make_action(contact, card, what="Van een ander")
    make_action(team_member, make_card(card.theme), what="Andere kaart")

    lines = read(export(login(team_member), toon="mijn", kaart=card.pk))

    assert [line[0] for line in lines] == ["Van mij"]


def test_export_runs_no_formula(login, team_member, card):
    owner = make_member(team_member.school, user=make_user(name="＋32 naam"))
    make_action(team_member, card, what='=HYPERLINK("http://kwaad.example")', owner=owner)

    [line] = read(export(login(team_member)))

    assert line[:2] == ['\'=HYPERLINK("http://kwaad.example")', "'＋32 naam"]


def test_export_is_written_down(login, team_member, card):
    export(login(team_member))

    entry = AuditEntry.unscoped.get(school=team_member.school, action="actions.exported")
    assert (entry.by, entry.target) == (team_member, f"schools.school:{team_member.school_id}")


def test_admin_may_export_and_log_reader_may_not(login, admin, log_reader):
    statuses = [export(login(member)).status_code for member in (admin, log_reader)]

    assert statuses == [200, 403]


@pytest.mark.parametrize("item_count", [1, 3])
def test_export_needs_thirteen_queries(login, team_member, item_count, django_assert_num_queries):
    for _ in range(item_count):
        card = make_card(make_theme())
        make_action(make_member(team_member.school), card, question=card.questions.get())
    client = login(team_member)

    # session, user, member, actions, partners, school;
    # the record: savepoint, five for the first of a chain, release
    with django_assert_num_queries(13):
        response = export(client)

    assert len(read(response)) == item_count
