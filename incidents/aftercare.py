"""Aftercare of an incident, and looking back on it. No database."""

from datetime import date

from incidents.records import sheet
from incidents.services.cases import Case
from incidents.sheets import AFTERCARE, EVALUATION, MakeForm, filled_in, saved_line, shown
from incidents.words import day
from schoolsafety.paths import path_to


def aftercare_part(case: Case, form: MakeForm, *, may_change: bool, today: date) -> dict:
    """Return `aftercare`: what was planned, the day, and whether that day has come."""
    newest, planned_on = sheet(case.written, AFTERCARE), case.head.aftercare_on
    values = filled_in(newest)
    return {
        "aftercare": {
            "rows": shown(form, {name: values.get(name, "") for name in ("what", "who")}),
            "day": day(planned_on) if planned_on else "",
            "has_come": planned_on is not None and planned_on <= today,
            "saved": saved_line(newest) if newest else "",
            "path": path_to("incidents:aftercare", case.incident.pk) if may_change else "",
        }
    }


def evaluation_part(case: Case, form: MakeForm, *, may_change: bool) -> dict:
    """Return `evaluation`: the questions that were answered."""
    newest = sheet(case.written, EVALUATION)
    return {
        "evaluation": {
            "rows": shown(form, filled_in(newest)),
            "saved": saved_line(newest) if newest else "",
            "path": path_to("incidents:evaluation", case.incident.pk) if may_change else "",
        }
    }
