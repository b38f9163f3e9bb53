"""What changed beside the themes: the whole plan, and then chapter by chapter."""

from collections.abc import Iterator
from itertools import chain

from plans.changes.people import people_changes
from plans.changes.words import Change, Weight, gone_and_new, in_both, text_change
from plans.document.content import CalendarLine, PlanDocument
from plans.document.sections import TITLES, Section


def chapter_changes(
    old: PlanDocument, new: PlanDocument, of_actions: dict[str, list[Change]]
) -> Iterator[Change]:
    """Yield the changes in the order of the chapters. One that either plan leaves out tells no more."""
    yield from _plan(old, new)
    tell = {
        Section.VISION: _vision,
        Section.PEOPLE: lambda old, new: people_changes(old.people, new.people),
        Section.ACTIONS: lambda old, new: chain.from_iterable(of_actions.values()),
        Section.PLAYBOOK: _playbooks,
        Section.FIGURES: _figures,
        Section.CALENDAR: _calendar,
    }
    for section in Section:
        was_hidden, is_hidden = section in old.hidden, section in new.hidden
        if was_hidden != is_hidden:
            became = "weggelaten" if is_hidden else "toegevoegd"
            yield Change(Weight.PLAN, f"Het hoofdstuk “{TITLES[section]}” is {became}.")
        elif section in tell and not is_hidden:
            yield from tell[section](old, new)


def _plan(old: PlanDocument, new: PlanDocument) -> Iterator[Change]:
    if old.school != new.school:
        yield Change(Weight.PLAN, f"De school heet nu {new.school}.")
    if old.year != new.year:
        yield Change(Weight.PLAN, f"Het plan gaat nu over schooljaar {new.year}.")


def _vision(old: PlanDocument, new: PlanDocument) -> Iterator[Change]:
    for told in text_change(
        old.vision,
        new.vision,
        came="De visie is nieuw in het plan.",
        went="De visie is weggelaten.",
        differs="De visie is herschreven.",
    ):
        yield Change(Weight.PLAN, told)


def _playbooks(old: PlanDocument, new: PlanDocument) -> Iterator[Change]:
    before, after = ({playbook.name: playbook for playbook in plan.playbooks} for plan in (old, new))
    gone, came = gone_and_new(before, after)
    told = [f"Nieuw draaiboek: {playbook.name}." for playbook in came]
    told += [f"Draaiboek {now.name} is bijgewerkt." for was, now in in_both(before, after) if was != now]
    told += [f"Draaiboek {playbook.name} staat niet meer in het plan." for playbook in gone]
    yield from (Change(Weight.DETAIL, one) for one in told)


def _figures(old: PlanDocument, new: PlanDocument) -> Iterator[Change]:
    """Say that they are other figures, and no more: what is counted stands where it is protected."""
    if old.incidents != new.incidents:
        yield Change(Weight.DETAIL, "De cijfers over meldingen zijn bijgewerkt.")


def _calendar(old: PlanDocument, new: PlanDocument) -> Iterator[Change]:
    before, after = _review(old), _review(new)
    if after and after != before:
        yield Change(Weight.DETAIL, f"De volgende herziening van het plan is op {after}.")
    elif before and not after:
        yield Change(Weight.DETAIL, "Er is geen dag meer gekozen voor de volgende herziening.")
    # A day that passed leaves the calendar by itself, which is no news.
    if set(_looked_at(new)) - set(_looked_at(old)):
        yield Change(Weight.DETAIL, "De kalender is bijgewerkt.")


def _review(plan: PlanDocument) -> str:
    """Return the day on which the plan itself is looked at again: the line that is of no card."""
    return next((line.day for line in plan.calendar if not line.where), "")


def _looked_at(plan: PlanDocument) -> list[CalendarLine]:
    return [line for line in plan.calendar if line.where]
