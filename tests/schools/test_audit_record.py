"""Writing an act down: numbered per school, sealed to the act before, in the transaction of the act."""

from datetime import timedelta, timezone

import pytest
from django.db import IntegrityError, transaction

from schools import audit
from schools.chain import START, seal
from schools.models import AuditEntry, AuditHead
from tests.factories import NOW, make_school, make_user


def record(by, target=None, **options):
    audit.record("act", target or by, **{"by": by, "at": NOW} | options)


def numbers(school):
    return list(AuditEntry.unscoped.filter(school=school).order_by("pk").values_list("number", flat=True))


def test_entries_are_sealed_to_each_other(team_member):
    record(team_member)
    record(team_member, team_member.school)

    first, second = AuditEntry.unscoped.order_by("number")
    chain, member = str(team_member.school_id), team_member.pk
    values = {"at": NOW, "by": member, "action": "act"}
    assert first.hash == seal(START, chain, 1, target=f"schools.membership:{member}", **values)
    assert second.hash == seal(first.hash, chain, 2, target=f"schools.school:{chain}", **values)
    assert audit.heads() == [(chain, 2, second.hash)]


def test_each_school_has_its_own_numbers(team_member, outsider):
    for member in (team_member, outsider, team_member):
        record(member)

    assert numbers(team_member.school) == [1, 2]
    assert numbers(outsider.school) == [1]


def test_acts_without_a_school_make_one_chain(team_member):
    user = make_user()
    record(team_member)
    for _ in range(2):
        record(None, user)

    assert numbers(None) == [1, 2]
    assert {chain for chain, _, _ in audit.heads()} == {str(team_member.school_id), "installation"}


@pytest.mark.parametrize("with_school", [True, False])
def test_number_is_given_once_in_a_chain(team_member, with_school):
    school = team_member.school if with_school else None
    record(None, team_member.user, school=school)
    with_that_number = AuditEntry(school=school, number=1, at=NOW, action="x", target="x", hash=START)

    with pytest.raises(IntegrityError), transaction.atomic():
        with_that_number.save()


def test_school_is_the_one_given_or_that_of_who_did_it_or_of_the_target(team_member, outsider):
    other = make_school()
    record(team_member, outsider)
    record(None, outsider)
    record(None, other, school=other)

    found = list(AuditEntry.unscoped.order_by("pk").values_list("school", flat=True))
    assert found == [team_member.school_id, outsider.school_id, other.pk]


def test_moment_is_sealed_in_utc(team_member):
    """Where the server stands makes no difference, and a microsecond does."""
    act = {"by": None, "action": "act", "target": "x"}
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5)))

    assert seal(START, "c", 1, at=elsewhere, **act) == seal(START, "c", 1, at=NOW, **act)
    assert seal(START, "c", 1, at=NOW.replace(microsecond=1), **act) != seal(START, "c", 1, at=NOW, **act)


def test_act_that_is_undone_leaves_no_gap(team_member):
    record(team_member)
    with transaction.atomic():
        record(team_member)
        transaction.set_rollback(True)
    record(team_member)

    assert numbers(team_member.school) == [1, 2]
    assert audit.verify(str(team_member.school_id), []) == 2


def test_head_knows_the_last_act_that_changed_anything(team_member, outsider):
    """Looking, however often, leaves it; and another school's acts do."""
    for action in ("incident.read", "action.added", "incident.read", "plan.pdf"):
        audit.record(action, team_member, by=team_member, at=NOW)
    for _ in range(3):
        record(outsider)

    heads = dict(AuditHead.objects.values_list("number", "last_change"))
    assert heads == {4: 2, 3: 3}


@pytest.mark.parametrize("count", [1, 3])
def test_record_needs_three_queries(team_member, count, django_assert_num_queries):
    for _ in range(count):
        record(team_member)

    with django_assert_num_queries(3):  # the head, the entry, the head
        record(team_member)


def test_first_act_of_a_chain_needs_five_queries(team_member, django_assert_num_queries):
    with django_assert_num_queries(5):  # no head yet: make one and look again
        record(team_member)


@pytest.mark.django_db(transaction=True)
def test_record_outside_the_transaction_of_the_act_is_refused(team_member):
    with pytest.raises(transaction.TransactionManagementError, match="one transaction"):
        record(team_member)

    assert not AuditEntry.unscoped.exists()
    assert not AuditHead.objects.exists()
