"""On your profile you choose which mails about actions you get, for each school apart."""

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse

from schools import walls
from schools.mail_choices import choose_mails
from schools.models import Membership
from schools.permissions import Role
from schools.services import MemberLeft
from tests.factories import NOW, make_member, make_school
from tests.postgres import as_role
from tests.schools.helpers import acts, texts

PROFILE, CHOOSE = "/profiel/", "/profiel/mails/"
HEADING = "Mails over acties"


def chosen(*members) -> list[tuple]:
    """Return (reminders, overview) of each member, as it is kept."""
    kept = {m.pk: (m.wants_reminders, m.wants_digest) for m in Membership.unscoped.all()}
    return [kept[member.pk] for member in members]


@pytest.fixture
def elsewhere(team_member):
    """The same person, in a second school."""
    return make_member(make_school(), user=team_member.user, joined_at=NOW.replace(year=2027))


def test_members_get_both_mails_until_they_choose(login, team_member):
    form = login(team_member).get(PROFILE).context["form"]

    assert form.initial == {"wants_reminders": True, "wants_digest": True}
    assert chosen(team_member) == [(True, True)]


@pytest.mark.parametrize("boxes", [(), ("wants_reminders",), ("wants_digest",)])
def test_choice_is_kept_written_down_and_shown(login, team_member, boxes):
    client, expected = login(team_member), ("wants_reminders" in boxes, "wants_digest" in boxes)

    response = client.post(CHOOSE, dict.fromkeys(boxes, "on"))

    assert response.headers["Location"] == PROFILE
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Je keuze is bewaard."]
    assert chosen(team_member) == [expected]
    assert acts(team_member.school) == [("member.mails_chosen", team_member)]
    assert tuple(client.get(PROFILE).context["form"].initial.values()) == expected


def test_colleagues_and_the_other_school_are_left_alone(login, team_member, contact, elsewhere, outsider):
    login(team_member).post(CHOOSE)

    others = (contact, elsewhere, outsider)
    assert chosen(team_member, *others) == [(False, False)] + [(True, True)] * 3
    assert acts(elsewhere.school) == []


def test_choice_is_about_the_school_one_works_in(login, team_member, elsewhere):
    client = login(team_member)
    client.post(reverse("schools:switch", args=[elsewhere.pk]))

    client.post(CHOOSE)

    assert chosen(team_member, elsewhere) == [(True, True), (False, False)]
    assert f"jouw acties in {elsewhere.school}." in texts(client.get(PROFILE))


def test_nobody_chooses_for_somebody_else_by_sending_more(login, team_member, contact):
    more = {"member": contact.pk, "pk": contact.pk, "user": contact.user_id, "school": contact.school_id}

    login(team_member).post(CHOOSE, more)

    assert chosen(team_member, contact) == [(False, False), (True, True)]


def test_who_gets_no_such_mails_is_offered_no_choice(login, log_reader):
    client = login(log_reader)

    assert HEADING not in texts(client.get(PROFILE))
    assert client.post(CHOOSE).status_code == 403
    assert chosen(log_reader) == [(True, True)]


@pytest.mark.parametrize("role", [Role.TEAM, Role.CONTACT, Role.PRINCIPAL, Role.ADMIN])
def test_who_may_own_an_action_is_offered_the_choice(login, school, role):
    page = texts(login(make_member(school, role)).get(PROFILE))

    assert HEADING in page
    assert "ook mails over meldingen, je lidmaatschap en je tweede stap blijven komen." in page


def test_who_left_meanwhile_chooses_nothing(team_member):
    Membership.unscoped.filter(pk=team_member.pk).update(left_at=NOW)

    with pytest.raises(MemberLeft):
        choose_mails(wants_reminders=False, wants_digest=False, by=team_member, at=NOW)

    assert chosen(team_member) == [(True, True)]
    assert acts(team_member.school) == []


def test_day_of_switching_on_again_is_kept_and_no_other_save_moves_it(team_member):
    for wants, at in [(True, 1), (False, 2), (True, 3), (True, 4)]:
        choose_mails(wants_reminders=wants, wants_digest=True, by=team_member, at=NOW.replace(day=at))

    team_member.refresh_from_db()
    assert team_member.reminders_since == NOW.replace(day=3)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_walls_let_nobody_choose_for_another_school(team_member, elsewhere):
    """Their own membership of another school can be read, and not be written."""
    with as_role(), transaction.atomic():
        walls.enter_user(team_member.user_id)
        walls.enter_school(team_member.school_id, team_member.pk)
        assert Membership.unscoped.filter(pk=elsewhere.pk).exists()

        with pytest.raises(MemberLeft):
            choose_mails(wants_reminders=False, wants_digest=False, by=elsewhere, at=NOW)

    assert chosen(team_member, elsewhere) == [(True, True), (True, True)]
