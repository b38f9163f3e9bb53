"""One change as a sentence, and the words that such sentences share."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

QUOTED = 90  # characters of what the school wrote, at most
NUMBERS = {2: "Twee", 3: "Drie", 4: "Vier", 5: "Vijf", 6: "Zes", 7: "Zeven", 8: "Acht", 9: "Negen"}


class Weight(IntEnum):
    """What gives way first when there is too much to tell: the details do."""

    PLAN = 0
    CARD = 1
    DETAIL = 2


class Change(NamedTuple):
    weight: Weight
    text: str


def same(one: str, other: str) -> bool:
    """Tell whether two texts read the same: a space or a line break more is no change."""
    return one.split() == other.split()


def quoted(text: str) -> str:
    """Return a text of the school between quotes, on one line, cut after a word when it is long."""
    text = " ".join(text.split())
    if len(text) <= QUOTED:
        return f"“{text}”"
    whole, _, _ = text[:QUOTED].rpartition(" ")
    return f"“{(whole or text[: QUOTED - 1]).rstrip(' ,;:.-')}…”"


def listed(words: list[str]) -> str:
    """Return "Noor", "Noor en Sam", "Noor, Sam en Kim"; "" for nobody."""
    *first, last = words or [""]
    return f"{', '.join(first)} en {last}" if first else last


def gone_and_new(old: Mapping, new: Mapping) -> tuple[list, list]:
    """Return what stands only in the old, and what stands only in the new."""
    return [old[key] for key in old if key not in new], [new[key] for key in new if key not in old]


def in_both(old: Mapping, new: Mapping) -> Iterator[tuple]:
    """Yield (old, new) of what stands in both."""
    return ((old[key], new[key]) for key in new if key in old)


def text_change(old: str, new: str, *, came: str, went: str, differs: str) -> Iterator[str]:
    """Yield the sentence that fits what became of a text; none when it reads the same."""
    if not same(old, new):
        yield differs if old and new else came if new else went
