"""Who may import whom: the table of the house style, section 2, held against the source."""

import ast
import re
import sys
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter

import pytest
from django.apps import apps

from tests.source_files import APPS, CODE, ROOT, TESTS, functions, names, nodes, violations

LEAF_NAMES = ("web", "pdf", "dates", "holidays", "terms", "paths", "prepared")
LEAVES = {f"schoolsafety.{name}" for name in LEAF_NAMES}
# What else of ours each app may import; incidents comes later, and shows others its lessons only.
MAY_IMPORT = {
    "themes": set(),
    "schools": set(),
    "incidents": {"themes", "schools", "assessments.reaction"},
    "assessments": {"themes", "schools", "incidents.lessons"},
    "plans": {"themes", "schools", "incidents.lessons", "incidents.statistics", "assessments"},
}
LEAF_LIBRARIES = {  # beside Django
    "schoolsafety.pdf": {"weasyprint", "fontTools", "pydyf"},
    "schoolsafety.terms": {"schoolsafety.dates", "schoolsafety.holidays"},
}
AROUND_THE_TABLE = {"import_module", "import_string", "__import__", "get_model", "get_app_config"}


def name_of(path: str) -> str:
    """Return the dotted name of a module: "schools/views/__init__.py" is schools.views."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {name_of(path): source for path, source in CODE.items()}


def imports(source: str) -> set[str]:
    """Return the dotted name of everything that is imported, wherever in the file."""
    found = set()
    for node in nodes(source):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names}
    return found


def lies_in(name: str, places: set[str]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def forbidden_imports(module: str, source: str) -> set[str]:
    """Return what this module may not import, by the table. Glue may import every app."""
    app = module.partition(".")[0]
    ours = {name for name in imports(source) if lies_in(name, {*APPS, "schoolsafety", "tests"})}
    if app in APPS:
        return {name for name in ours if not lies_in(name, {app} | MAY_IMPORT[app] | LEAVES)}
    if module not in LEAVES:
        return {name for name in ours if lies_in(name, {"tests", "schoolsafety.settings"})}
    allowed = {"django"} | LEAF_LIBRARIES.get(module, set()) | sys.stdlib_module_names
    return {name for name in imports(source) if not lies_in(name, allowed)}


def weasyprint_imports(source: str) -> set[str]:
    return {name for name in imports(source) if lies_in(name, {"weasyprint", "fontTools"})}


def relative_imports(source: str) -> set[str]:
    return {name for name in imports(source) if name.startswith(".")}


def late_imports(source: str) -> list[str]:
    """Return the imports inside functions, but for those that say why on their own line."""
    lines = source.splitlines()
    nodes = [
        n for f in functions(source) for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)
    ]
    found = sorted({node.lineno for node in nodes})
    return [lines[n - 1].strip() for n in found if not re.search(r"# noqa: PLC0415 - \w", lines[n - 1])]


def signals(source: str) -> set[str]:
    return {name for name in imports(source) if {"signals", "dispatch", "receiver"} & set(name.split("."))}


def hidden_imports(source: str) -> set[str]:
    """Return the ways to reach a module or model that no import shows."""
    return names(source) & AROUND_THE_TABLE


def circle(modules: dict[str, str]) -> list[str]:
    """Return the modules of a circle of imports, [] when there is none."""
    graph = {}
    for module, source in modules.items():
        targets = {name if name in modules else name.rpartition(".")[0] for name in imports(source)}
        graph[module] = targets & set(modules) - {module}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def excused() -> set[str]:
    """Return where pyproject.toml allows imports inside functions, and says why on the same line."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    return {line.split('"')[1] for line in lines if re.match(r'"\S+" = \[.*"PLC0415".*\] # \w+', line)}


def test_modules_import_what_the_table_allows():
    assert {m: found for m, source in MODULES.items() if (found := forbidden_imports(m, source))} == {}


def test_table_names_every_app():
    assert set(MAY_IMPORT) == set(APPS)
    assert {config.label for config in apps.get_app_configs()} & {*APPS} == set(APPS)


def test_imports_make_no_circle():
    assert circle(MODULES) == []


def test_models_point_to_apps_that_they_may_import():
    """A foreign key by name ("plans.Action") needs no import, but points there all the same."""
    models = [
        model
        for label in MAY_IMPORT
        if label in apps.app_configs
        for model in apps.get_app_config(label).get_models()
    ]
    pairs = {
        (m._meta.app_label, f.related_model._meta.app_label)
        for m in models
        for f in m._meta.fields
        if f.is_relation
    }

    assert {(a, b) for a, b in pairs if a != b and b not in MAY_IMPORT[a]} == set()


def test_only_one_module_makes_pdf():
    assert set(violations(weasyprint_imports, CODE)) == {"schoolsafety/pdf.py"}


def test_no_import_is_relative():
    assert violations(relative_imports, CODE | TESTS) == {}


def test_no_import_hides_in_a_function():
    found = violations(late_imports, CODE)

    assert [path for path in found if not any(fnmatch(path, glob) for glob in excused())] == []


def test_no_signals():
    assert violations(signals, CODE) == {}
    assert [path for path in CODE if path.endswith("/signals.py")] == []


def test_nothing_is_imported_by_its_name_in_a_string():
    assert violations(hidden_imports, CODE) == {}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("themes.models", "from schools.models import School"),
        ("schools.views.members", "import assessments.models"),
        ("schools.context", "from schoolsafety import views"),
        ("assessments.services", "from plans import services"),
        ("assessments.matrix", "from incidents.models import Incident"),
        ("assessments.matrix", "from incidents import models"),
        ("incidents.services", "from plans.models import Action"),
        ("plans.views.plan", "from schoolsafety import settings"),
        ("plans.views.plan", "from schoolsafety.demo_school import DATA"),
        ("plans.views.plan", "from tests.factories import make_school"),
        ("schoolsafety.web", "from schools.models import School"),
        ("schoolsafety.dates", "import environ"),
        ("schoolsafety.pdf", "from schoolsafety.dates import school_year"),
        ("schoolsafety.views", "from tests.factories import make_school"),
        ("schoolsafety.views", "from schoolsafety.settings import DEBUG"),
    ],
)
def test_table_refuses(module, line):
    assert forbidden_imports(module, f"def f():\n    {line}\n") != set()


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("assessments.matrix", "from incidents import lessons"),
        ("assessments.matrix", "from incidents.lessons import counts"),
        ("plans.document.themes", "from assessments import scoring"),
        ("schools.views.members", "from schoolsafety.web import keep_typed"),
        ("schoolsafety.demo_school", "from plans.services.actions import add_action"),
        ("schoolsafety.pdf", "from weasyprint import HTML"),
        ("schoolsafety.dates", "from datetime import date"),
    ],
)
def test_table_allows(module, line):
    assert forbidden_imports(module, line) == set()


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (weasyprint_imports, "def f():\n    from weasyprint import HTML"),
        (relative_imports, "from . import models"),
        (relative_imports, "from .models import Round"),
        (late_imports, "def f():\n    import json"),
        (late_imports, "class A:\n    def f(self):\n        from json import loads  # noqa: PLC0415"),
        (signals, "from django.dispatch import receiver"),
        (signals, "from django.db.models.signals import post_save"),
        (signals, "from django.core import signals"),
        (hidden_imports, "apps.get_model('plans.Action')"),
        (hidden_imports, "import_module('plans.models')"),
    ],
)
def test_rule_sees(rule, source):
    assert rule(source)


def test_late_import_may_say_why():
    assert not late_imports("def f():\n    import json  # noqa: PLC0415 - needs Django set up")
    assert not late_imports("import json")


def test_circle_is_seen():
    sources = {"a": "from b import x", "b": "import c.d", "c.d": "from a import y", "e": "import a"}

    assert set(circle(sources)) == {"a", "b", "c.d"}
    assert circle(sources | {"c.d": ""}) == []
