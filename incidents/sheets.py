"""What stands on a sheet as people read it, and how two versions of it differ. No database."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.forms import BaseForm, ChoiceField, DateField, DateTimeField
from django.utils.timezone import localdate

from incidents.records import Written
from incidents.words import day, moment_in_full

MakeForm = Callable[[], BaseForm]

IMAGES, AFTERCARE, EVALUATION, LEAK = "images", "aftercare", "evaluation", "leak"


def filled_in(newest: Written | None) -> dict[str, str]:
    """Return the fields of the newest version of a sheet as they were saved; none before the first."""
    if newest is None:
        return {}
    return {name: value for name, value in newest.record.data.items() if name != "name"}


def as_texts(fields: Mapping[str, str | date | None]) -> dict[str, str]:
    """Return the fields as they are saved: a day as 2026-11-20, nothing as ""."""
    return {name: v.isoformat() if isinstance(v, date) else v or "" for name, v in fields.items()}


def shown(make_form: MakeForm, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (label, text) of each field that was filled in, in the order of the form."""
    if not any(values.values()):
        return []  # most sheets are empty, and a form costs more than all the rest of its part
    form = make_form()
    return [
        (_label(form, name), _text(form, name, values[name])) for name in form.fields if values.get(name)
    ]


def differences(form: BaseForm, saved: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return (label, what is saved, what was sent) for each field in which a valid form differs."""
    sent = as_texts({name: value for name, value in form.cleaned_data.items() if name != "seen"})
    return [
        (
            _label(form, name),
            *(_text(form, name, value) or "(leeg)" for value in (saved.get(name, ""), text)),
        )
        for name, text in sent.items()
        if text != saved.get(name, "")
    ]


def saved_line(newest: Written) -> str:
    """Return "Bewaard op 20 november 2026 door Joris"."""
    return f"Bewaard op {day(localdate(newest.at))} door {newest.by}"


def _label(form: BaseForm, name: str) -> str:
    return str(form.fields[name].label)


def _text(form: BaseForm, name: str, value: str) -> str:
    """Return a saved value in words: a day as a date, a choice by its label."""
    field = form.fields[name]
    if isinstance(field, DateField):
        return day(date.fromisoformat(value)) if value else ""
    if isinstance(field, DateTimeField):
        return moment_in_full(datetime.fromisoformat(value)) if value else ""
    if isinstance(field, ChoiceField):
        return str(dict(field.choices)[value]) if value else ""
    return value
