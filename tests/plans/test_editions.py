import re
import xml.etree.ElementTree as ET

import pytest

from plans.editions import check_qr, draft_edition, version_edition
from plans.models import Audience
from plans.services.versions import withdraw_version
from tests.factories import NOW
from tests.plans.version_world import URL, adopt, agree, fresh, make_plan, propose

FULL, COUNCIL, PUPILS = Audience


def test_draft_says_of_which_day_it_is(team_member):
    edition = draft_edition(make_plan(team_member), team_member, FULL, NOW.date())

    assert edition.standing == "Ontwerp van 20 november 2026"
    assert (edition.number, edition.fingerprint, edition.check_url) == (0, "", "")
    assert edition.plan.cards[0].questions[0].agreement == "An belt."


def test_version_is_what_was_kept(team_member, principal):
    round = make_plan(team_member)
    version = adopt(propose(team_member, round), principal)
    agree(round, "Bo belt.")

    edition = version_edition(fresh(version), FULL, URL)

    assert (edition.number, edition.fingerprint, edition.check_url) == (1, version.sha256, URL)
    assert edition.plan.cards[0].questions[0].agreement == "An belt."


@pytest.mark.parametrize("audience", [COUNCIL, PUPILS])
def test_audience_gets_its_own_plan_without_the_name_of_who_adopted_it(team_member, principal, audience):
    version = adopt(propose(team_member), principal)

    edition = version_edition(version, audience, URL)

    assert edition.audience == audience
    assert edition.standing == "Vastgesteld op 20 november 2026 door de directie"
    assert edition.plan.incidents is None


def test_standing_follows_what_became_of_it(team_member, principal):
    version = propose(team_member)
    said = [version_edition(fresh(version), FULL, URL).standing]
    version = adopt(version, principal)
    said.append(version_edition(version, FULL, URL).standing)
    withdraw_version(version, by=principal, at=NOW, reason="Fout.")
    said.append(version_edition(fresh(version), FULL, URL).standing)

    assert said == [
        "Voorgesteld op 20 november 2026",
        f"Vastgesteld op 20 november 2026 door {principal.user.name}",
        "Ingetrokken op 20 november 2026",
    ]


def test_qr_code_is_a_drawing_or_a_picture():
    svg, png = check_qr(URL), check_qr(URL, "png")

    assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert not re.search(rb"<script|href|style=", svg)
    assert png.startswith(b"\x89PNG")
    assert check_qr(URL) == svg != check_qr(URL + "x")
