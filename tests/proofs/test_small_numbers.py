"""Small numbers stay hidden from somebody who knows the rule and tries every table there can be.

The attacker gets what is published, keeps the tables that would have been published the same way, and
looks which values a hidden cell has in them. Fewer than 0 to 4, and something leaked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import product

import pytest

from incidents.small_numbers import HIDDEN, WITHHELD, protect

pytestmark = pytest.mark.proof

VALUES = range(9)
SMALL = range(5)
SHAPES = [(1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 3), (1, 4), (2, 2)]


def tables(cells: int) -> Iterable[tuple[int, ...]]:
    return product(VALUES, repeat=cells)


def shaped(table: tuple[int, ...], columns: int) -> list[tuple[int, ...]]:
    return [table[n : n + columns] for n in range(0, len(table), columns)]


def alike(found: Iterable[tuple], publish: Callable) -> list[tuple[tuple[str, ...], list[tuple]]]:
    """Return, for everything that is published, its cells and the tables it may come from."""
    groups = defaultdict(list)
    for table in found:
        groups[publish(table)].append(table)
    return [(published[0], same) for published, same in groups.items()]


def is_independent(cells: tuple[str, ...], same: list[tuple]) -> bool:
    """Tell whether the hidden cells may have all their values, each whatever the others have."""
    ranges = [SMALL if text == HIDDEN else [int(text)] for text in cells]
    return set(same) == set(product(*ranges))


def leaking(found: Iterable[tuple], publish: Callable, most: int) -> int:
    """Return how many tables have a hidden cell of which at most this many values remain."""
    return sum(
        len(same)
        for cells, same in alike(found, publish)
        if any(
            len({table[n] for table in same}) <= most for n, text in enumerate(cells) if not text.isdigit()
        )
    )


def texts(shown) -> tuple[str, ...]:
    return tuple(cell.text for row in shown.rows for cell in row)


@pytest.mark.parametrize(("rows", "columns"), SHAPES)
def test_fixed_rule_tells_nothing_of_a_hidden_cell(rows, columns):
    def publish(table):
        shown = protect(shaped(table, columns))
        return texts(shown), shown

    found = alike(tables(rows * columns), publish)

    assert [cells for cells, same in found if not is_independent(cells, same)] == []
    assert sum(len(same) for _, same in found) == 9 ** (rows * columns)


# Rules that leak, so that the attacker is seen to find it.


def hide(table: tuple[int, ...]) -> list[str]:
    return [HIDDEN if count in SMALL else str(count) for count in table]


def naive(table):
    """Hide the small cells, and show the total."""
    return tuple(hide(table)), sum(table)


def adaptive(table):
    """Show the total as well, but never with one hidden cell: hide the next smallest with it."""
    cells = [text.replace(HIDDEN, WITHHELD) for text in hide(table)]
    if cells.count(WITHHELD) == 1 and len(cells) > 1:
        _, next_smallest = min((count, n) for n, count in enumerate(table) if count not in SMALL)
        cells[next_smallest] = WITHHELD
    return tuple(cells), sum(table)


def careful(table):
    """Show the total unless it leaves one hidden cell, or all of them at an end of their range."""
    small = [count for count in table if count in SMALL]
    is_safe = not small or (len(small) > 1 and 0 < sum(small) < 4 * len(small))
    return tuple(hide(table)), sum(table) if is_safe else None


def test_naive_rule_is_caught():
    assert leaking(tables(4), naive, most=2) == 1994  # of the 6561
    assert leaking(tables(4), naive, most=1) == 1506


@pytest.mark.parametrize(("rule", "caught"), [(adaptive, 706), (careful, 800)])
def test_adaptive_rules_are_caught(rule, caught):
    assert sum(leaking(tables(n), rule, most=2) for n in range(1, 5)) == caught  # of the 7380


# Two divisions of the same incidents, each of two cells: (themes, kinds).


def divisions() -> Iterable[tuple[int, ...]]:
    for a, b in tables(2):
        yield from ((a, b, c, a + b - c) for c in range(a + b + 1))


def each_alone(division):
    shown = [protect([[count] for count in part]) for part in (division[:2], division[2:])]
    return texts(shown[0]) + texts(shown[1]), *shown


def together(division):
    themes, kinds = [[[count] for count in part] for part in (division[:2], division[2:])]
    shown = [protect(themes), protect(kinds, beside=themes)]
    return texts(shown[0]) + texts(shown[1]), *shown


def test_two_divisions_together_tell_nothing_of_a_hidden_cell():
    for cells, same in alike(divisions(), together):
        first = {division[:2] for division in same}
        assert is_independent(cells[:2], list(first))
        for n in (2, 3):
            if cells[n] == WITHHELD:
                assert {division[n] for division in same} >= set(SMALL)


def test_two_divisions_each_by_the_rule_are_caught():
    total = len(list(divisions()))

    assert (leaking(divisions(), each_alone, most=4), total) == (500, 729)
