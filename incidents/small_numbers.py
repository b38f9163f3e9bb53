"""What may be shown of counts: the one rule for page, sheet, plan and PDF. Numbers in, text out.

A count of 0 to 4 is shown as "0–4". As soon as one is, the whole table goes without totals and bars:
with a total, the others give the hidden one away. The rule is fixed on purpose: one that hides more
where it must, tells by what it hides.

Two divisions of the same incidents, such as by theme and by kind, have the same total: together they
give away what each hides. So the second is shown only where neither has anything to hide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5  # the smallest count that is shown
HIDDEN, WITHHELD = "0–4", "–"

Counts = Sequence[Sequence[int]]  # by row, then by column; a plain list is a table of one column


@dataclass(frozen=True, slots=True)
class Cell:
    """A count as text. `bar` is its length in percents of the longest one, "" where none may be drawn."""

    text: str
    bar: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that may leave of a table: text, and no number to count on with. No totals: not to be shown."""

    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[str, ...] = ()  # by column

    @property
    def has_figures(self) -> bool:
        """Tell whether a count is shown anywhere."""
        return any(cell.text not in (HIDDEN, WITHHELD) for row in self.rows for cell in row)


def protect(counts: Counts, *, beside: Counts | None = None) -> Shown:
    """Return what may be shown of a table of counts.

    `beside` is another division of the same incidents, with the same columns, that is shown as well:
    a column is withheld here unless all of it, in both, may be shown.
    """
    columns = list(zip(*counts, strict=True))
    withheld = [_has_small(column) for column in columns] if beside is not None else [False] * len(columns)
    for n, column in enumerate(zip(*(beside or ()), strict=True)):
        withheld[n] = withheld[n] or _has_small(column)
    if any(withheld) or any(_has_small(column) for column in columns):
        rows = [[_cell(*one) for one in zip(row, withheld, strict=True)] for row in counts]
        return Shown(tuple(map(tuple, rows)))
    longest = max((count for row in counts for count in row), default=1)
    rows = [
        tuple(Cell(str(count), bar=str(round(100 * count / longest))) for count in row) for row in counts
    ]
    return Shown(tuple(rows), totals=tuple(str(sum(column)) for column in columns))


def _has_small(column: Sequence[int]) -> bool:
    return any(count < LEAST for count in column)


def _cell(count: int, is_withheld: bool) -> Cell:
    if is_withheld:
        return Cell(WITHHELD)
    return Cell(HIDDEN if count < LEAST else str(count))
