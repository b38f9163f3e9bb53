"""What the database itself refuses of a version and of its ready files, on SQLite and PostgreSQL."""

import pytest
from django.db import DatabaseError, transaction

from plans.models import File, Version
from tests.factories import NOW
from tests.plans.version_world import adopt, fresh, make_ready, propose

REFUSED = "stays as it was"


@pytest.fixture
def version(team_member, principal):
    return adopt(propose(team_member), principal)


@pytest.fixture
def file(version):
    make_ready(file := version.files.order_by("pk").first(), b"%PDF")
    return file


def refuses(rows, **fields) -> bool:
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        rows.update(**fields)
    return True


@pytest.mark.parametrize(
    "fields", [{"data": "{}"}, {"sha256": "0" * 64}, {"number": 9}, {"school_year": 2030}]
)
def test_snapshot_of_a_version_cannot_be_changed(version, fields):
    assert refuses(Version.unscoped.filter(pk=version.pk), **fields)
    assert fresh(version).data == version.data


def test_snapshot_of_a_proposal_cannot_be_changed_either(team_member):
    version = propose(team_member)

    assert refuses(Version.unscoped.filter(pk=version.pk), data="{}")


@pytest.mark.parametrize(
    "fields", [{"content": b"x"}, {"sha256": "0" * 64}, {"source": "{}"}, {"name": "ander.pdf"}]
)
def test_ready_file_of_a_version_cannot_be_changed(file, fields):
    assert refuses(File.unscoped.filter(pk=file.pk), **fields)
    assert bytes(File.unscoped.get(pk=file.pk).content) == b"%PDF"


def test_file_that_is_not_ready_can_be_made(version):
    waiting = version.files.order_by("pk").last()

    make_ready(waiting, b"PK")

    assert bytes(File.unscoped.get(pk=waiting.pk).content) == b"PK"


def test_ready_file_of_a_draft_can_be_changed(file):
    draft = File.unscoped.create(
        school=file.school, name="x.pdf", source="{}", key="k", asked_at=NOW, version=None
    )
    make_ready(draft, b"%PDF")

    assert File.unscoped.filter(pk=draft.pk).update(name="y.pdf") == 1
