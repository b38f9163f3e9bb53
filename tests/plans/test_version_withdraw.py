import pytest

from plans.models import Version
from plans.services.versions import ChangedMeanwhile, ReasonMissing, withdraw_version
from plans.snapshot import from_json
from tests.factories import NOW
from tests.plans.test_version_propose import log_of
from tests.plans.version_world import adopt, fresh, make_plan, propose

Status = Version.Status


def withdraw(version, by, reason=""):
    withdraw_version(version, by=by, at=NOW, reason=reason)


def test_proposal_is_withdrawn_without_a_reason(team_member):
    version = propose(team_member)

    withdraw(version, team_member)

    assert (fresh(version).status, fresh(version).reason) == (Status.WITHDRAWN, "")
    assert log_of(version)[1:] == [("plan.withdrawn", team_member.pk)]


def test_adopted_version_is_withdrawn_for_a_reason_and_keeps_its_files(team_member, principal):
    version = adopt(propose(team_member), principal)

    withdraw(version, principal, " Er stond een fout in. ")

    ended = fresh(version)
    assert (ended.status, ended.reason) == (Status.WITHDRAWN, "Er stond een fout in.")
    assert (ended.withdrawn_by, ended.withdrawn_at) == (principal, NOW)
    assert (ended.adopted_on, ended.adopted_by) == (version.adopted_on, principal)
    assert ended.files.count() == 5


def test_adopted_version_is_not_withdrawn_without_a_reason(team_member, principal):
    version = adopt(propose(team_member), principal)

    with pytest.raises(ReasonMissing):
        withdraw(version, principal, "  ")

    assert fresh(version).status == Status.ADOPTED


def test_proposal_that_was_adopted_meanwhile_is_not_withdrawn(team_member, principal):
    seen = propose(team_member)
    adopt(fresh(seen), principal)

    with pytest.raises(ChangedMeanwhile):
        withdraw(seen, team_member, "x")

    assert fresh(seen).status == Status.ADOPTED


def test_withdrawing_twice_changes_nothing(team_member):
    version = propose(team_member)
    withdraw(version, team_member, "Eerste reden")

    with pytest.raises(ChangedMeanwhile):
        withdraw(fresh(version), team_member, "Tweede reden")

    assert fresh(version).reason == "Eerste reden"


def test_next_version_is_compared_with_the_newest_that_still_holds(team_member, principal):
    round = make_plan(team_member)
    adopt(propose(team_member, round), principal)
    withdraw(adopt(propose(team_member, round), principal), principal, "Fout.")

    assert from_json(propose(team_member, round).data).previous == "versie 1 van 20 november 2026"
