"""The list of members and open invitations."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from schools.permissions import Role
from tests.factories import NOW, make_member, make_school
from tests.schools.helpers import make_invitation, texts

LIST = "/school/leden/"


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_five_queries(login, admin, count, django_assert_num_queries):
    for _ in range(count - 1):
        make_member(admin.school)
    for _ in range(count):
        make_invitation(admin)
    client = login(admin)

    with django_assert_num_queries(5):  # session, user, member, members, invitations
        response = client.get(LIST)

    assert len(response.context["members"]) == count
    assert len(response.context["invitations"]) == count


def test_list_shows_the_members_of_this_school_who_did_not_leave(login, admin, team_member, outsider):
    make_member(admin.school, left_at=NOW)

    response = login(admin).get(LIST)

    assert set(response.context["members"]) == {admin, team_member}


def test_list_shows_roles_and_since_when(login, contact):
    make_member(contact.school, Role.PRINCIPAL, Role.TEAM)

    page = texts(login(contact).get(LIST))

    assert "werkgroep, directie Lid sinds 20 november 2026" in page


def test_list_shows_the_invitations_that_wait(login, admin):
    now = timezone.now()
    waiting, _ = make_invitation(admin)
    expired, _ = make_invitation(admin, expires_in=timedelta(hours=-1))
    make_invitation(admin, accepted_at=now)
    make_invitation(admin, withdrawn_at=now)
    make_invitation(make_member(make_school(), Role.ADMIN))

    response = login(admin).get(LIST)

    assert response.context["invitations"] == [(waiting, False), (expired, True)]


@pytest.mark.parametrize("persona", ["contact", "principal", "log_reader"])
def test_list_can_be_read_but_not_changed_by(request, login, persona):
    member = request.getfixturevalue(persona)
    make_member(member.school)
    make_invitation(member)

    page = login(member).get(LIST).content.decode()

    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    sheets = [f"{LIST}export/xlsx/", f"{LIST}export/"]
    terms = [] if persona == "contact" else ["/meldingen/bewaartermijnen/"]
    assert re.findall(r'href="([^"]*)"', main) == [*sheets, *terms, "/logboek/"]


def test_list_is_forbidden_to_the_team(login, team_member):
    assert login(team_member).get(LIST).status_code == 403


@pytest.mark.parametrize(("contacts", "advice"), [(0, "nog geen aanspreekpunt"), (1, "één aanspreekpunt")])
def test_list_advises_a_second_contact(login, admin, contacts, advice):
    for _ in range(contacts):
        make_member(admin.school, Role.CONTACT)

    assert advice in texts(login(admin).get(LIST))


def test_list_advises_nothing_with_two_contacts(login, admin):
    for _ in range(2):
        make_member(admin.school, Role.CONTACT)

    assert "Twee is" not in texts(login(admin).get(LIST))
