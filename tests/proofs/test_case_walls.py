"""Within a school, PostgreSQL itself shows an incident to nobody but who may read it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from incidents.kinds import PersonRole, Relation
from incidents.models import Access, CaseKey, Entry, Exclusion, Incident, Person
from incidents.reach import every_incident
from incidents.services.report import NewPerson
from schools import walls
from schools.models import Membership
from schools.permissions import Role
from tests.factories import make_incident, make_member, make_school
from tests.postgres import as_role

pytestmark = [pytest.mark.django_db, pytest.mark.proof]
postgres = pytest.mark.postgres

DAY = timedelta(days=1)
# Which of the two incidents each of them reaches, written by hand from security.md, section 1.
REACHES = {
    "contact": {1, 2},
    "other_contact": {1, 2},
    "excluded_contact": {2},
    "new_contact": set(),
    "new_contact_after_a_day": {1, 2},
    "former_contact": set(),
    "team": set(),
    "invited": {1},
    "expired": set(),
    "withdrawn": set(),
    "invited_but_excluded": set(),
    "former_invited": set(),
    "principal": set(),
    "principal_with_break_glass": {1},
    "admin": set(),
    "log_reader": set(),
    "contact_of_other_school": set(),
}


def invite(member, incident, kind=Access.Kind.INVITED, **fields):
    values = {"until": timezone.now() + DAY, "given_by": member, "given_at": timezone.now()} | fields
    Access.unscoped.create(school=member.school, incident=incident, member=member, kind=kind, **values)


@pytest.fixture
def people():
    """Everybody of REACHES, and what opens or shuts the first incident for them."""
    school, now = make_school(), timezone.now()
    members = make_people(school, now)
    person = NewPerson(PersonRole.VICTIM, Relation.PUPIL, name="Noor")
    first, _ = [make_incident(members["contact"], person) for _ in range(2)]
    for name in ("invited", "former_invited", "invited_but_excluded"):
        invite(members[name], first)
    invite(members["expired"], first, until=now - DAY)
    invite(members["withdrawn"], first, ended_at=now)
    invite(members["principal_with_break_glass"], first, Access.Kind.BREAK_GLASS)
    for name in ("excluded_contact", "invited_but_excluded"):
        Exclusion.unscoped.create(school=school, incident=first, member=members[name])
    return members


def make_people(school, now) -> dict[str, Membership]:
    contacts = {
        "contact": {"contact_since": now - 9 * DAY},
        "other_contact": {},
        "excluded_contact": {},
        "new_contact": {"contact_since": now},
        "new_contact_after_a_day": {"contact_since": now - 2 * DAY},
        "former_contact": {"left_at": now},
    }
    others = dict.fromkeys(("team", "invited", "expired", "withdrawn", "invited_but_excluded"), Role.TEAM)
    others |= dict.fromkeys(("principal", "principal_with_break_glass"), Role.PRINCIPAL)
    others |= {"admin": Role.ADMIN, "log_reader": Role.LOG_READER}
    members = {name: make_member(school, Role.CONTACT, **fields) for name, fields in contacts.items()}
    members |= {name: make_member(school, role) for name, role in others.items()}
    members["former_invited"] = make_member(school, left_at=now)
    if connection.vendor == "postgresql":  # SQLite serves one school
        members["contact_of_other_school"] = make_member(make_school(), Role.CONTACT)
    return members


def reached(member, model) -> set[int]:
    """Return the incidents whose rows the database shows, when nothing is asked for somebody."""
    column = "pk" if model is Incident else "incident"
    numbers = dict(Incident.unscoped.values_list("pk", "number"))
    with transaction.atomic(), as_role():
        walls.enter_school(member.school_id, member.pk)
        return {numbers[pk] for pk in model.unscoped.values_list(column, flat=True)}


@postgres
@pytest.mark.parametrize("model", [Incident, CaseKey, Entry, Person])
def test_database_shows_an_incident_to_who_may_read_it(people, model):
    found = {name: reached(member, model) for name, member in people.items()}

    assert found == REACHES


@postgres
def test_without_the_case_policy_colleagues_reach_it(people):
    """The hole: the wall around the school still stands."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER POLICY people ON incidents_entry USING (true)")

    assert reached(people["team"], Entry) == {1, 2}
    assert reached(people["contact_of_other_school"], Entry) == set()


@postgres
def test_reach_of_all_incidents_ends_at_the_school(people):
    with transaction.atomic(), as_role(), every_incident():
        walls.enter_school(people["contact_of_other_school"].school_id)
        there = Incident.unscoped.count()
        walls.enter_school(people["team"].school_id)
        here = Incident.unscoped.count()

    assert (there, here) == (0, 2)


@postgres
def test_change_of_an_incident_that_is_not_theirs_touches_nothing(people):
    with transaction.atomic(), as_role():
        walls.enter_school(people["team"].school_id, people["team"].pk)

        assert Incident.unscoped.update(is_closed=True) == 0
        assert CaseKey.unscoped.all().delete()[0] == 0


def test_queryset_says_the_same_as_the_database(people):
    current = {name: member for name, member in people.items() if member.left_at is None}
    found = {
        n: set(Incident.objects.visible_to(m).values_list("number", flat=True)) for n, m in current.items()
    }

    assert found == {name: REACHES[name] for name in current}


def test_record_stays_as_it_was_written(people):
    with pytest.raises(DatabaseError, match="stays as it was written"), transaction.atomic():
        Entry.unscoped.update(number=9)
