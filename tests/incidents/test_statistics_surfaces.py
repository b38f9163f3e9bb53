"""Page, sheet, plan and lessons have their figures from the one rule, and nobody counts beside it."""

import re

import pytest

from incidents.closing import Followed
from incidents.lessons import lessons_for
from tests.incidents.counting import numbers_in
from tests.incidents.lessons import make_lesson
from tests.source_files import CODE, PAGES, calls, names, violations
from tests.test_architecture import imports

REGISTER = {path: source for path, source in CODE.items() if path.startswith("incidents/")}
# Who counts rows of the register, and why that shows nobody a small number.
MAY_COUNT = {
    "incidents/handover.py": "the incidents that a contact person may read",
    "incidents/views/handover.py": "those that a contact person follows up",
    "incidents/services/forgetting.py": "what a command forgot, told on the server",
    "incidents/register_list.py": "the list of a contact person, who may read each of them",
    "incidents/services/cases.py": "the persons of one incident, for whoever reads it",
    "incidents/services/register.py": "as the list",
}
# Who reads what the counts are made of.
MAY_READ_ALL = {"incidents/statistics.py"}
SHOW_FIGURES = {"incidents/statistics.py", "incidents/lessons.py"}
DOORS = ("incidents.statistics", "incidents.lessons")


def row_counts(source: str) -> list[str]:
    """Return the calls by which the database counts rows."""
    found = [name for name, call in calls(source) if name != "count" or not call.args]  # a text counts, too
    return [name for name in found if name in {"count", "Count"}]


def heads_read(source: str) -> set[str]:
    return names(source) & {"heads_of_school", "read_tally"}


def rule_used(source: str) -> list[str]:
    return [name for name, _ in calls(source) if name == "protect"]


def own_arithmetic(html: str) -> list[str]:
    """Return what counts or adds in a template."""
    return re.findall(
        r"\|\s*(?:length\w*|add)\b|\bforloop\.(?:rev)?counter|\bwidthratio\b|\.count\(\)", html
    )


def shows_figures(html: str) -> bool:
    return bool(re.search(r"\b(?:statistics|plan\.incidents|part\.lines|lessons\.(?:told|count))\b", html))


def doors_used(source: str) -> set[str]:
    return {door for door in DOORS for name in imports(source) if name.startswith(f"{door}.")}


def test_only_these_count_rows_of_the_register():
    assert set(violations(row_counts, REGISTER)) - set(MAY_COUNT) == set()


def test_heads_of_all_incidents_stay_in_one_module():
    assert set(violations(heads_read, CODE)) == MAY_READ_ALL


def test_the_rule_is_applied_where_the_counts_are_made():
    assert set(violations(rule_used, CODE)) == SHOW_FIGURES


def test_page_sheet_and_plan_come_in_by_the_door():
    found = {path for path, source in CODE.items() if "incidents.statistics" in doors_used(source)}

    assert {"incidents/views/statistics.py", "plans/document/around.py"} <= found


def test_templates_with_figures_count_nothing_themselves():
    surfaces = {path: html for path, html in PAGES.items() if shows_figures(html)}

    assert {
        "templates/incidents/statistics.html",
        "templates/incidents/_figures.html",
        "templates/pdf/_statistics.html",
        "templates/pdf/_figures.html",
        "templates/assessments/lessons.html",
    } <= set(surfaces)
    own = {"templates/plans/_plan_contents.html"}  # counts cards and actions, and no figure of incidents
    assert set(violations(own_arithmetic, surfaces)) <= own


@pytest.mark.parametrize("count", [4, 5])
def test_lessons_bring_no_number_along(contact, count):
    for _ in range(count):
        make_lesson(contact, followed=Followed.YES)

    (found,) = lessons_for(contact)

    assert numbers_in((found.theme, found.card, found.count, found.told)) == []
    assert found.count == ("5" if count == 5 else "0–4")


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        (row_counts, "n = Incident.unscoped.filter(school=school).count()"),
        (row_counts, "Tally.objects.visible_to(member).aggregate(n=Count('pk'))"),
        (heads_read, "from incidents.statistics import heads_of_school\nlen(heads_of_school(school))"),
        (own_arithmetic, "{{ statistics.themes.lines|length }}"),
        (own_arithmetic, "{{ row.lessons.told|length }}"),
        (own_arithmetic, "{{ forloop.counter }}"),
        (own_arithmetic, "{{ incidents.count() }}"),
    ],
)
def test_raw_count_is_seen(rule, bad):
    assert rule(bad)
