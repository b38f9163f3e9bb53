"""Who is involved in an incident, as rows of its page. Names are in it only when they were asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from incidents.access import Rights
from incidents.case_forms import AddPersonForm, NameForm
from incidents.kinds import PersonRole
from incidents.services.cases import Case, Involved


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as text. `name` is what the column says; `form` is there for who may name somebody."""

    label: str
    role: str
    note: str
    name: str
    is_shown: bool
    form: NameForm | None
    path: str


def persons_part(
    case: Case,
    rights: Rights,
    *,
    names: Mapping[UUID, str] | None = None,
    person_form: AddPersonForm | None = None,
    name_form: NameForm | None = None,
) -> dict:
    """Return the persons, and the forms for who may add and name them. `names` are there when asked for."""
    base = reverse("incidents:detail", args=[case.incident.pk])
    may_write = rights.may_handle and not case.incident.is_closed
    forms = {}
    if may_write:
        forms = {p.id: NameForm(person=p.id, has_name=p.has_name) for p in case.persons}
        forms |= {name_form.person: name_form} if name_form else {}
    may_ask = may_show_names(rights) and names is None and any(p.has_name for p in case.persons)
    return {
        "persons": [_row(p, case, names or {}, forms.get(p.id), base) for p in case.persons],
        "names_path": f"{base}namen/" if may_ask else "",
        "are_names_shown": names is not None,
        "person_form": (person_form or AddPersonForm()) if may_write else None,
    }


def may_show_names(rights: Rights) -> bool:
    """Tell whether the button is there. In an emergency it is the second click that names ask for."""
    return rights.may_see_names or rights.is_break_glass


def _row(
    person: Involved, case: Case, names: Mapping[UUID, str], form: NameForm | None, base: str
) -> PersonRow:
    return PersonRow(
        label=person.involvement.label,
        role=PersonRole(person.involvement.role).label,
        note=person.involvement.note,
        name=names.get(person.id) or _without_name(person, case),
        is_shown=person.id in names,
        form=form,
        path=f"{base}betrokkenen/{person.id}/naam/",
    )


def _without_name(person: Involved, case: Case) -> str:
    if person.has_name:
        return "naam versleuteld"
    return "naam gewist" if case.incident.are_names_forgotten else "geen naam genoteerd"
