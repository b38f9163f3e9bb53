"""Row-level security at work: what a request keeps and leaves behind, who crosses a wall, who may start."""

import os
import subprocess
import sys
from contextlib import suppress

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from schools import audit, services, walls
from schools.models import AuditEntry, Invitation, User
from schools.permissions import Role
from tests.factories import NOW, make_member, make_school
from tests.postgres import as_role
from tests.proofs.audit_log import audit_command
from tests.proofs.walls import present_context
from tests.schools.helpers import make_invitation
from tests.source_files import ROOT

pytestmark = [pytest.mark.proof, pytest.mark.postgres]
with_probes = pytest.mark.urls("tests.proofs.walls")


# Requests


@with_probes
@pytest.mark.django_db(transaction=True)
def test_broken_view_undoes_what_it_did(login, team_member):
    client = login(team_member)
    client.raise_request_exception = False

    assert client.get("/stuk/").status_code == 500
    team_member.user.refresh_from_db()
    assert team_member.user.name != "Half"


def rename(user) -> None:
    User.objects.filter(pk=user.pk).update(name="Kept")


@pytest.mark.django_db(transaction=True)
def test_committed_service_is_kept_when_the_rest_is_undone(team_member):
    with walls.RequestTransaction() as work:
        walls.enter_school(team_member.school_id, team_member.pk)
        walls.committed(rename)(team_member.user)
        context = present_context()
        User.objects.update(name="Undone")
        work.undo()

    team_member.user.refresh_from_db()
    assert team_member.user.name == "Kept"
    assert context == {"", str(team_member.school_id), str(team_member.pk)}


@pytest.mark.django_db(transaction=True)
def test_part_of_a_service_is_not_committed_by_itself(team_member):
    with walls.RequestTransaction() as work:
        work.begin()
        with transaction.atomic(), pytest.raises(transaction.TransactionManagementError):
            walls.committed(rename)(team_member.user)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/profiel/", "/bestaat-niet/", "/school/leden/", "/kaarten/", "/weg/"])
def test_request_leaves_no_context_behind(login, team_member, address):
    client = login(team_member)
    with as_role():
        client.get(address)
        assert present_context() == {""}


@pytest.mark.django_db(transaction=True)
def test_school_for_a_while_gives_back_what_was_before(team_member):
    other = make_school()
    with as_role(), transaction.atomic():
        walls.enter_school(team_member.school_id, team_member.pk)
        before = present_context()
        with walls.in_school(other.pk):
            within = present_context()
        with pytest.raises(ZeroDivisionError), walls.in_school(other.pk):
            raise ZeroDivisionError
        assert (within, present_context()) == ({"", str(other.pk)}, before)


@pytest.mark.django_db(transaction=True)
def test_request_remembers_where_it_works_but_not_what_was_undone(team_member, django_assert_num_queries):
    other = make_school()
    with as_role(), walls.RequestTransaction() as work:
        work.begin()
        walls.enter_school(team_member.school_id, team_member.pk)
        with django_assert_num_queries(0), walls.in_school(team_member.school_id):
            pass
        with suppress(ZeroDivisionError), transaction.atomic():
            walls.enter_school(other.pk)
            with django_assert_num_queries(0), walls.in_school(other.pk):
                raise ZeroDivisionError
        own = present_context()
        with walls.in_school(other.pk):
            foreign = present_context()
        assert (own, foreign) == (
            {"", str(team_member.school_id), str(team_member.pk)},
            {"", str(other.pk)},
        )
        assert present_context() == own


@pytest.mark.django_db(transaction=True)
def test_next_transaction_of_a_request_remembers_nothing_of_the_one_before(team_member):
    there, known = {"school": str(team_member.school_id)}, []

    def after() -> None:
        walls.begin()
        known.append(work.is_in(there))

    with as_role(), walls.RequestTransaction() as work:
        work.begin()
        walls.enter_school(team_member.school_id)
        known.append(work.is_in(there))
        transaction.on_commit(after)

    assert known == [True, False]


@pytest.mark.django_db(transaction=True)
def test_saying_where_outside_a_transaction_is_refused(team_member):
    with as_role(), pytest.raises(transaction.TransactionManagementError):
        walls.enter_school(team_member.school_id)


# All that goes from one school to another


@pytest.mark.django_db(transaction=True)
def test_stranger_joins_by_the_link_and_lands_in_the_school(admin):
    link = make_invitation(admin, email="nieuw@school.example")[1]
    client = Client()
    data = {"name": "Nieuw", "password": "vier woorden achter elkaar"}

    page = client.get(link).content.decode()
    client.post(link, data)

    assert f"{admin.user.name} nodigt je uit" in page
    assert client.get(reverse("schools:profile")).context["member"].school_id == admin.school_id
    actions = AuditEntry.unscoped.filter(school=admin.school).values_list("action", flat=True)
    assert {"member.joined", "member.logged_in"} <= set(actions)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_another", [True, False])
def test_leaving_knows_of_the_other_school(team_member, admin, has_another):
    if has_another:
        make_member(make_school(), Role.TEAM, user=team_member.user)
    with as_role(), walls.in_school(admin.school_id):
        before = present_context()
        services.end_membership(team_member, by=admin, at=NOW)
        assert present_context() == before

    team_member.user.refresh_from_db()
    assert team_member.user.sessions_ended == (0 if has_another else 1)


@pytest.mark.django_db(transaction=True)
def test_commands_see_the_log_of_every_school(audit_log, outsider):
    with transaction.atomic():
        audit.record("act", outsider, by=outsider, at=NOW)
    with as_role():
        is_well, lines = audit_command("verify_audit")

    assert is_well
    chains = {audit_log, str(outsider.school_id), audit.INSTALLATION}
    assert {line.partition(": ok, ")[0] for line in lines} == chains


@pytest.mark.django_db(transaction=True)
def test_command_makes_a_school_and_a_new_link_for_it():
    fields = {"name": "De Linde", "place": "Aalst", "country": "BE", "site": "https://x"}
    admin = {"admin_email": "a@school.example", "admin_name": "An"}
    with as_role():
        for _ in range(2):
            services.create_school(**fields, **admin, at=NOW)

    assert Invitation.unscoped.pending().count() == 1
    assert AuditEntry.unscoped.count() == 4


# Starting


@pytest.mark.parametrize(
    ("user", "said"),
    [("postgres", "is a superuser"), ("tests", "has BYPASSRLS"), ("app", ""), ("schoolsafety_job", "")],
)
def test_site_starts_only_as_a_role_for_which_the_walls_hold(db, user, said):
    at = connection.settings_dict
    url = f"postgres://{user}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    start = [sys.executable, "-W", "ignore", "-c", "import schoolsafety.wsgi"]
    run = subprocess.run(
        start, env=os.environ | {"DATABASE_URL": url}, cwd=ROOT, capture_output=True, text=True
    )

    assert (run.returncode != 0) == bool(said)
    assert said in run.stderr


def test_site_does_not_start_as_an_owner_past_its_walls(db, monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)  # this test is one transaction
    with connection.cursor() as cursor:
        cursor.execute("GRANT CREATE ON SCHEMA public TO app; ALTER TABLE plans_action OWNER TO app")
        with as_role():
            walls.refuse_unsafe_role()
            cursor.execute("ALTER TABLE plans_action NO FORCE ROW LEVEL SECURITY")
            with pytest.raises(ImproperlyConfigured, match="not forced on its owner"):
                walls.refuse_unsafe_role()
