from datetime import timedelta

import pytest

from plans.models import Audience, File, Format, State, Version
from plans.services.versions import ChangedMeanwhile, ImpossibleDay, adopt_version
from plans.snapshot import from_json
from tests.factories import NOW
from tests.plans.test_version_propose import log_of
from tests.plans.version_world import URL, adopt, fresh, make_plan, propose

Status = Version.Status
TODAY = NOW.date()
FULL, COUNCIL, PUPILS = Audience
PDF, WORD = Format


def try_to_adopt(version, by, **fields):
    values = {"at": NOW, "adopted_on": TODAY, "check_url": URL}
    adopt_version(version, by=by, **values | fields)


def test_adopting_keeps_who_and_when_and_changes_nothing_else(team_member, principal):
    version = propose(team_member)
    day = TODAY - timedelta(days=30)

    try_to_adopt(version, principal, adopted_on=day)

    adopted = fresh(version)
    assert (adopted.status, adopted.adopted_on, adopted.adopted_at) == (Status.ADOPTED, day, NOW)
    assert adopted.adopted_by == principal
    assert (adopted.data, adopted.sha256) == (version.data, version.sha256)
    assert log_of(version)[1:] == [("plan.adopted", principal.pk)]


def test_adopting_asks_for_the_files(team_member, principal):
    version = adopt(propose(team_member), principal)

    files = {(file.audience, file.format): file for file in version.files.all()}

    assert set(files) == {(FULL, PDF), (FULL, WORD), (COUNCIL, PDF), (COUNCIL, WORD), (PUPILS, PDF)}
    assert {file.state for file in files.values()} == {State.WAITING}
    assert all(URL in file.source and version.sha256 in file.source for file in files.values())
    name = principal.user.name
    assert [file.audience for file in files.values() if f"door {name}" in file.source] == [FULL, FULL]


@pytest.mark.parametrize("days", [-1, 31])
def test_day_to_come_or_too_long_ago_is_refused(team_member, principal, days):
    version = propose(team_member)

    with pytest.raises(ImpossibleDay):
        try_to_adopt(version, principal, adopted_on=TODAY - timedelta(days=days))

    assert fresh(version).status == Status.PROPOSED


def test_day_is_that_of_the_school_and_not_of_greenwich(team_member, principal):
    late = NOW.replace(hour=23, minute=30)  # half past midnight in Brussels

    try_to_adopt(version := propose(team_member), principal, at=late, adopted_on=TODAY + timedelta(days=1))

    assert fresh(version).status == Status.ADOPTED


def test_proposal_that_was_replaced_is_not_adopted(team_member, principal):
    round = make_plan(team_member)
    shown = propose(team_member, round)
    other = propose(team_member, round)

    with pytest.raises(ChangedMeanwhile):
        try_to_adopt(shown, principal)

    assert {fresh(shown).status, fresh(other).status} == {Status.WITHDRAWN, Status.PROPOSED}
    assert not File.unscoped.exists()


def test_other_plan_than_was_shown_is_not_adopted(team_member, principal):
    version = propose(team_member)

    with pytest.raises(ChangedMeanwhile):
        try_to_adopt(version, principal, sha256="0" * 64)

    assert fresh(version).status == Status.PROPOSED


def test_version_is_adopted_once(team_member, principal):
    version = propose(team_member)
    adopt(version, principal)

    with pytest.raises(ChangedMeanwhile):
        try_to_adopt(version, principal, adopted_on=TODAY - timedelta(days=1))

    assert fresh(version).adopted_on == TODAY
    assert version.files.count() == 5


def test_adopted_version_stays_beside_a_newer_one(team_member, principal):
    round = make_plan(team_member)
    first = adopt(propose(team_member, round), principal)
    second = adopt(propose(team_member, round), principal)

    assert [fresh(first).status, fresh(second).status] == [Status.ADOPTED, Status.ADOPTED]
    assert from_json(second.data).previous == "versie 1 van 20 november 2026"
