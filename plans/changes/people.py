"""Who does something else now: whom to turn to, for which pupils, and how one reaches them."""

from collections.abc import Iterable, Iterator

from plans.changes.words import Change, Weight, gone_and_new, in_both, listed, same
from plans.document.content import Person
from plans.models import Task

NOUNS = {Task.CONTACT.label: "aanspreekpunt", Task.TRUST.label: "vertrouwenspersoon"}
Named = list[Person]  # one name within a task: somebody may do it for several grades


def people_changes(old: Iterable[Person], new: Iterable[Person]) -> Iterator[Change]:
    before, after = _by_task(old), _by_task(new)
    for task in dict.fromkeys([*after, *before]):
        was, now = before.get(task, {}), after.get(task, {})
        gone, came = gone_and_new(was, now)
        if gone or came:
            yield Change(Weight.PLAN, _handed_over(task, gone, came))
        for one, other in in_both(was, now):
            yield from (Change(Weight.DETAIL, told) for told in _person(task, one, other))


def _by_task(people: Iterable[Person]) -> dict[str, dict[str, Named]]:
    tasks = {}
    for person in people:
        tasks.setdefault(person.task, {}).setdefault(person.name, []).append(person)
    return tasks


def _handed_over(task: str, gone: list[Named], came: list[Named]) -> str:
    """Return who left a task and who took it up, in one sentence."""
    noun = NOUNS.get(task)
    told = []
    if gone:
        verb, rest = ("is zijn", f"geen {noun} meer") if noun else ("staat staan", "er niet meer bij")
        told.append(f"{listed([one[0].name for one in gone])} {_verb(verb, gone)} {rest}")
    if came:
        verb, rest = (
            ("is zijn", "het nu" if gone else f"nu {noun}") if noun else ("staat staan", "er nu bij")
        )
        who, grades = _subject(came)
        told.append(f"{who} {_verb(verb, came)} {rest}{grades}")
    return f"{'' if noun else f'{task}: '}{'; '.join(told)}."


def _verb(forms: str, subject: list) -> str:
    one, many = forms.split()
    return one if len(subject) == 1 else many


def _subject(came: list[Named]) -> tuple[str, str]:
    """Return who, and for which grades: of several people, each has theirs beside the name."""
    if len(came) == 1:
        grades = _grades(came[0])
        return came[0][0].name, f" voor {grades}" if grades else ""
    each = [(one[0].name, listed([p.grade for p in one if p.grade])) for one in came]
    return listed([f"{name} ({grades})" if grades else name for name, grades in each]), ""


def _grades(one: Named) -> str:
    """Return "de 2e graad en klas 6A", "" for somebody who is there for all."""
    return listed([_with_article(person.grade) for person in one if person.grade])


def _with_article(grade: str) -> str:
    needs_one = grade.lower().endswith(("graad", "klas", "jaar")) and grade[0].isdigit()
    return f"{'het' if grade.lower().endswith('jaar') else 'de'} {grade}" if needs_one else grade


def _person(task: str, old: Named, new: Named) -> Iterator[str]:
    name = new[0].name
    if _grades(old) != _grades(new):
        does = f"is nu {NOUNS[task]}" if task in NOUNS else "staat er nu"
        start = "" if task in NOUNS else f"{task}: "
        yield f"{start}{name} {does} voor {_grades(new) or 'de hele school'}."
    if not _same(old, new, "reach"):
        yield f"{task}: {name} is anders te bereiken."
    if not _same(old, new, "does"):
        yield f"{task}: wat {name} doet, is anders omschreven."


def _same(old: Named, new: Named, field: str) -> bool:
    texts = ([getattr(person, field) for person in one if getattr(person, field)] for one in (old, new))
    return same(*(" ".join(found) for found in texts))
