"""The pages on which a version is adopted, and withdrawn."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import File, Version
from plans.services.versions import withdraw_version
from tests.plans.test_version_pages import now, path
from tests.plans.version_world import adopt, agree, fresh, make_plan, propose

Status = Version.Status


# Reading


def test_proposal_is_read_as_it_was_put_forward(login, team_member, principal):
    round = make_plan(team_member)
    version = propose(team_member, round)
    agree(round, "Bo belt.")

    response = login(principal).post(path("read", version))

    (file,) = File.unscoped.all()
    assert response.url == reverse("plans:file_progress", args=[file.pk])
    assert "An belt." in file.source
    assert "Voorgesteld op" in file.source
    assert file.version is None


def test_adopted_version_has_files_of_its_own_to_read(login, team_member, principal):
    version = adopt(propose(team_member), principal)

    response = login(principal).post(path("read", version))

    assert response.url == path("version", version)
    assert File.unscoped.count() == version.files.count() == 5


# Adopting


def test_principal_adopts_what_was_shown_on_the_day_of_the_meeting(login, team_member, principal):
    version = propose(team_member, at=now())
    day = timezone.localdate() - timedelta(days=3)
    client = login(principal)
    shown = client.get(path("adopt", version)).context["form"]

    response = client.post(path("adopt", version), {**shown.initial, "adopted_on": day.isoformat()})

    assert response.url == path("version", version)
    assert (fresh(version).status, fresh(version).adopted_on) == (Status.ADOPTED, day)
    assert {f"http://testserver/controle/{version.pk}/" in file.source for file in version.files.all()} == {
        True
    }


def test_form_asks_for_today_at_first(login, team_member, principal):
    version = propose(team_member)

    page = login(principal).get(path("adopt", version)).content.decode()

    assert f'value="{timezone.localdate().isoformat()}"' in page
    assert 'type="checkbox"' not in page


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (-1, "Deze dag moet nog komen."),
        (31, "Deze dag is langer dan 30 dagen geleden."),
        (None, "Kies de dag"),
    ],
)
def test_impossible_day_is_explained_at_the_field(login, team_member, principal, days, says):
    version = propose(team_member)
    day = "" if days is None else (timezone.localdate() - timedelta(days=days)).isoformat()

    response = login(principal).post(path("adopt", version), {"adopted_on": day, "sha256": version.sha256})

    assert response.status_code == 422
    assert says in response.content.decode()
    assert day in response.content.decode()
    assert fresh(version).status == Status.PROPOSED


def test_proposal_replaced_while_the_principal_reads_is_not_adopted(login, team_member, principal):
    round = make_plan(team_member)
    version = propose(team_member, round)
    client = login(principal)
    shown = client.get(path("adopt", version)).context["form"].initial
    other = propose(team_member, round)

    response = client.post(path("adopt", version), shown)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Er is daarnet niets vastgesteld" in page
    assert "vervangen door versie 2" in page
    assert path("version", other) in page
    assert {fresh(version).status, fresh(other).status} == {Status.WITHDRAWN, Status.PROPOSED}


def test_second_principal_hears_who_was_first(login, team_member, principal):
    version = propose(team_member)
    client = login(principal)
    shown = client.get(path("adopt", version)).context["form"].initial
    adopt(version, principal, at=now())

    response = client.post(path("adopt", version), shown)

    assert response.status_code == 409
    assert f"door {principal.user.name}." in response.content.decode()


def test_form_of_another_plan_is_refused(login, team_member, principal):
    version = propose(team_member)
    sent = {"adopted_on": timezone.localdate().isoformat(), "sha256": "0" * 64}

    response = login(principal).post(path("adopt", version), sent)

    assert response.status_code == 409
    assert fresh(version).status == Status.PROPOSED


@pytest.mark.parametrize("method", ["get", "post"])
def test_adopting_is_forbidden_to_who_proposed_it(login, team_member, method):
    version = propose(team_member)

    assert getattr(login(team_member), method)(path("adopt", version)).status_code == 403


# Withdrawing


def test_team_member_withdraws_a_proposal(login, team_member):
    version = propose(team_member)

    response = login(team_member).post(path("withdraw", version), {"reason": ""})

    assert response.url == path("version", version)
    assert fresh(version).status == Status.WITHDRAWN


@pytest.mark.parametrize("method", ["get", "post"])
def test_adopted_version_is_withdrawn_by_no_team_member(login, team_member, principal, method):
    version = adopt(propose(team_member), principal)

    response = getattr(login(team_member), method)(path("withdraw", version), {"reason": "Fout."})

    assert response.status_code == 403
    assert fresh(version).status == Status.ADOPTED


def test_principal_withdraws_an_adopted_version_for_a_reason(login, team_member, principal):
    version = adopt(propose(team_member), principal)
    client = login(principal)

    refused = client.post(path("withdraw", version), {"reason": " "})
    client.post(path("withdraw", version), {"reason": "Er stond een fout in."})

    assert refused.status_code == 422
    assert "Schrijf waarom deze versie niet meer geldt." in refused.content.decode()
    page = client.get(path("version", version)).content.decode()
    assert "Reden: Er stond een fout in." in page


def test_withdrawn_version_cannot_be_withdrawn_again(login, team_member):
    version = propose(team_member)
    withdraw_version(version, by=team_member, at=now())

    page = login(team_member).get(path("withdraw", version)).content.decode()

    assert "Deze versie is al ingetrokken." in page
    assert "Trek versie 1 in" not in page
