"""Helpers of the tests about statistics: incidents that only count, and what is shown of them."""

from dataclasses import fields, is_dataclass

from incidents.content import Head
from incidents.kinds import Kind
from incidents.models import Tally
from incidents.statistics import tally_content
from incidents.vault import SchoolVault
from tests.factories import NOW


def make_tally(school, year=2026, theme="sexting", kind=Kind.COMPLAINT):
    """Make what stays of a forgotten incident; quicker than an incident."""
    tally, head = (
        Tally(school=school, school_year=year),
        Head(theme=theme, kind=kind, happened_at=NOW, logged_at=NOW),
    )
    tally.sealed = SchoolVault(school.pk).seal(tally, "sealed", tally_content(head))
    tally.save()


def make_many(school, count, **fields):
    for _ in range(count):
        make_tally(school, **fields)


def texts(division):
    return [[cell.text for cell in row] for row in division.shown.rows]


def numbers_in(value) -> list[int]:
    """Return every number that can be read off a dataclass, wherever it stands in it."""
    if isinstance(value, bool | str):
        return []
    if isinstance(value, int | float):
        return [value]
    inner = [getattr(value, f.name) for f in fields(value)] if is_dataclass(value) else value
    return [number for one in inner or () for number in numbers_in(one)]
