"""Two schools, and ways to look at one from the other, as code would that forgets whose rows it wants."""

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path

from schools.models import Membership, User
from schools.permissions import Permission, Role, requires
from schools.scoping import ScopedQuerySet
from schoolsafety.urls import handler403, handler404, handler500
from schoolsafety.urls import urlpatterns as site
from tests.factories import make_card, make_member, make_school, make_theme
from tests.postgres import CONTEXT
from tests.test_scoping import SCOPED
from tests.two_schools import make_school_rows

__all__ = ["handler403", "handler404", "handler500"]
# Every command that a policy can hold back, by what pg_policies calls them.
COMMANDS = {"SELECT", "INSERT", "UPDATE", "DELETE"}
TABLES = """
    SELECT relname, relrowsecurity AND relforcerowsecurity,
        ARRAY(SELECT cmd FROM pg_policies WHERE tablename = relname AND permissive = 'RESTRICTIVE'
              AND COALESCE(qual, with_check) LIKE '%app.school%')
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relkind IN ('r', 'p') AND attname = 'school_id' AND NOT attisdropped
"""


@requires(Permission.INCIDENT_READ)
def read_all(request: HttpRequest) -> JsonResponse:
    """Answer with the schools of all rows that a view reads, by model. Everybody may come here."""
    member = request.member
    read = {label: apps.get_model(label).unscoped.visible_to(member) for label in SCOPED}
    return JsonResponse({label: [str(row.school_id) for row in rows] for label, rows in read.items()})


def rename_and_break(request: HttpRequest):
    """Change something, and fail when the page is already being made."""
    User.objects.filter(pk=request.user.pk).update(name="Half")
    raise ZeroDivisionError


urlpatterns = [path("alles/", read_all), path("stuk/", rename_and_break), *site]


@pytest.fixture
def two_schools(db):
    """The rows of our school and of another one, each by model."""
    rows = []
    for word in ("Onze", "Vreemde"):
        member = make_member(make_school(), Role.CONTACT)
        rows.append(make_school_rows(member, make_card(make_theme()), word=word))
    return rows


@pytest.fixture
def our_school(two_schools):
    return two_schools[0][Membership].school


@pytest.fixture
def forgetful(monkeypatch):
    """Take the first wall away: "visible to" and "within reach" show everything."""
    compile_anew(monkeypatch)
    for label in SCOPED:
        for cls in apps.get_model(label).unscoped._queryset_class.__mro__:
            if issubclass(cls, ScopedQuerySet):
                for name in {"visible_to", "within_reach"} & vars(cls).keys():
                    monkeypatch.setattr(cls, name, lambda rows, *whose: rows.all())


def compile_anew(monkeypatch) -> None:
    """Let prepared queries be made of what this test patches; afterwards they are those of before."""
    monkeypatch.setattr("schoolsafety.prepared._compiled", {})


def take_walls_down() -> None:
    """As the owner can. The test that does this is undone as a whole."""
    connection.check_constraints()  # no table can be altered while foreign keys are unchecked
    with connection.cursor() as cursor:
        for table, _, _ in _tables_of_a_school():
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def tables_without_wall() -> set[str]:
    """Return the tables with rows of a school that somebody could read or change from another one."""
    return {
        table
        for table, is_forced, commands in _tables_of_a_school()
        if not is_forced or not (set(commands) >= COMMANDS or "ALL" in commands)
    }


def _tables_of_a_school() -> list[tuple[str, bool, list[str]]]:
    with connection.cursor() as cursor:
        return cursor.execute(TABLES).fetchall()


def present_context() -> set[str]:
    """Return what PostgreSQL is told about where one works: {""} when nothing."""
    told = ", ".join(f"COALESCE(current_setting('app.{name}', true), '')" for name in CONTEXT)
    with connection.cursor() as cursor:
        return set(cursor.execute(f"SELECT {told}").fetchone())
