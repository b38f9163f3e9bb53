"""The one door to a school's rows: it refuses what is not asked for somebody, and there is no other."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models

from schools.models import School
from schools.permissions import Role
from schools.scoping import ScopedManager, UnscopedQuery
from tests.factories import make_card, make_member, make_school, make_theme
from tests.source_files import APPS, CODE, TEMPLATES, calls, names, nodes, violations
from tests.two_schools import make_school_rows

# Every model that belongs to a school. With a door: `objects` shows a member what is theirs.
WITH_A_DOOR = [
    "schools.Membership",
    "schools.Invitation",
    "schools.AuditEntry",
    "assessments.Round",
    "assessments.RoundTheme",
    "assessments.Evidence",
    "plans.Action",
    "plans.Composition",
    "plans.Logo",
    "plans.ChosenRemark",
    "plans.Responsibility",
    "plans.Version",
    "plans.File",
    "incidents.Incident",
    "incidents.Lesson",
    "incidents.Tally",
    "incidents.RetentionTerms",
    "incidents.AccessRequest",
]
# Children are read through their scoped parent: they have no `objects` at all.
WITHOUT_A_DOOR = [f"assessments.{name}" for name in ("Answer", "AnswerRevision", "Vote", "Reveal")] + [
    f"incidents.{name}" for name in ("SchoolKey", "CaseKey", "Entry", "Person", "Access", "Exclusion")
]
WITHOUT_A_DOOR += [f"plans.{name}" for name in ("ActionPartner", "ActionChange", "Reminder")]
SCOPED = WITH_A_DOOR + WITHOUT_A_DOOR
# The ways from a scoped parent to its children. Nothing else leads back to rows of a school.
WAYS_DOWN = {"Round.themes", "Round.answers", "Round.votes", "Round.reveals", "Answer.revisions"} | {
    f"Incident.{name}" for name in ("key", "entries", "persons", "accesses", "exclusions")
}
WAYS_DOWN |= {"Action.partners", "Action.changes", "Version.files"}

MAY_SAY_UNSCOPED = {
    "schools/models.py",
    "schools/services.py",
    "schools/middleware.py",
    "schools/audit.py",
    "assessments/models.py",
    "assessments/answers.py",
    "assessments/services.py",
    "assessments/merging.py",
    "plans/models/actions.py",
    "plans/models/composition.py",
    "plans/models/reminders.py",
    "plans/models/versions.py",
    "plans/services/actions.py",
    "plans/services/composition.py",
    "plans/services/file_queue.py",
    "plans/services/files.py",
    "plans/services/people.py",
    "plans/services/stamps.py",
    "plans/services/reminders.py",
    "plans/services/checking.py",
    "plans/services/versions.py",
    "incidents/models/keys.py",
    "incidents/models/kept.py",
    "incidents/models/register.py",
    "incidents/vault.py",
    "incidents/services/access.py",
    "incidents/services/break_glass.py",
    "incidents/services/cases.py",
    "incidents/services/forgetting.py",
    "incidents/services/keys.py",
    "incidents/services/retention.py",
    "incidents/services/register.py",
    "incidents/services/readers.py",
    "incidents/services/reminders.py",
    "incidents/services/requests.py",
    "incidents/services/lessons.py",
    "incidents/services/report.py",
    "incidents/statistics.py",
    "schoolsafety/demo_school.py",
}
MAY_WRITE_SQL = {
    "incidents/reach.py",
    "incidents/remnants.py",
    "schools/audit.py",
    "schools/wall_sql.py",
    "schools/walls.py",
    "schoolsafety/prepared.py",  # no SQL, but a cursor that brings bytes
    "schoolsafety/views.py",
}
# What looks past the walls around one incident, within the school (incidents/reach.py).
MAY_REACH_EVERY_INCIDENT = {
    "incidents/statistics.py",
    *(
        f"incidents/services/{name}.py"
        for name in ("break_glass", "forgetting", "reminders", "report", "retention")
    ),
}
# Django's other names for a manager without a scope, and what uses it when given a model.
BACK_DOORS = {"unscoped", "_default_manager", "_base_manager", "base_manager", "default_manager"}
TAKE_A_MODEL = {"get_object_or_404", "get_list_or_404", "modelform_factory", "modelformset_factory"}
SQL = {"raw", "extra", "cursor", "RawSQL"}


def our_models() -> list[type[models.Model]]:
    labels = [label for label in APPS if label in apps.app_configs]
    return [model for label in labels for model in apps.get_app_config(label).get_models()]


def relations(model) -> list[models.Field]:
    return [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]


@pytest.fixture
def card(db):
    return make_card(make_theme())


@pytest.fixture
def two_schools(card):
    """The rows of a member and of a stranger, each by model."""
    members = [make_member(make_school(), Role.TEAM) for _ in range(2)]
    return [make_school_rows(member, card) for member in members]


def test_models_of_a_school_are_all_in_the_lists():
    """Also one that only points to a row of a school: it would be school data without saying so."""
    school_data = {School, *(apps.get_model(label) for label in SCOPED)}
    found = {m._meta.label for m in our_models() if school_data & {f.related_model for f in relations(m)}}

    assert found == set(SCOPED)


@pytest.mark.parametrize("label", SCOPED)
def test_models_of_a_school_say_which(label):
    field = apps.get_model(label)._meta.get_field("school")

    assert field.related_model is School
    assert field.remote_field.on_delete is models.PROTECT


def asked_of(manager: models.Manager) -> list[str]:
    """Return every method of its querysets that the manager offers too, our own among them."""
    names = [name for name in dir(manager._queryset_class) if not name.startswith("_")]
    return [name for name in names if hasattr(type(manager), name) and name not in ("visible_to", "db")]


def refuses(manager: models.Manager, method: str) -> bool:
    try:
        getattr(manager, method)()
    except UnscopedQuery as error:
        return "objects.visible_to(member)" in str(error)
    return False


@pytest.mark.parametrize("label", WITH_A_DOOR)
def test_objects_refuses_all_that_is_not_asked_for_a_member(label):
    manager = apps.get_model(label).objects

    assert [method for method in asked_of(manager) if not refuses(manager, method)] == []


def test_refused_methods_are_those_that_people_try():
    usual = {"all", "filter", "get", "count", "create", "first", "exists", "raw", "open"}

    assert usual <= set(asked_of(apps.get_model("plans.Action").objects))


@pytest.mark.parametrize("label", WITHOUT_A_DOOR)
def test_children_have_no_objects(label):
    assert not hasattr(apps.get_model(label), "objects")


@pytest.mark.parametrize("label", SCOPED)
def test_models_have_these_managers_and_no_others(label):
    model = apps.get_model(label)
    names = [manager.name for manager in model._meta.managers]

    assert names == ["unscoped", "objects"] if label in WITH_A_DOOR else names == ["unscoped"]
    assert label in WITHOUT_A_DOOR or isinstance(model.objects, ScopedManager)


@pytest.mark.parametrize("label", WITH_A_DOOR)
def test_door_shows_a_member_their_own_rows(two_schools, label):
    model = apps.get_model(label)
    seen = [
        set(model.objects.visible_to(rows[apps.get_model("schools.Membership")])) for rows in two_schools
    ]

    assert all(rows[model] in own for rows, own in zip(two_schools, seen, strict=True))
    assert seen[0].isdisjoint(seen[1])
    assert [len({row.school_id for row in own}) for own in seen] == [1, 1]


@pytest.mark.parametrize("label", WITHOUT_A_DOOR)
def test_queryset_of_a_child_is_scoped_too(two_schools, label):
    model = apps.get_model(label)
    seen = [
        set(model.unscoped.visible_to(rows[apps.get_model("schools.Membership")])) for rows in two_schools
    ]

    assert seen == [{rows[model]} for rows in two_schools]


@pytest.mark.parametrize("label", WITH_A_DOOR)
def test_door_stays_shut_for_who_is_no_member(db, label):
    with pytest.raises(AttributeError):
        apps.get_model(label).objects.visible_to(None)


def test_no_related_manager_leads_back_to_rows_of_a_school():
    scoped = {apps.get_model(label) for label in SCOPED}
    ways = {
        f"{model.__name__}.{way.get_accessor_name()}"
        for model in apps.get_models()
        for way in model._meta.related_objects
        if way.related_model in scoped
    }

    assert ways == WAYS_DOWN


def unscoped_uses(source: str) -> list[str]:
    """Return what reads rows without a member: back doors by name, and models given to a shortcut."""
    scoped = {label.partition(".")[2] for label in SCOPED}
    texts = {node.value for node in nodes(source) if isinstance(node, ast.Constant)}  # for getattr()
    given = [arg for name, call in calls(source) if name in TAKE_A_MODEL for arg in call.args]
    models = [arg.id for arg in given if isinstance(arg, ast.Name) and arg.id in scoped]
    return sorted((names(source) | texts) & BACK_DOORS) + models


def own_sql(source: str) -> list[str]:
    return [name for name, _ in calls(source) if name in SQL]


def test_only_these_modules_say_unscoped():
    assert set(violations(unscoped_uses, CODE)) == MAY_SAY_UNSCOPED
    assert not [path for path in MAY_SAY_UNSCOPED if re.search(r"/(views|forms|document)", path)]


def test_only_these_modules_write_their_own_sql():
    assert set(violations(own_sql, CODE)) == MAY_WRITE_SQL


def test_only_these_modules_reach_every_incident():
    found = {path for path, source in CODE.items() if "every_incident" in names(source)}

    assert found - {"incidents/reach.py"} == MAY_REACH_EVERY_INCIDENT


def test_templates_never_say_unscoped():
    assert [path for path, text in TEMPLATES.items() if re.search(r"\bunscoped\b|\.objects\b", text)] == []


@pytest.mark.parametrize(
    "source",
    [
        "rounds = Round.unscoped.all()",
        "rounds = Round._default_manager.all()",
        "rounds = Round._meta.base_manager.all()",
        "rounds = getattr(Round, 'unscoped').all()",
        "round = get_object_or_404(Round, pk=pk)",
        "members = shortcuts.get_list_or_404(Membership)",
    ],
)
def test_back_door_is_seen(source):
    assert unscoped_uses(source)


def test_own_sql_is_seen():
    assert own_sql("connection.cursor().execute('SELECT 1')") == ["cursor"]
    assert own_sql("Round.objects.raw('SELECT 1')") == ["raw"]


def test_scoped_reading_is_no_back_door():
    assert not unscoped_uses("round = get_object_or_404(Round.objects.visible_to(member), pk=pk)")
    assert not unscoped_uses("theme = get_object_or_404(Theme, code=code)")
