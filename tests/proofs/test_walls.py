"""Row-level security: what one school does to another when the code forgets to ask whose rows it wants."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from assessments.models import Answer, Round
from plans.models import Action
from schools import audit, walls
from schools.models import AuditEntry, Invitation, Membership
from schools.permissions import Role
from tests.factories import NOW, make_member, make_school
from tests.postgres import as_role
from tests.proofs.walls import tables_without_wall, take_walls_down
from tests.test_scoping import SCOPED
from tests.two_schools import Site

pytestmark = [pytest.mark.proof, pytest.mark.postgres]
with_probes = pytest.mark.urls("tests.proofs.walls")


# Reading


@with_probes
@pytest.mark.parametrize("role", Role)
def test_forgetful_code_reads_no_row_of_another_school(login, our_school, forgetful, role):
    found = login(make_member(our_school, role)).get("/alles/").json()

    assert set(found) == set(SCOPED)
    assert set().union(*found.values()) == {str(our_school.pk)}
    assert found["assessments.Answer"]
    assert found["plans.Action"]


@with_probes
def test_without_walls_it_reads_rows_of_another_school_in_every_table(login, our_school, forgetful):
    """The hole that the walls close: it shows that the proof above can fail."""
    take_walls_down()

    found = login(make_member(our_school, Role.TEAM)).get("/alles/").json()

    assert [label for label in SCOPED if len(set(found[label])) < 2] == []


def test_forgetful_pages_name_nothing_of_another_school(db, forgetful):
    site = Site()
    answers = {route: site.visit("stranger", "get", site.path(route)) for route in site.args}

    assert [route for route, answer in answers.items() if b"Zonnebloem" in answer.content] == NAMED_TO_ALL
    assert answers["plans:edit"].status_code == 404


# The page behind the link in an invitation: who has the link, may know which school it is.
NAMED_TO_ALL = ["schools:accept"]


def test_without_walls_forgetful_pages_name_it(db, forgetful):
    site = Site()
    take_walls_down()

    assert b"Zonnebloem" in site.visit("stranger", "get", site.path("plans:edit")).content


def test_nothing_can_be_read_before_it_is_said_where(two_schools):
    with as_role():
        counts = {label: apps.get_model(label).unscoped.count() for label in SCOPED}

    assert counts == dict.fromkeys(SCOPED, 0)


def test_role_of_the_timers_stays_behind_the_walls(our_school, two_schools):
    with as_role("schoolsafety_job"), walls.in_school(our_school.pk):
        assert set(Action.unscoped.values_list("school", flat=True)) == {our_school.pk}


def test_user_reads_their_own_memberships_and_changes_none(our_school):
    member = make_member(our_school, Role.TEAM)
    make_member(make_school(), Role.TEAM, user=member.user)
    with as_role(), transaction.atomic():
        walls.enter_user(member.user.pk)
        assert set(Membership.unscoped.values_list("user", flat=True)) == {member.user.pk}
        assert Membership.unscoped.count() == 2
        assert Membership.unscoped.update(roles=[Role.ADMIN]) == 0


def test_invited_reads_their_own_invitation_and_changes_none(two_schools):
    ours = two_schools[0][Invitation]
    with as_role(), walls.with_invitation(ours.token_hash):
        assert list(Invitation.unscoped.all()) == [ours]
        assert Invitation.unscoped.update(withdrawn_at=NOW) == 0


# Changing


def test_change_of_another_school_touches_no_row(two_schools, our_school):
    foreign = two_schools[1]
    with as_role(), walls.in_school(our_school.pk):
        touched = [
            Action.unscoped.filter(pk=foreign[Action].pk).update(what="x"),
            Round.unscoped.filter(pk=foreign[Round].pk).update(closed_at=NOW),
            Answer.unscoped.filter(pk=foreign[Answer].pk).delete()[0],
        ]
        own = Action.unscoped.filter(pk=two_schools[0][Action].pk).update(what="x")

    assert (touched, own) == ([0, 0, 0], 1)


def test_row_cannot_be_put_in_another_school(two_schools, our_school):
    foreign = two_schools[1][Action]
    foreign.pk, foreign._state.adding = None, True
    with (
        as_role(),
        walls.in_school(our_school.pk),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        foreign.save(force_insert=True)


def test_log_of_another_school_gets_no_entry_and_keeps_its_head(two_schools, our_school):
    foreign = two_schools[1][Membership]
    chain = audit.chain_name(foreign.school_id)
    before = [head for head in audit.heads() if head[0] == chain]
    with as_role(), walls.in_school(our_school.pk):
        assert AuditEntry.unscoped.exclude(school=our_school).count() == 0
        assert audit.AuditHead.objects.filter(chain=chain).update(number=99) == 0

    assert [head for head in audit.heads() if head[0] == chain] == before


def test_application_cannot_change_the_audit_log(two_schools, our_school):
    rights = "SELECT ARRAY(SELECT p FROM unnest(%s::text[]) p WHERE has_table_privilege('app', %s, p))"
    every = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER"]
    with connection.cursor() as cursor:
        found = [
            cursor.execute(rights, [every, table]).fetchone()[0]
            for table in ("schools_auditentry", "schools_audithead", "plans_action")
        ]

    assert found == [every[:2], every[:3], every[:4]]


# Every table


def test_every_table_of_a_school_stands_behind_the_wall(db):
    assert tables_without_wall() == set()


RLS = "ALTER TABLE x {} ROW LEVEL SECURITY"
POLICY = "CREATE POLICY p ON x AS {} USING (school_id::text = current_setting('app.school', true))"


@pytest.mark.parametrize(
    "statements",
    [
        [],
        [RLS.format("ENABLE"), POLICY.format("RESTRICTIVE")],
        [RLS.format("ENABLE"), RLS.format("FORCE"), POLICY.format("PERMISSIVE")],
        [RLS.format("ENABLE"), RLS.format("FORCE"), POLICY.format("RESTRICTIVE FOR SELECT")],
    ],
    ids=["nothing", "not forced", "permissive", "reading only"],
)
def test_table_with_a_hole_in_its_wall_is_found(db, statements):
    with connection.cursor() as cursor:
        for statement in ["CREATE TABLE x (school_id uuid)", *statements]:
            cursor.execute(statement)

    assert tables_without_wall() == {"x"}
