"""The page of the audit log: who reads which entries, and how an entry reads."""

from datetime import timedelta

import pytest
from django.urls import reverse

from schools import audit
from schools.permissions import Permission, Role
from tests.factories import NOW, make_member, make_user
from tests.schools.helpers import make_invitation, texts

pytestmark = pytest.mark.time_machine(NOW, tick=False)

LOG = "/logboek/"


def record(action, by, target=None, at=NOW, **options):
    audit.record(action, target or by, by=by, at=at, **options)


def shown(response) -> list[tuple[int, str]]:
    return [(row.number, row.what) for row in response.context["rows"]]


@pytest.fixture
def four_acts(team_member, admin):
    """Acts of two people: about an action, a login, roles, and a failed login without anybody."""
    record("action.added", team_member)
    record("member.logged_in", team_member)
    record("member.roles_changed", admin, team_member)
    record("member.login_failed", None, team_member)


def test_log_reader_sees_all_of_the_school_newest_first(login, log_reader, four_acts, outsider):
    record("action.added", outsider)

    assert shown(login(log_reader).get(LOG)) == [
        (4, "gaf een fout wachtwoord of een foute code"),
        (3, "wijzigde de rollen van een lid"),
        (2, "meldde zich aan"),
        (1, "maakte een actie"),
    ]


def test_admin_sees_what_is_about_members_and_logging_in(login, admin, four_acts):
    record("retention.changed", admin)

    assert [number for number, _ in shown(login(admin).get(LOG))] == [5, 4, 3, 2]


@pytest.mark.parametrize("persona", ["contact", "principal"])
def test_others_see_their_own_acts(request, login, persona, four_acts):
    member = request.getfixturevalue(persona)
    record("plan.pdf", member)
    record("member.roles_changed", None, member)

    assert shown(login(member).get(LOG)) == [(5, "haalde het beleidsplan op als PDF")]


def test_a_second_role_adds_to_what_is_seen(login, school, four_acts):
    member = make_member(school, Role.PRINCIPAL, Role.LOG_READER)

    assert len(shown(login(member).get(LOG))) == 4


def test_team_does_not_see_the_log(login, team_member):
    assert login(team_member).get(LOG).status_code == 403


def test_entry_says_when_who_what_and_on_what(login, log_reader, school):
    member = make_member(school, user=make_user(name="Zoë <b>Wils</b>"))
    invitation, _ = make_invitation(member, email="geheim@school.example")
    record("invitation.sent", member, invitation, at=NOW + timedelta(seconds=7))

    response = login(log_reader).get(LOG)

    start = str(invitation.pk)[:8]
    who = "Zoë &lt;b&gt;Wils&lt;/b&gt; verstuurde een uitnodiging"
    assert f"20 november 2026, 14:32:07 {who} uitnodiging {start} Nummer 1" in texts(response)
    assert "geheim@school.example" not in response.content.decode()
    assert str(invitation.pk) not in response.content.decode()


def test_who_did_it_without_being_a_member(login, log_reader):
    record("invitation.withdrawn", None, log_reader)
    record("member.login_failed", None, log_reader)

    rows = login(log_reader).get(LOG).context["rows"]

    assert [row.who for row in rows] == ["iemand", "een opdracht op de server"]


def test_code_without_words_is_shown_as_it_is(login, log_reader):
    record("thing.done", log_reader)

    assert shown(login(log_reader).get(LOG)) == [(1, "thing.done")]


def test_empty_log_says_when_something_comes(login, log_reader):
    assert "Er staat nog niets in het logboek." in texts(login(log_reader).get(LOG))


@pytest.mark.parametrize("count", [1, 3])
def test_log_needs_six_queries(login, log_reader, school, count, django_assert_num_queries):
    for _ in range(count):
        record("member.logged_in", make_member(school))
    client = login(log_reader)

    with django_assert_num_queries(6):  # session, user, member, entries, members to choose from, newest
        response = client.get(LOG)

    assert len(response.context["rows"]) == count


def test_own_acts_need_four_queries(login, contact, django_assert_num_queries):
    record("member.logged_in", contact)
    client = login(contact)

    with django_assert_num_queries(4):  # session, user, member, entries
        client.get(LOG)


def test_page_after_fifty_goes_on_where_the_first_stopped(login, log_reader):
    for _ in range(51):
        record("action.added", log_reader)
    client = login(log_reader)

    first = client.get(LOG, {"soort": "plan"})
    record("action.added", log_reader)  # moves nothing
    second = client.get(LOG + first.context["older_path"])

    assert [row.number for row in first.context["rows"]] == list(range(51, 1, -1))
    assert first.context["older_path"] == "?soort=plan&voor=2"
    assert [row.number for row in second.context["rows"]] == [1]
    assert second.context["older_path"] == ""


def test_fifty_are_one_page(login, log_reader):
    for _ in range(50):
        record("action.added", log_reader)

    response = login(log_reader).get(LOG)

    assert (len(response.context["rows"]), response.context["older_path"]) == (50, "")


@pytest.mark.parametrize("before", ["", "x", "-1", "²", "9" * 30])
def test_number_that_is_none_shows_the_newest(login, log_reader, before):
    record("action.added", log_reader)

    assert [number for number, _ in shown(login(log_reader).get(LOG, {"voor": before}))] == [1]


def test_page_beyond_the_first_number_leads_back(login, log_reader):
    record("action.added", log_reader)

    assert "Dit was alles. Terug naar de nieuwste regels" in texts(login(log_reader).get(LOG, {"voor": 1}))


def test_log_is_in_the_menu_of_who_only_reads_it(login, log_reader, school):
    client = login(log_reader)
    labels = [entry["label"] for entry in client.get(LOG).context["menu"]]
    both = make_member(school, Role.ADMIN, Role.LOG_READER)

    assert labels[0] == "Logboek"
    assert client.get(reverse("home")).headers["Location"] == LOG
    assert "Logboek" not in [entry["label"] for entry in login(both).get(LOG).context["menu"]]


@pytest.mark.parametrize("role", Role)
def test_whoever_sees_the_link_may_follow_it(school, role):
    """It stands on the page of the members, for everybody there."""
    member = make_member(school, role)

    assert member.can(Permission.MEMBER_READ) == member.can(Permission.AUDIT_READ)
