"""What changed between two versions of a plan, in sentences that a school board reads. No database.

Everything is matched by what stays the same: the code of a theme or a card, the words of a question,
the id of an action. A sentence tells no more than one of the two plans prints.
"""

from plans.changes.actions import action_changes
from plans.changes.chapters import chapter_changes
from plans.changes.themes import theme_changes
from plans.changes.words import Change
from plans.document.content import PlanDocument

MOST = 40  # lines


def changes_between(old: PlanDocument, new: PlanDocument) -> list[str]:
    """Return what changed, theme after theme and then by chapter; [] when nothing did.

    Of more than 40 changes the weightiest are told, in the same order, and how many there are besides.
    """
    of_actions = action_changes(old, new)
    changes = [*theme_changes(old, new, of_actions), *chapter_changes(old, new, of_actions)]
    return _told(list({change.text: change for change in changes}.values()))


def _told(changes: list[Change]) -> list[str]:
    if len(changes) <= MOST:
        return [change.text for change in changes]
    weighed = sorted(range(len(changes)), key=lambda place: (changes[place].weight, place))
    told = [changes[place].text for place in sorted(weighed[: MOST - 1])]
    return [*told, f"En nog {len(changes) - len(told)} andere wijzigingen."]
