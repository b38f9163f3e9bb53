import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Version
from tests.factories import make_card, make_round, make_theme
from tests.plans.version_world import adopt, agree, make_plan, make_ready, propose

Status = Version.Status
LIST, PROPOSE = reverse("plans:versions"), reverse("plans:propose")


def path(name, version):
    return reverse(f"plans:{name}", args=[version.pk])


def now():
    return timezone.now()


# The list


def test_list_without_a_version_says_what_one_is(login, team_member):
    make_plan(team_member)

    page = login(team_member).get(LIST).content.decode()

    assert "Nog geen versie" in page
    assert f'href="{PROPOSE}"' in page


def test_list_without_a_round_says_why_there_is_no_draft(login, team_member):
    page = login(team_member).get(LIST).content.decode()

    assert "er is nog geen ronde" in page
    assert PROPOSE not in page


def test_list_offers_no_proposing_to_the_admin(login, admin, team_member):
    make_plan(team_member)

    assert PROPOSE not in login(admin).get(LIST).content.decode()


def test_list_shows_all_versions_of_the_own_school(login, team_member, principal, outsider):
    round = make_plan(team_member)
    adopt(propose(team_member, round), principal)
    adopt(propose(team_member, round), principal)
    propose(team_member, round)
    propose(outsider)

    rows = login(team_member).get(LIST).context["versions"]

    assert [(row.number, row.status, row.holds, len(row.files)) for row in rows] == [
        (3, "voorgesteld", False, 0),
        (2, "vastgesteld", True, 5),
        (1, "vastgesteld", False, 5),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_six_queries(login, team_member, principal, count, django_assert_num_queries):
    round = make_plan(team_member)
    for _ in range(count):
        adopt(propose(team_member, round), principal)
    client = login(team_member)

    with django_assert_num_queries(6):  # session, user, member, versions, files, rounds
        response = client.get(LIST)

    assert len(response.context["versions"]) == count


# Putting forward


def test_preview_tells_number_and_changes_before_anything_is_kept(login, team_member, principal):
    round = make_plan(team_member)
    adopt(propose(team_member, round), principal)
    agree(round, "Bo belt.")

    page = login(team_member).get(PROPOSE).content.decode()

    assert "Leg versie 2 voor" in page
    assert "De afspraak bij Meldpunt is anders verwoord." in page
    assert Version.unscoped.count() == 1


def test_preview_says_which_proposal_is_replaced(login, team_member):
    propose(team_member, make_plan(team_member))

    page = login(team_member).get(PROPOSE).content.decode()

    assert "Versie 1 ligt nog bij de directie." in page


def test_proposing_leads_to_the_version(login, team_member):
    make_plan(team_member)

    response = login(team_member).post(PROPOSE, {"number": "1"})

    version = Version.unscoped.get()
    assert response.url == path("version", version)
    assert version.proposed_by == team_member


def test_form_that_is_sent_twice_makes_one_version(login, team_member):
    make_plan(team_member)
    client = login(team_member)

    client.post(PROPOSE, {"number": "1"})
    response = client.post(PROPOSE, {"number": "1"}, follow=True)

    assert Version.unscoped.get().status == Status.PROPOSED
    assert "Er is intussen al een andere versie." in response.content.decode()


def test_empty_plan_cannot_be_put_forward(login, team_member):
    make_round(team_member, make_card(make_theme()).theme)

    response = login(team_member).post(PROPOSE, {"number": "1"})

    assert response.status_code == 422
    assert "Er staat nog niets in het plan" in response.content.decode()


def test_plan_of_an_earlier_round_can_be_put_forward(login, team_member):
    earlier = make_plan(team_member, school_year=2025, closed_at=now())
    make_round(team_member, make_card(make_theme()).theme)

    login(team_member).post(f"{PROPOSE}?ronde={earlier.pk}", {"number": "1"})

    assert Version.unscoped.get().school_year == 2025


# One version


def test_page_of_a_proposal_offers_each_what_they_may(login, team_member, principal, admin):
    version = propose(team_member)
    may = {
        member: [
            response.context["may_adopt"],
            response.context["may_withdraw"],
            path("adopt", version) in response.content.decode(),
        ]
        for member in (team_member, principal, admin)
        for response in [login(member).get(path("version", version))]
    }

    assert may == {
        team_member: [False, True, False],
        principal: [True, True, True],
        admin: [False, False, False],
    }


def test_page_shows_changes_files_and_fingerprints(login, team_member, principal):
    round = make_plan(team_member)
    adopt(propose(team_member, round), principal)
    agree(round, "Bo belt.")
    version = adopt(propose(team_member, round), principal)
    make_ready(version.files.get(audience="pupils"), b"%PDF")

    response = login(team_member).get(path("version", version))

    page = response.content.decode()
    assert "De afspraak bij Meldpunt is anders verwoord." in page
    assert "".join(f"<span>{version.sha256[n : n + 8]}</span>" for n in range(0, 64, 8)) in page
    stands = {file.label: file.stand for file in response.context["row"].files}
    assert stands["Leerlingen, PDF"] == "klaar"
    assert set(stands.values()) == {"klaar", "wacht op haar beurt"}
    assert f"http://testserver/controle/{version.pk}/" in page


@pytest.mark.parametrize("name", ["version", "adopt", "withdraw"])
def test_version_of_another_school_does_not_exist(login, principal, outsider, name):
    version = propose(outsider)

    assert login(principal).get(path(name, version)).status_code == 404
    assert login(principal).post(path(name, version), {"reason": "x"}).status_code in (404, 405)


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_five_queries(login, team_member, principal, count, django_assert_num_queries):
    round = make_plan(team_member)
    version = [adopt(propose(team_member, round), principal) for _ in range(count)][-1]
    client = login(team_member)

    with django_assert_num_queries(5):  # session, user, member, version, files
        client.get(path("version", version))
