"""A plan with a word of its own in every text, to see which of them an audience gets."""

import re
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from itertools import count
from typing import Union, get_args, get_origin, get_type_hints

from plans.document.content import PlanDocument

WORD = re.compile(r"zq\d{4}")


def plan_of_words() -> tuple[PlanDocument, dict[str, str]]:
    """Return a plan in which each text is one made-up word, and the field of each word: "Person.reach"."""
    numbers, fields_by_word = count(1000), {}

    def fill(kind, field: str):
        if kind is str:
            word = f"zq{next(numbers)}"
            fields_by_word[word] = field
            return word
        if is_dataclass(kind):
            hints = get_type_hints(kind)
            return kind(**{f.name: fill(hints[f.name], f"{kind.__name__}.{f.name}") for f in fields(kind)})
        if get_origin(kind) in (Union, types.UnionType):
            return fill(get_args(kind)[0], field)
        if get_origin(kind) is tuple:
            return tuple(_members(kind, field, fill))
        if issubclass(kind, StrEnum):
            return next(iter(kind))
        return kind(True)  # bool, int, float

    return fill(PlanDocument, ""), fields_by_word


def _members(kind, field: str, fill) -> Iterator:
    """Yield one member of a tuple of any length, or each member of one of fixed length."""
    first, *others = get_args(kind)
    if others == [Ellipsis]:
        if not (isinstance(first, type) and issubclass(first, StrEnum)):  # nothing is hidden
            yield fill(first, field)
        return
    for member in (first, *others):
        yield fill(member, field)


def words_in(text: str) -> set[str]:
    return set(WORD.findall(text))
