"""Who is involved in an incident, as rows of its page. Names are in it only when they were asked for."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from incidents.access import Rights
from incidents.kinds import PersonRole
from incidents.services.cases import Case, Involved
from schoolsafety.paths import path_to


class PersonRow(NamedTuple):
    """One person as text. `name` is what the column says; `path` is "" for who may not name somebody."""

    label: str
    role: str
    note: str
    name: str
    is_shown: bool
    has_name: bool
    path: str


def persons_part(case: Case, rights: Rights, names: Mapping[UUID, str] | None = None) -> dict:
    """Return the persons, and the ways to add and name them. `names` are there when asked for."""
    pk, may_add = case.incident.pk, rights.may_handle and not case.incident.is_closed
    add_path = path_to("incidents:add_person", pk) if may_add else ""
    may_ask = may_show_names(rights) and names is None and any(p.has_name for p in case.persons)
    return {
        "persons": [_row(p, case, names or {}, add_path) for p in case.persons],
        "names_path": path_to("incidents:names", pk) if may_ask else "",
        "hide_path": path_to("incidents:detail", pk) if names is not None else "",
        "add_person_path": add_path,
    }


def may_show_names(rights: Rights) -> bool:
    """Tell whether the button is there. In an emergency it is the second click that names ask for."""
    return rights.may_see_names or rights.is_break_glass


def _row(person: Involved, case: Case, names: Mapping[UUID, str], add_path: str) -> PersonRow:
    return PersonRow(
        label=person.involvement.label,
        role=PersonRole(person.involvement.role).label,
        note=person.involvement.note,
        name=names.get(person.id) or _without_name(person, case),
        is_shown=person.id in names,
        has_name=person.has_name,
        path=f"{add_path}{person.id}/naam/" if add_path else "",
    )


def _without_name(person: Involved, case: Case) -> str:
    if person.has_name:
        return "naam versleuteld"
    return "naam gewist" if case.incident.are_names_forgotten else "geen naam genoteerd"
