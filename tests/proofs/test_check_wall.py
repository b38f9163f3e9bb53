"""The page that checks a plan, seen from PostgreSQL: a stranger reads one adopted version and its files."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from plans.models import File, Version
from plans.services.checking import adopted_version
from plans.services.versions import withdraw_version
from schools import walls
from schools.permissions import Role
from tests.factories import NOW, make_member, make_school
from tests.plans.version_world import adopt, make_ready, propose
from tests.postgres import as_role
from tests.proofs.walls import take_walls_down
from tests.test_scoping import SCOPED

pytestmark = [pytest.mark.proof, pytest.mark.postgres]
READABLE = {"plans.Version", "plans.File"}


def make_adopted(name):
    """Make a school with an adopted version, a draft of which the file is ready, and a proposal."""
    member = make_member(make_school(name=name), Role.PRINCIPAL)
    version = adopt(propose(member), member)
    make_ready(version.files.order_by("pk").first(), name.encode())
    draft = {"name": "x.pdf", "source": "{}", "key": "0" * 64, "asked_at": NOW}
    make_ready(File.unscoped.create(school=member.school, **draft), b"draft")
    return version, propose(member), member


@pytest.fixture
def ours(db):
    make_adopted("Een andere school")
    return make_adopted("Onze school")


def seen() -> dict[str, set]:
    """Return the rows that can be read, of every model of a school that has any."""
    rows = {label: set(apps.get_model(label).unscoped.values_list("pk", flat=True)) for label in SCOPED}
    return {label: found for label, found in rows.items() if found}


def test_stranger_sees_exactly_the_version_they_name_and_its_files(ours):
    version, _, _ = ours
    files = set(version.files.values_list("pk", flat=True))

    with as_role(), walls.with_version(version.pk):
        assert seen() == {"plans.Version": {version.pk}, "plans.File": files}
    assert len(files) == 5


def test_stranger_who_names_none_sees_nothing(ours):
    with as_role(), transaction.atomic():
        assert seen() == {}


@pytest.mark.parametrize("which", ["proposal", "withdrawn proposal", "unknown"])
def test_what_was_never_adopted_cannot_be_read_by_its_id(ours, which):
    _, proposal, member = ours
    make_ready(
        File.unscoped.create(
            school=member.school, version=proposal, name="x", source="{}", key="1", asked_at=NOW
        ),
        b"proposed",
    )
    if which == "withdrawn proposal":
        withdraw_version(proposal, by=member, at=NOW)

    with as_role(), walls.with_version(uuid4() if which == "unknown" else proposal.pk):
        assert seen() == {}


def test_withdrawn_version_that_was_adopted_can_be_read(ours):
    version, _, member = ours
    withdraw_version(version, by=member, at=NOW, reason="Fout.")

    with as_role(), walls.with_version(version.pk):
        assert set(seen()) == READABLE


def test_stranger_changes_and_adds_nothing(ours):
    version, _, _ = ours
    with as_role(), walls.with_version(version.pk):
        assert Version.unscoped.update(reason="x") == 0
        assert File.unscoped.update(page=9) == 0
        assert File.unscoped.all().delete()[0] == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            File.unscoped.create(
                school=version.school, version=version, name="x", source="{}", key="2", asked_at=NOW
            )


def test_after_a_while_nothing_can_be_read_any_more(ours):
    version, _, _ = ours
    with as_role(), transaction.atomic():
        with walls.with_version(version.pk):
            assert seen()
        assert seen() == {}


def test_page_is_told_of_the_version_as_a_stranger(ours):
    version, proposal, _ = ours
    with as_role():
        found, none = adopted_version(version.pk), adopted_version(proposal.pk)

    assert (found.school, found.number, len(found.files)) == ("Onze school", 1, 1)
    assert none is None


def test_member_of_another_school_reads_no_more_than_a_stranger(ours):
    version, _, _ = ours
    stranger = make_member(make_school())
    with as_role(), transaction.atomic():
        walls.enter_school(stranger.school_id, stranger.pk)
        with walls.with_version(version.pk):
            assert seen()["plans.Version"] == {version.pk}
        assert "plans.Version" not in seen()


def test_without_walls_the_stranger_reads_every_version(ours):
    """The hole that the wall closes: it shows that the proofs above can fail."""
    version, _, _ = ours
    take_walls_down()

    with as_role(), walls.with_version(version.pk):
        assert len(seen()["plans.Version"]) == 4
