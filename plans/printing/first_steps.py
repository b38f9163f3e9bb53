"""One page for when something happens: what to do in the first half hour, and whom to call.

From the school's own Reactie answers and its own people. A sheet with an empty telephone number is
worse than none, because somebody will count on it: so it is refused, and what is missing is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.reaction import reaction_answers
from plans.action_words import day
from plans.models import Responsibility, Task
from schools.models import Membership
from themes.models import Phase, Theme

# Without these two, nobody knows whom to call.
NEEDED = (Task.CONTACT, Task.PRINCIPAL)
CALLED = (*NEEDED, Task.CARE, Task.TRUST, Task.EXTERNAL_CARE, Task.POLICE)
# What matters in the first half hour; the evaluation comes weeks later.
PHASES = (Phase.APPROACH, Phase.INTERNAL, Phase.PUPILS, Phase.OUTSIDE, Phase.AFTERCARE)


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody to call: the task, for which grade, who, and how."""

    task: str
    grade: str
    name: str
    reach: str


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """The sheet of one theme. `agreed` holds for each Reactie card what the school agreed on it."""

    school: str
    theme: str
    theme_code: str
    date: str
    called: tuple[Called, ...]
    agreed: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # (card, ((question, agreement), …))


def first_steps(theme: Theme, *, member: Membership, on: date) -> FirstSteps:
    """Return the sheet of a theme, complete or not: ask `missing` before it is printed."""
    answers = reaction_answers(member, theme.code)
    found = [answers[phase] for phase in PHASES if phase in answers and answers[phase].agreed]
    return FirstSteps(
        school=member.school.name,
        theme=theme.name,
        theme_code=theme.code,
        date=day(on),
        called=people_to_call(member),
        agreed=tuple((answer.title, answer.agreed) for answer in found),
    )


def people_to_call(member: Membership) -> tuple[Called, ...]:
    """Return whom to call in this school. One query."""
    people = Responsibility.objects.visible_to(member).filter(task__in=CALLED).in_order()
    return tuple(Called(p.get_task_display(), p.grade, p.name, p.reach.strip()) for p in people)


def missing(called: Iterable[Called]) -> list[str]:
    """Return in sentences what must be filled in before a sheet is printed; nothing when it is complete."""
    called = list(called)
    tasks = {one.task for one in called}
    lacking = [f"Er staat nog niemand bij “{task.label}”." for task in NEEDED if task.label not in tasks]
    silent = [one for one in called if not one.reach]
    return lacking + [f"Bij {one.name} ({one.task}) staat niet hoe je die bereikt." for one in silent]
