"""Choosing a part of the log: by member, by kind, by period."""

from datetime import UTC, datetime

import pytest

from tests.factories import NOW, make_member, make_user
from tests.schools.helpers import texts
from tests.schools.test_log import LOG, record

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.fixture
def numbers(login, log_reader):
    """Return a function that gives the numbers that a choice shows."""

    def of(**query):
        return [row.number for row in login(log_reader).get(LOG, query).context["rows"]]

    return of


def test_member_is_found_by_what_they_did_and_what_was_done_to_them(numbers, team_member, admin):
    record("action.added", team_member)
    record("action.added", admin)
    record("member.roles_changed", admin, team_member)
    record("member.login_failed", None, team_member)

    assert numbers(lid=team_member.pk) == [4, 3, 1]


CODE_OF = {
    "meldingen": "incident.read",
    "leden": "invitation.sent",
    "aanmelden": "member.logged_in",
    "ronden": "votes.revealed",
    "plan": "plan.pdf",
    "bewaren": "incident.names_forgotten",
    "logboek": "log.exported",
}


def test_each_kind_shows_its_own_codes(numbers, log_reader):
    for code in [*CODE_OF.values(), "thing.done"]:
        record(code, log_reader)

    assert [numbers(soort=kind) for kind in CODE_OF] == [[1], [2], [3], [4], [5], [6], [7]]
    assert len(numbers()) == 8


def test_days_are_those_of_the_school(numbers, team_member):
    """In November midnight in Brussels is 23:00 in UTC."""
    for day, hour, minute in [(4, 22, 59), (4, 23, 0), (5, 23, 0)]:
        at = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
        record("action.added", team_member, at=at)

    assert numbers(van="2026-11-05") == [3, 2]
    assert numbers(tot="2026-11-05") == [2, 1]
    assert numbers(van="05-11-2026", tot="05-11-2026") == [2]


def test_choices_narrow_each_other(numbers, team_member, contact):
    record("action.added", team_member)
    record("member.logged_in", team_member)
    record("member.logged_in", contact)

    assert numbers(lid=team_member.pk, soort="aanmelden") == [2]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"van": "31-02-2026"}, "Deze dag bestaat niet. Schrijf hem zo: 15-01-2027."),
        ({"van": "2026-11-05", "tot": "2026-11-04"}, "Deze dag valt voor de dag bij “Vanaf”."),
        ({"lid": "geen-lid"}, "Dit lid is er niet. Kies iemand uit de lijst."),
        ({"soort": "x"}, "Deze soort is er niet. Kies er een uit de lijst."),
    ],
)
def test_choice_that_cannot_be_is_explained_beside_it(login, log_reader, query, error):
    record("action.added", log_reader)

    response = login(log_reader).get(LOG, query)

    assert error in texts(response)
    assert response.context["rows"] == []
    assert "Pas eerst je keuze hierboven aan." in texts(response)


def test_wrong_day_stays_in_its_field(login, log_reader):
    page = login(log_reader).get(LOG, {"van": "31-02-2026"}).content.decode()

    assert 'value="31-02-2026"' in page


def test_member_of_another_school_is_unknown_here(login, log_reader, outsider):
    record("action.added", outsider)

    page = texts(login(log_reader).get(LOG, {"lid": outsider.pk}))

    assert "Dit lid is er niet." in page
    assert outsider.user.name not in page


def test_who_left_can_still_be_chosen(login, log_reader, school):
    make_member(school, user=make_user(name="Ann Weg"), left_at=NOW)

    assert "Ann Weg (vertrokken)" in texts(login(log_reader).get(LOG))


def test_who_sees_only_their_own_acts_has_no_members_to_choose_from(login, contact, team_member):
    record("action.added", team_member)

    response = login(contact).get(LOG, {"lid": team_member.pk})

    assert list(response.context["form"].fields) == ["soort", "van", "tot"]
    assert response.context["rows"] == []


def test_nothing_found_says_what_to_do(login, log_reader):
    record("action.added", log_reader)

    page = texts(login(log_reader).get(LOG, {"soort": "meldingen"}))

    assert "Bij deze keuze staat er niets in het logboek." in page
