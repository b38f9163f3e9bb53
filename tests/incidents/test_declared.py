"""Every column of the register is sealed, or is open for a reason: what a dump of the database shows."""

import pytest
from django.apps import apps
from django.db import models

from incidents.fields import SealedField

ROW = "tells rows apart; random, and derived from nothing"
SCHOOL = "the wall between schools needs it"
CASE = "says which incident this belongs to, for the keys and the walls"
YEAR = "counts and terms go by school year; a year says little"
IN_ORDER = "the order; says how many there are"
WHO = "permissions are read from the database, by the id of a membership"
SEALED = "sealed"

COLUMNS = {
    "Incident": {
        "id": ROW,
        "school": SCHOOL,
        "school_year": YEAR,
        "number": "the number that people use, one after the other",
        "week": "the Monday of the week in which it was reported, no day and no hour",
        "is_closed": "only what is closed is forgotten",
        "version": "two people who change the same thing both keep their text",
        "last_record": IN_ORDER,
        "names_until": "forgetting needs no key to know what is due; a last day of a month",
        "story_until": "the same",
        "are_names_forgotten": "forgetting goes on where it was stopped",
        "is_held": "what is held is not forgotten; the reason is sealed",
        "head": SEALED,
    },
    "Entry": {
        "id": ROW,
        "school": SCHOOL,
        "incident": CASE,
        "number": IN_ORDER,
        "by": "who wrote it is asked for on a request to read, without opening every incident",
        "record": SEALED,
    },
    "Person": {
        "id": ROW,
        "school": SCHOOL,
        "incident": CASE,
        "number": IN_ORDER,
        "involvement": SEALED,
        "name": SEALED,
    },
    "Access": {
        "id": ROW,
        "school": SCHOOL,
        "incident": CASE,
        "member": WHO,
        "kind": "decides what somebody may do",
        "may_note": "the same",
        "may_see_names": "the same",
        "given_by": "who let somebody in can be told without opening the incident",
        "given_at": "the same; the audit log has that moment too",
        "until": "the database itself ends an access",
        "ended_at": "the same",
    },
    "Exclusion": {"id": ROW, "school": SCHOOL, "incident": CASE, "member": WHO},
    "SchoolKey": {
        "id": ROW,
        "school": SCHOOL,
        "number": IN_ORDER,
        "wrapped_by": "says which key of the key file opens it",
        "wrapped": SEALED,
    },
    "CaseKey": {
        "id": ROW,
        "school": SCHOOL,
        "incident": CASE,
        "school_key": "says which key opens it",
        "wrapped": SEALED,
    },
    "Lesson": {"id": ROW, "school": SCHOOL, "school_year": YEAR, "sealed": SEALED},
    "Tally": {"id": ROW, "school": SCHOOL, "school_year": YEAR, "sealed": SEALED},
    "RetentionTerms": {
        "school": SCHOOL,
        "names_years": "about the school, not about a person",
        "story_years": "the same",
        "reason": "the same; everybody who reads the terms reads it, and the page asks for no names",
        "changed_at": "the second of two editors is told",
        "changed_by": "who answers for the terms",
    },
    "AccessRequest": {
        "id": ROW,
        "school": SCHOOL,
        "number": "the number that people use, one after the other",
        "version": "two people who change the same thing both keep their text",
        "opened_by": "two people must look at it: the database compares them",
        "approved_by": "the same",
        "is_closed": "the list of what is still to answer",
        "until": "forgetting needs no key to know what is due",
        "sealed": SEALED,
    },
}


def columns_of(model: type[models.Model]) -> dict[str, bool]:
    """Return the columns of a model, and whether each can only hold what a vault sealed."""
    return {field.name: isinstance(field, SealedField) for field in model._meta.local_fields}


def undeclared(model: type[models.Model], declared: dict[str, str]) -> set[str]:
    """Return the columns that are not in the list, or are there as what they are not."""
    found = columns_of(model)
    said = {name: reason == SEALED for name, reason in declared.items()}
    return {name for name in found.keys() | said.keys() if found.get(name) != said.get(name)}


def register_models() -> list[type[models.Model]]:
    return list(apps.get_app_config("incidents").get_models(include_auto_created=True))


def test_every_column_is_sealed_or_open_for_a_reason():
    found = {
        model.__name__: undeclared(model, COLUMNS.get(model.__name__, {})) for model in register_models()
    }

    assert {name: columns for name, columns in found.items() if columns} == {}
    assert set(COLUMNS) == set(found)


def test_reasons_say_something():
    reasons = [reason for columns in COLUMNS.values() for reason in columns.values() if reason != SEALED]

    assert [reason for reason in reasons if len(reason) < 8] == []


def test_open_texts_are_none_but_these():
    """Whoever adds a text that is not sealed adds it here too, and so looks at it twice."""
    texts = {
        f"{model.__name__}.{field.name}"
        for model in register_models()
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField | models.BinaryField)
        and not isinstance(field, SealedField)
    }

    assert texts == {"Access.kind", "RetentionTerms.reason"}


@pytest.mark.parametrize(
    ("declared", "faults"),
    [
        ({"id": ROW, "school": SCHOOL, "school_year": YEAR, "sealed": SEALED}, set()),
        ({"id": ROW, "school": SCHOOL, "sealed": SEALED}, {"school_year"}),
        ({"id": ROW, "school": SCHOOL, "school_year": SEALED, "sealed": SEALED}, {"school_year"}),
        ({"id": ROW, "school": SCHOOL, "school_year": YEAR, "sealed": "open"}, {"sealed"}),
        ({"id": ROW, "school": SCHOOL, "school_year": YEAR, "sealed": SEALED, "name": SEALED}, {"name"}),
    ],
)
def test_list_that_differs_from_the_model_is_seen(declared, faults):
    assert undeclared(apps.get_model("incidents.Tally"), declared) == faults
