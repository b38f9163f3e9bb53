"""Who is party to an incident never reads it, whatever their role, and finds no trace of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from incidents.models import Access, Exclusion, Incident
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.incidents.access_helpers import acts, events, exclude, invite, sees
from tests.schools.helpers import texts


@pytest.fixture
def second(school, contact):
    """Another contact, so that one of them can be excluded."""
    return make_member(school, Role.CONTACT)


@pytest.fixture
def incident(contact, second):
    return make_incident(contact, title="Zonnebloem")


def path(name, incident, *args):
    return reverse(f"incidents:{name}", args=[incident.pk, *args])


def test_invited_colleague_who_is_party_reads_no_more(login, contact, team_member, incident):
    invite(incident, team_member, by=contact)

    login(contact).post(path("exclude", incident), {"party": team_member.pk})

    assert not sees(team_member, incident)
    assert not Access.unscoped.filter(member=team_member, ended_at=None).exists()
    assert acts("access.")[1:] == [("access.excluded", contact)]
    words = "Iemand die zelf betrokken is, is uitgesloten van deze melding."  # without the name
    assert events(incident, contact)[1:] == [("access.excluded", words)]


@pytest.mark.parametrize("role", list(Role))
def test_no_role_reads_what_one_is_party_to(school, contact, incident, role):
    party = make_member(school, role)
    Access.unscoped.create(  # as if a way were left open
        school=school,
        incident=incident,
        member=party,
        kind="handler" if role == Role.CONTACT else "invited",
        given_by=contact,
        given_at=now(),
        until=None if role == Role.CONTACT else now() + timedelta(days=9),
    )
    assert sees(party, incident)

    Exclusion.unscoped.create(school=school, incident=incident, member=party)

    assert not sees(party, incident)


def test_exclusion_holds_within_another_query_on_incidents(school, contact, second, incident):
    """There the incidents have another name, and the condition must be about that one."""
    other = make_incident(contact)
    Exclusion.unscoped.create(school=school, incident=incident, member=second)

    visible = Incident.objects.visible_to(second)

    assert list(Incident.unscoped.filter(pk__in=visible.values("pk"))) == [other]
    assert set(Access.unscoped.filter(incident__in=visible).values_list("incident")) == {(other.pk,)}


def test_excluding_twice_is_once(contact, team_member, incident):
    exclude(incident, team_member, by=contact)
    exclude(incident, team_member, by=contact)

    assert acts("access.") == [("access.excluded", contact)]


def test_person_can_be_included_again(login, contact, team_member, incident):
    invite(incident, team_member, by=contact)
    exclude(incident, team_member, by=contact)

    for _ in range(2):
        login(contact).post(path("include", incident, team_member.pk))

    assert acts("access.i") == [("access.invited", contact), ("access.included", contact)]
    assert events(incident, contact)[-1][0] == "access.included"
    assert not sees(team_member, incident)  # what was given before stays ended
    invite(incident, team_member, by=contact)
    assert sees(team_member, incident)


@pytest.mark.parametrize(
    ("who", "status"), [("team_member", 403), ("principal", 404), ("admin", 404), ("outsider", 404)]
)
def test_only_a_contact_excludes_and_includes(request, login, contact, team_member, incident, who, status):
    invite(incident, team_member, by=contact)
    exclusion = exclude(incident, make_member(contact.school), by=contact)
    client = login(request.getfixturevalue(who))
    answers = [
        client.get(path("exclude", incident)),
        client.post(path("exclude", incident), {"party": contact.pk}),
        client.post(path("include", incident, exclusion.member_id)),
    ]

    assert [answer.status_code for answer in answers] == [status] * 3
    assert Exclusion.unscoped.filter(incident=incident).count() == 1


def test_nobody_of_another_school_is_offered_or_taken(login, contact, incident, outsider):
    page = login(contact).post(path("exclude", incident), {"party": outsider.pk})

    assert "Kies iemand uit de lijst." in texts(page)
    assert login(contact).post(path("include", incident, outsider.pk)).status_code == 404
    assert not Exclusion.unscoped.filter(incident=incident).exists()


def test_page_shows_a_contact_who_is_excluded(login, contact, second, team_member, incident):
    exclude(incident, team_member, by=contact)
    invite(incident, colleague := make_member(contact.school), by=contact)

    page = login(contact).get(path("detail", incident))
    theirs = login(colleague).get(path("detail", incident))

    assert [reader.name for reader in page.context["access"]["excluded"]] == [team_member.user.name]
    assert "excluded" not in theirs.context["access"]
