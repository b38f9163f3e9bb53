"""The page of the emergency: confirm with the second factor first, and lose nothing that was typed."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now

from tests.factories import make_incident
from tests.incidents.access_helpers import REASON, acts, exclude, sees
from tests.schools.helpers import add_app, code_now, texts

PATH = "/meldingen/noodtoegang/"
CODE = f"/account/bevestigen/code/?next={PATH.replace('/', '%2F')}"


@pytest.fixture
def incident(contact):
    return make_incident(contact)


@pytest.fixture
def client_of_principal(client, principal):
    add_app(principal.user)
    client.force_login(principal.user)
    return client


def confirm(client, member, method="mfa", ago=0):
    """Note in the session that this was given so many seconds ago."""
    request = HttpRequest()
    request.session = client.session
    with time_machine.travel(now() - timedelta(seconds=ago), tick=False):
        record_authentication(request, member.user, method=method)
    request.session.save()


def form(incident, **fields):
    return {"number": incident.name, "reason": REASON} | fields


def test_page_asks_to_confirm_before_it_asks_anything_else(client_of_principal):
    response = client_of_principal.get(PATH)

    assert [way["url"] for way in response.context["ways"]] == [CODE]
    assert "Open de melding" not in texts(response)


def test_code_leads_back_to_the_form(client_of_principal):
    answer = client_of_principal.post(CODE, {"code": code_now(), "next": PATH})

    assert answer.url == PATH
    assert "Open de melding" in texts(client_of_principal.get(PATH))


def test_confirmed_principal_opens_the_incident(client_of_principal, principal, incident):
    confirm(client_of_principal, principal)

    response = client_of_principal.post(PATH, form(incident))

    assert response.url == reverse("incidents:detail", args=[incident.pk])
    assert sees(principal, incident)


@pytest.mark.parametrize(("method", "ago"), [("mfa", 301), ("password", 0)])
def test_too_long_ago_or_with_the_password_only_opens_nothing(
    client_of_principal, principal, incident, method, ago
):
    confirm(client_of_principal, principal, method, ago)

    response = client_of_principal.post(PATH, form(incident))

    assert not sees(principal, incident)
    assert "bevestig eerst opnieuw" in texts(response)
    assert response.context["form"]["reason"].value() == REASON
    assert f'href="{CODE}" target="_blank"' in response.content.decode()


def test_what_was_typed_is_not_kept_in_the_session(client_of_principal, incident):
    """It stands in the database as it is: a dump would show the reason."""
    client_of_principal.post(PATH, form(incident))

    stored = [session.get_decoded() for session in Session.objects.all()]
    assert REASON not in repr(stored)


def test_password_counts_for_who_has_no_second_factor_in_the_demonstration(
    settings, client, principal, incident
):
    settings.DEMO = True
    client.force_login(principal.user)
    assert [way["description"] for way in client.get(PATH).context["ways"]] == ["Met je wachtwoord"]
    confirm(client, principal, "password")

    client.post(PATH, form(incident))

    assert sees(principal, incident)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"number": "14"}, "number"),
        ({"number": ""}, "number"),
        ({"reason": "Te kort."}, "reason"),
        ({"reason": " " * 30}, "reason"),
    ],
)
def test_faults_are_told_beside_the_field(client_of_principal, principal, incident, fields, field):
    confirm(client_of_principal, principal)

    response = client_of_principal.post(PATH, form(incident, **fields))

    assert list(response.context["form"].errors) == [field]
    assert not sees(principal, incident)


def test_excluded_principal_gets_the_answer_of_a_number_that_does_not_exist(
    client_of_principal, contact, principal, incident
):
    exclude(incident, principal, by=contact)
    confirm(client_of_principal, principal)

    answers = [
        client_of_principal.post(PATH, form(incident, number=n)) for n in (incident.name, "2026-999")
    ]

    same, nowhere = [texts(answer).replace(incident.name, "2026-999") for answer in answers]
    assert same == nowhere
    assert "Met dit nummer kun je geen melding openen." in same
    assert [answer.context["form"]["reason"].value() for answer in answers] == [REASON, REASON]
    assert acts("object.") == [("object.refused", principal)] * 2
