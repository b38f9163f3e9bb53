"""Two people at the same moment, on connections of their own. SQLite lets one write at a time."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from plans.models import Version
from plans.services.versions import ChangedMeanwhile, ProposedMeanwhile, withdraw_version
from schools import walls
from schools.permissions import Role
from tests.assessments.test_at_once import act, held, wait_for_lock
from tests.factories import NOW, make_member
from tests.plans.version_world import adopt, fresh, make_plan, propose

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Status = Version.Status


@pytest.fixture
def round(transactional_db, team_member):
    return make_plan(team_member)


def outcome(function, refusal):
    """Return what the function raised of this kind, or None when it went through."""
    try:
        function()
    except refusal as error:
        return error


def second_of(first, second, refusal):
    """Run the first and hold its commit until the second waits for it; return how the second ended."""
    with ThreadPoolExecutor(2) as pool:
        with held(pool, first):
            waiting = pool.submit(act, partial(outcome, second, refusal))
            wait_for_lock(waiting)
        return waiting.result()


def test_of_two_principals_one_adopts(team_member, principal, round):
    version, other = propose(team_member, round), make_member(team_member.school, Role.PRINCIPAL)

    refused = second_of(
        partial(adopt, version, principal), partial(adopt, version, other), ChangedMeanwhile
    )

    assert isinstance(refused, ChangedMeanwhile)
    assert fresh(version).adopted_by == principal
    assert version.files.count() == 5


def test_of_two_who_propose_one_does(team_member, principal, round):
    refused = second_of(
        partial(propose, team_member, round), partial(propose, principal, round), ProposedMeanwhile
    )

    assert isinstance(refused, ProposedMeanwhile)
    assert Version.unscoped.get().proposed_by == team_member


def test_proposal_that_is_being_adopted_is_not_replaced(team_member, principal, round):
    version = propose(team_member, round)

    refused = second_of(
        partial(adopt, version, principal), partial(propose, team_member, round), ProposedMeanwhile
    )

    assert isinstance(refused, ProposedMeanwhile)
    assert [v.status for v in Version.unscoped.all()] == [Status.ADOPTED]


def test_proposal_that_is_being_withdrawn_is_not_adopted(team_member, principal, round):
    version = propose(team_member, round)
    withdraw = partial(withdraw_version, version, by=team_member, at=NOW)

    refused = second_of(withdraw, partial(adopt, version, principal), ChangedMeanwhile)

    assert isinstance(refused, ChangedMeanwhile)
    assert fresh(version).status == Status.WITHDRAWN
    assert not version.files.exists()


def test_nobody_waits_in_another_school(team_member, outsider, round):
    theirs = make_plan(outsider)
    with ThreadPoolExecutor(2) as pool, held(pool, partial(propose, team_member, round)):
        pool.submit(act, partial(propose, outsider, theirs)).result(timeout=5)

    assert walls.has_walls()
    assert Version.unscoped.count() == 2
