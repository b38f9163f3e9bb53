"""Asking a colleague to take over, and what the list of incidents says to contacts and principals."""

from uuid import uuid4

import pytest
from django.urls import reverse

from incidents.models import Access
from schools.permissions import Role
from tests.factories import make_incident, make_member
from tests.incidents.access_helpers import acts, events, exclude
from tests.schools.helpers import texts

LIST, ASK = "/meldingen/overnemen/", "/meldingen/overdragen/"


@pytest.fixture
def leaver(school):
    return make_member(school, Role.CONTACT)


@pytest.fixture
def incident(leaver):
    return make_incident(leaver, title="Zonnebloem")


@pytest.fixture
def ask(login, django_capture_on_commit_callbacks):
    def send(by, successor, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return login(by).post(ASK, {"successor": successor.pk, "key": uuid4()} | fields)

    return send


def test_successor_is_asked_without_content(ask, login, contact, leaver, incident, mailoutbox):
    ask(leaver, contact)

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([contact.user.email], "Er staat iets voor je klaar")
    assert f"http://testserver{LIST}?van={leaver.pk}" in mail.body
    assert not any(word in mail.body for word in ("Zonnebloem", "elding ", incident.name))
    assert acts("handover.") == [("handover.asked", leaver)]
    assert [act for act, _ in events(incident, contact)] == ["handover.asked"]
    [row] = login(contact).get(LIST, {"van": leaver.pk}).context["asked"]
    assert (row.title, row.handler) == ("Zonnebloem", leaver.user.name)


def test_incident_stays_until_it_is_accepted(ask, login, contact, leaver, incident):
    ask(leaver, contact)
    handling = Access.unscoped.filter(incident=incident, kind="handler", ended_at=None)
    assert handling.get().member == leaver

    login(contact).post(reverse("incidents:accept", args=[incident.pk]), {"seen": handling.get().pk})

    assert handling.get().member == contact


def test_successor_who_is_party_gets_the_same_mail_and_finds_nothing(
    ask, login, contact, leaver, incident, mailoutbox
):
    exclude(incident, contact, by=leaver)

    ask(leaver, contact)

    page = login(contact).get(LIST, {"van": leaver.pk})
    assert page.context["asked"] == []
    assert "Zonnebloem" not in page.content.decode()
    assert len(mailoutbox) == 1
    assert [act for act, _ in events(incident, leaver)] == ["access.excluded"]


def test_same_form_twice_asks_once(ask, contact, leaver, incident, mailoutbox):
    key = uuid4()

    for _ in range(2):
        ask(leaver, contact, key=key)

    assert len(mailoutbox) == len(acts("handover.")) == 1


def test_only_another_contact_can_be_asked(ask, contact, leaver, team_member, outsider):
    make_incident(leaver)

    for nobody in (leaver, team_member, outsider):
        response = ask(leaver, nobody)
        assert "Kies iemand uit de lijst." in response.context["form"].errors["successor"][0]

    assert set(response.context["form"].fields["successor"].queryset) == {contact}
    assert acts("handover.") == []


def test_who_follows_nothing_up_has_nothing_to_ask(login, contact):
    page = texts(login(contact).get(ASK))

    assert "Je volgt nu geen open meldingen op." in page


@pytest.mark.parametrize("who", ["team_member", "principal", "admin", "log_reader"])
def test_others_have_nothing_to_hand_over(request, login, who):
    assert login(request.getfixturevalue(who)).get(ASK).status_code == 403


@pytest.mark.parametrize("van", ["", "abc", "outsider", "self"])
def test_list_without_a_colleague_who_asks(login, contact, outsider, van):
    value = {"outsider": outsider.pk, "self": contact.pk}.get(van, van)

    assert login(contact).get(LIST, {"van": value}).context["asking"] is None
