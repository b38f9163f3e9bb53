"""@prepared: compiled once, then asked with other values; what comes is what the queryset itself gives."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Model, Q, Subquery
from django.db.models.query import ModelIterable
from django.test.utils import CaptureQueriesContext

from assessments.models import Evidence
from incidents.models import Incident
from plans.models import File, State
from schools.models import Membership
from schoolsafety.prepared import prepared
from tests.assessments.test_at_once import act
from tests.factories import NOW, make_card, make_evidence, make_file, make_member, make_theme


def told(value):
    """Return all that a row holds, with its types: of a model also what was fetched along with it."""
    if isinstance(value, Model):
        return type(value), told(vars(value) | {"_state": vars(value._state)})
    if isinstance(value, dict):
        return {name: told(inner) for name, inner in value.items()}
    return type(value), [*map(told, value)] if isinstance(value, tuple | list) else value


def colleagues(member):
    return Membership.objects.visible_to(member).order_by("pk")


def evidence_by(lookup):
    return prepared(lambda value: Evidence.unscoped.filter(**{lookup: value}).order_by("added_at"))


@pytest.fixture
def evidence(team_member):
    """Two rows that differ in everything."""
    rows = []
    for day in (NOW, NOW + timedelta(days=1, microseconds=7)):
        when = {"added_at": day, "valid_until": day.date()}
        rows.append(make_evidence(team_member, make_card(make_theme()), note=f"Bij {day}", **when))
    return rows


@pytest.mark.parametrize(
    "shaped",
    [
        lambda rows: rows.select_related("user", "school"),
        lambda rows: rows.select_related("school").only("joined_at", "school__name"),
        lambda rows: rows.annotate(school_name=F("school__name"), count=Count("user__email"))[:1],
        lambda rows: rows.values_list("joined_at", "roles", "school", "user", "left_at"),
        lambda rows: rows.values("pk", "user__name"),
        lambda rows: rows.values_list("school", flat=True),
    ],
)
def test_rows_are_those_of_the_queryset_that_is_made_once(team_member, contact, outsider, shaped):
    made = []
    ask = prepared(lambda member: made.append(member) or shaped(colleagues(member)))

    for member in (team_member, outsider, contact):
        assert told(ask(member)) == told(list(shaped(colleagues(member)))) != told([])
        assert len(made) == 1


@pytest.mark.parametrize("field", ["pk", "added_at", "valid_until", "card_id", "note"])
def test_other_values_give_other_rows(evidence, field):
    first, second = (getattr(row, field) for row in evidence)
    ask, ask_until = evidence_by(field), evidence_by(f"{field}__lte")

    assert [ask(first), ask(second), ask(first)] == [[evidence[0]], [evidence[1]], [evidence[0]]]
    assert ask_until(max(first, second)) == evidence
    assert len(ask_until(min(first, second))) == 1


@pytest.mark.parametrize("lookup", ["note", "note__icontains"])
@pytest.mark.parametrize("text", ["' OR 1=1 --", '"; DROP TABLE x; --', "%s", "%(a)s 100%", "_", "\\"])
def test_text_is_a_value_and_never_sql(evidence, lookup, text):
    typed = make_evidence(evidence[0].added_by, evidence[0].card, note=text)

    assert evidence_by(lookup)(text) == [typed]


@pytest.mark.parametrize("content", [b"", bytes(range(256)) * 3, b"\\x00", "é%s".encode()])
def test_bytes_come_as_they_are_and_as_one_query(principal, content, django_assert_num_queries):
    """PostgreSQL gives the columns beside them in binary, too."""
    make_file(principal, state=State.DONE, content=content, page=7, made_at=NOW)

    def shaped(member):
        return File.unscoped.filter(school=member.school_id)

    ask = prepared(shaped)
    ask(principal)
    with django_assert_num_queries(1):
        [file] = ask(principal)
    assert bytes(file.content) == content
    assert told(file) == told(shaped(principal).get())


def test_json_beside_bytes_is_read(principal):
    make_file(principal, state=State.DONE, content=b"\x00", made_at=NOW)
    some = Membership.unscoped.filter(pk=principal.pk)

    def shaped(member):
        files = File.unscoped.filter(school=member.school_id)
        return files.annotate(roles=Subquery(some.values("roles"))).values_list("content", "roles")

    assert prepared(shaped)(principal) == [(b"\x00", ["principal"])]


def test_member_stands_for_their_id_and_school(team_member, contact, outsider):
    ask = prepared(lambda member: colleagues(member).exclude(pk=member.pk))

    assert [ask(m) for m in (team_member, contact, outsider)] == [[contact], [team_member], []]


def test_roles_are_not_known(contact):
    """Incidents ask what the member may do, and a role of another member is none of theirs."""
    for make in (Incident.objects.visible_to, lambda member: colleagues(member).holding(*member.roles)):
        with pytest.raises(AttributeError, match="SomeMember"):
            prepared(make)(contact)


def test_each_shape_is_a_query_of_its_own(team_member):
    left = make_member(team_member.school, left_at=NOW)
    ask = prepared(lambda member, *pk, **shape: colleagues(member).filter(*(Q(pk=p) for p in pk), **shape))

    assert ask(team_member, left_at__isnull=True) == ask(team_member, team_member.pk) == [team_member]
    assert ask(team_member, left_at__isnull=False) == [left]
    assert len(ask(team_member, contact_since__isnull=True)) == len(ask(team_member)) == 2


def test_none_is_refused(db):
    with pytest.raises(TypeError, match="None"):
        evidence_by("valid_until")(None)


def test_value_by_keyword_is_refused(contact):
    with pytest.raises(TypeError, match="by position"):
        prepared(colleagues)(member=contact)


@pytest.mark.django_db(transaction=True)
def test_lock_is_refused_outside_a_transaction_each_time(evidence):
    ask = prepared(lambda pk: Evidence.unscoped.select_for_update().filter(pk=pk))
    with transaction.atomic():
        assert ask(evidence[0].pk) == [evidence[0]]

    with pytest.raises(transaction.TransactionManagementError):
        ask(evidence[0].pk)


@pytest.mark.django_db(transaction=True)
def test_threads_ask_at_once_each_on_its_own_connection(evidence):
    """They share what is compiled, but no value: each waits with its own until the other is as far."""

    class AtOnce(ModelIterable):
        def __iter__(self):
            ready.wait(10)
            return super().__iter__()

    def count(row):
        with CaptureQueriesContext(connection) as captured:
            return ask(row.pk), len(captured)

    by_pk = Evidence.unscoped.all()
    by_pk._iterable_class = AtOnce
    ready, ask = Barrier(1), prepared(lambda pk: by_pk.filter(pk=pk))
    assert count(evidence[0]) == ([evidence[0]], 1)
    ready = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        assert [*pool.map(act, [partial(count, row) for row in evidence])] == [([r], 1) for r in evidence]
