"""A contact who is party to an incident: the others go on, unless there is no other."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from incidents.services.access import LastReader, include_again
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.incidents.access_helpers import exclude, sees
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


def test_contact_who_is_party_finds_no_trace(login, contact, second, incident):
    make_incident(second, title="Andere")
    exclude(incident, contact, by=second)
    client = login(contact)

    pages = [client.get(reverse(f"incidents:{name}")) for name in ("list", "export", "handover")]

    assert not any("Zonnebloem" in p.content.decode() or incident.name in p.content.decode() for p in pages)
    assert pages[0].context["counts"]["total"] == 1
    for name in ("detail", "log", "invite", "exclude"):
        assert client.get(path(name, incident)).status_code == 404


def test_contact_excludes_oneself_and_a_colleague_goes_on(login, contact, second, incident):
    response = login(contact).post(path("exclude", incident), {"party": contact.pk})

    assert response.url == reverse("incidents:list")
    assert [sees(member, incident) for member in (contact, second)] == [False, True]
    waiting = login(second).get(reverse("incidents:handover")).context["waiting"]
    assert [(row.name, row.handler) for row in waiting] == [(incident.name, "")]


def test_other_contacts_hear_that_nobody_follows_it_up(
    school, contact, second, incident, mailoutbox, django_capture_on_commit_callbacks
):
    make_member(school, Role.CONTACT, contact_since=now())  # cannot read it yet
    with django_capture_on_commit_callbacks(execute=True):
        exclude(incident, contact, by=contact)

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([second.user.email], "Er staat iets voor je klaar")
    assert "https://school.example/meldingen/overnemen/" in mail.body
    assert not any(word in mail.body for word in ("Zonnebloem", "elding ", incident.name))


@pytest.mark.parametrize("is_closed", [False, True])
def test_nobody_is_mailed_while_nothing_is_left_to_follow_up(
    school, contact, second, incident, mailoutbox, django_capture_on_commit_callbacks, is_closed
):
    make_member(school, Role.CONTACT)  # who could hear of it
    type(incident).unscoped.filter(pk=incident.pk).update(is_closed=is_closed)
    incident.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        exclude(incident, contact if is_closed else second, by=second if is_closed else contact)

    assert mailoutbox == []


def test_last_contact_who_reads_is_not_excluded(login, contact, second, incident):
    exclude(incident, second, by=contact)

    page = login(contact).post(path("exclude", incident), {"party": contact.pk})

    assert "is het enige aanspreekpunt dat deze melding nu kan lezen." in texts(page)
    assert "Vraag de beheerder eerst om een tweede" in texts(page)
    assert sees(contact, incident)
    with pytest.raises(LastReader):
        exclude(incident, contact, by=contact)


def test_contact_who_still_waits_does_not_count_as_reader(contact, second, incident):
    second.contact_since = now()
    second.save()

    with pytest.raises(LastReader):
        exclude(incident, contact, by=contact)


def test_new_contact_who_handles_it_counts_as_reader(contact, second):
    second.contact_since = now()
    second.save()
    incident = make_incident(second)

    exclude(incident, contact, by=second)

    assert not sees(contact, incident)


def test_included_contact_reads_again(contact, second, incident):
    exclude(incident, second, by=contact)

    include_again(incident, party=second, by=contact, at=now())

    assert sees(second, incident)


def test_nobody_takes_back_their_own_exclusion(login, contact, second, incident):
    exclude(incident, second, by=contact)

    response = login(second).post(path("include", incident, second.pk))

    assert response.status_code == 404
    assert not sees(second, incident)
