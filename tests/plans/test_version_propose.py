import pytest

from plans.models import Version
from plans.services.versions import EmptyPlan, ProposedMeanwhile, propose_version
from plans.snapshot import fingerprint, from_json
from schools.models import AuditEntry
from tests.factories import NOW, make_card, make_round, make_theme
from tests.plans.version_world import adopt, agree, fresh, make_plan, propose

Status = Version.Status


def log_of(version):
    entries = AuditEntry.unscoped.filter(target=f"plans.version:{version.pk}")
    return list(entries.order_by("number").values_list("action", "by"))


def test_proposal_keeps_the_plan_as_it_is(team_member):
    round = make_plan(team_member)

    version = fresh(propose(team_member, round))
    agree(round, "Bo belt.")

    assert (version.number, version.school_year, version.status) == (1, 2026, Status.PROPOSED)
    assert (version.school, version.proposed_by, version.proposed_at) == (
        team_member.school,
        team_member,
        NOW,
    )
    assert version.sha256 == fingerprint(fresh(version).data)
    plan = from_json(version.data)
    assert plan.themes[0].cards[0].questions[0].agreement == "An belt."
    assert (plan.changes, plan.previous) == ((), "")
    assert log_of(version) == [("plan.proposed", team_member.pk)]


def test_second_version_opens_with_what_changed_since_the_adopted_one(team_member, principal):
    round = make_plan(team_member)
    adopt(propose(team_member, round), principal)
    agree(round, "Bo belt.")

    plan = from_json(propose(team_member, round).data)

    assert plan.changes == ("De afspraak bij Meldpunt is anders verwoord.",)
    assert plan.previous == "versie 1 van 20 november 2026"


def test_new_proposal_takes_the_place_of_the_earlier_one(team_member, principal):
    round = make_plan(team_member)
    first = propose(team_member, round)

    second = propose(principal, round)

    first = fresh(first)
    assert (first.status, first.reason) == (Status.WITHDRAWN, "vervangen door versie 2")
    assert (first.withdrawn_by, first.withdrawn_at, first.adopted_at) == (principal, NOW, None)
    assert log_of(first)[1:] == [("plan.withdrawn", principal.pk)]
    assert (second.number, fresh(second).status) == (2, Status.PROPOSED)
    assert from_json(second.data).previous == ""  # what was never adopted is no plan to compare with


def test_number_goes_on_after_what_was_withdrawn(team_member):
    round = make_plan(team_member)

    numbers = [propose(team_member, round).number for _ in range(3)]

    assert numbers == [1, 2, 3]


def test_empty_plan_is_refused(team_member):
    round = make_round(team_member, make_card(make_theme()).theme)

    with pytest.raises(EmptyPlan):
        propose(team_member, round)

    assert not Version.unscoped.exists()


def test_number_that_is_taken_is_refused(team_member):
    round = make_plan(team_member)
    first = propose(team_member, round)

    with pytest.raises(ProposedMeanwhile):
        propose_version(round, by=team_member, at=NOW, number=1)

    assert list(Version.unscoped.all()) == [first]
    assert fresh(first).status == Status.PROPOSED


def test_schools_number_their_own_versions(team_member, outsider):
    ours, theirs = propose(team_member), propose(outsider)

    assert (ours.number, theirs.number) == (1, 1)
    assert fresh(ours).status == fresh(theirs).status == Status.PROPOSED
