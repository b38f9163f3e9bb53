"""What the votes on a question say. Plain numbers in, plain numbers out: no database."""

from collections.abc import Mapping
from statistics import median_low

Counts = Mapping[int, int]  # value -> how many members chose it


def steps(counts: Counts) -> list[int]:
    """Return the steps of 0 to 3 that were chosen, one for each vote, the lowest first.

    Without "n.v.t." and "weet niet": they are not on the scale.
    """
    return [value for value in sorted(counts) if value >= 0 for _ in range(counts[value])]


def gap(counts: Counts) -> int:
    """Return how many steps the highest vote stands above the lowest."""
    chosen = steps(counts)
    return chosen[-1] - chosen[0] if chosen else 0


def proposal(counts: Counts) -> int | None:
    """Return the step that the votes propose, or None when more than half chose no step.

    The lower middle vote, not the average: an average invents a step that nobody chose, and when
    the group is split the cautious half should start the conversation.
    """
    chosen = steps(counts)
    if not chosen or len(chosen) * 2 < sum(counts.values()):
        return None
    return median_low(chosen)
