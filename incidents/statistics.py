"""Counts of a school's incidents by theme, kind and school year, as far as they may be shown.

Whoever asks gets a frozen table of texts (incidents/small_numbers.py decides which); the counts
themselves do not leave this module. Its rows and columns never follow from what happened: a theme
that is missing, or a year that is there, would tell of an incident as well.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.timezone import localdate

from incidents.content import Head
from incidents.kinds import Kind
from incidents.models import Incident, Tally
from incidents.reach import every_incident
from incidents.small_numbers import Cell, Counts, Shown, protect
from incidents.theme_names import theme_names
from incidents.vault import SchoolVault
from schools.models import School
from schoolsafety.dates import school_year, school_year_name

YEARS = 5  # so many school years at most, the present one included
GONE = "Een thema dat niet meer bestaat"


class Counted(NamedTuple):
    """All that is counted of one incident."""

    year: int
    theme: str
    kind: str


@dataclass(frozen=True, slots=True)
class Division:
    """The incidents of each school year by one thing: a row for each theme, or for each kind."""

    name: str
    years: tuple[str, ...]
    labels: tuple[str, ...]
    shown: Shown

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, Cell]]]]:
        """Return each row with its label, and each of its cells with its year."""
        rows = [list(zip(self.years, row, strict=True)) for row in self.shown.rows]
        return list(zip(self.labels, rows, strict=True))

    @property
    def totals(self) -> list[tuple[str, str]]:
        """Return each year with its total, or nothing when they may not be shown."""
        return list(zip(self.years, self.shown.totals, strict=True)) if self.shown.totals else []


@dataclass(frozen=True, slots=True)
class Statistics:
    """What may be known of the incidents of a school. The kinds say nothing where they cannot be shown."""

    themes: Division
    kinds: Division

    @property
    def years(self) -> tuple[str, ...]:
        return self.themes.years

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing had to be hidden."""
        return bool(self.themes.shown.totals and self.kinds.shown.totals)

    @property
    def sheet_rows(self) -> list[tuple[str, ...]]:
        """Return the lines of a sheet: what it is divided by, of what, and the years."""
        rows = []
        for part in (self.themes, self.kinds):
            rows += [(part.name, label, *(cell.text for _, cell in cells)) for label, cells in part.lines]
            if part.shown.totals:
                rows.append((part.name, "Totaal", *part.shown.totals))
        return rows


def school_statistics(school: School, *, on: date) -> Statistics:
    """Return what may be shown of the incidents of a school, up to the school year of this day.

    Four queries. `school` is that of the member who asks.
    """
    years, names = _years(school, on), theme_names()
    counted = [
        one._replace(theme=one.theme if one.theme in names else "") for one in heads_of_school(school)
    ]
    if any(one.theme == "" for one in counted):  # with them left out, the two totals would differ
        names[""] = GONE
    themes = _counts(((one.theme, one.year) for one in counted), names, years)
    kinds = _counts(((one.kind, one.year) for one in counted), Kind.values, years)
    columns = tuple(school_year_name(year) for year in years)
    return Statistics(
        themes=Division("Thema", columns, tuple(names.values()), protect(themes)),
        kinds=Division("Soort", columns, tuple(Kind.labels), protect(kinds, beside=themes)),
    )


def _years(school: School, on: date) -> list[int]:
    last = school_year(on)
    return list(range(max(school_year(localdate(school.created_at)), last - YEARS + 1), last + 1))


def _counts(found: Iterable[tuple[str, int]], codes: Iterable[str], years: list[int]) -> Counts:
    count = Counter(found)
    return [[count[code, year] for year in years] for code in codes]


def heads_of_school(school: School) -> list[Counted]:
    """Return what is counted of every incident of a school: open, closed or forgotten. Three queries.

    Nobody is asked whether they may read these incidents: nothing but the counts may leave this module.
    """
    vault = SchoolVault(school.pk)
    incidents = Incident.unscoped.filter(school=school).select_related("key")
    with every_incident():
        heads = [(i.school_year, vault.case(i.key).get(i, "head", Head)) for i in incidents]
    tallies = [read_tally(t, vault) for t in Tally.unscoped.filter(school=school)]
    return [Counted(year, head.theme, head.kind) for year, head in heads] + tallies


# What stays of a forgotten incident


def tally_content(head: Head) -> str:
    """Return what a Tally keeps, to be sealed: all that is counted of an incident beside its year."""
    return json.dumps({"theme": head.theme, "kind": head.kind})


def read_tally(tally: Tally, vault: SchoolVault) -> Counted:
    """Return what a Tally says. Raises CannotOpen."""
    content = json.loads(vault.open(tally, "sealed"))
    return Counted(tally.school_year, content["theme"], content["kind"])
