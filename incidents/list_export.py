"""The list of incidents as the lines of a sheet: what stands in the heads, no names and no story."""

from collections.abc import Iterable

from incidents.register_list import Row
from schools.sheets import Table

HEAD = ("Nummer", "Titel", "Thema", "Soort", "Gebeurd op", "Wie volgt op", "Stand", "Nog te doen")


def list_table(rows: Iterable[Row]) -> Table:
    """Return the incidents in the given order."""
    return Table("Meldingen", HEAD, map(_cells, rows))


def _cells(row: Row) -> list[str]:
    state = "afgesloten" if row.is_closed else "open"
    return [row.number, row.title, row.theme, row.kind, row.happened, row.handler, state, row.due]
