"""From answers to scores. Plain numbers in, plain numbers out: no database.

The rules stand in words, with worked examples, in docs/scoring.md. Pages, PDF and exports call
these functions and nothing else counts.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

HIGHEST = 3
LEVELS = ("nog niet", "gestart", "grotendeels", "geborgd")
NO_SCORE = "nog te bespreken"


class Tally(NamedTuple):
    """How far a card is: of `questions`, `answered` have an answer and `scored` a step of 0 to 3.

    `total` is the sum of those steps. "n.v.t." and "weet niet" are answered but not scored.
    """

    questions: int
    answered: int = 0
    scored: int = 0
    total: int = 0

    @property
    def score(self) -> float | None:
        """The card's score: the mean of its scored questions, or None without any."""
        return self.total / self.scored if self.scored else None

    @property
    def is_done(self) -> bool:
        return self.answered >= self.questions


def tally(values: Iterable[int | None]) -> Tally:
    """Count a card's answers, one value per question (None: still open)."""
    values = list(values)
    answered = [value for value in values if value is not None]
    scored = [value for value in answered if value >= 0]
    return Tally(len(values), len(answered), len(scored), sum(scored))


def mean(scores: Iterable[float | None]) -> float | None:
    """Return the mean of the scores there are: each counts the same. None without any.

    A cell (theme x pillar) is the mean of its cards, so that a card with many questions weighs as
    much as one with few.
    """
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if known else None


@cache
def level(score: float | None) -> int | None:
    """Return the level 0 to 3 of a score: the scale of 0 to 3 cut in four equal parts."""
    if score is None:
        return None
    return min(HIGHEST, int(shown(score) * 4 // 3))


def level_name(score: float | None) -> str:
    """Return the word of a score; a score is never shown without it."""
    found = level(score)
    return NO_SCORE if found is None else LEVELS[found]


@cache  # a mean of a few small numbers: there are some hundreds of scores, asked for all the time
def shown(score: float) -> Decimal:
    """Round a score to the one decimal that people see, 0.75 up to 0.8."""
    exact = Decimal(str(round(score, 9)))
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


@cache
def number(score: float | None) -> str:
    """Write a score as people read it: "1,9"; "" without a score."""
    return "" if score is None else str(shown(score)).replace(".", ",")


def change(now: float | None, before: float | None) -> str:
    """Write the difference with an earlier score: "+0,4", "−0,2", "" when equal or unknown.

    It is the difference of the two numbers as shown, so that a reader can check it.
    """
    if now is None or before is None:
        return ""
    difference = shown(now) - shown(before)
    if not difference:
        return ""
    sign = "+" if difference > 0 else "−"
    return f"{sign}{abs(difference)}".replace(".", ",")


def is_work_point(score: float | None, target: Decimal) -> bool:
    """Tell whether a card's score, as shown, falls short of its theme's target.

    An unscored card is no work point: it still has to be talked about.
    """
    return score is not None and shown(score) < target
