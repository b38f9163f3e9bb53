"""What is known of images in an incident: a description, never an image. No database."""

from datetime import date

from django.db.models import TextChoices

from incidents.records import sheet
from incidents.services.cases import Case
from incidents.sheets import IMAGES, MakeForm, filled_in, saved_line, shown
from incidents.words import day
from schoolsafety.paths import path_to


class Online(TextChoices):
    YES = "ja", "Ja"
    NO = "nee", "Nee"
    UNKNOWN = "onbekend", "Dat weten we niet"


def images_part(case: Case, form: MakeForm, *, may_change: bool, today: date) -> dict:
    """Return `images`: what was filled in, and whether it is time to look again."""
    newest, check_on = sheet(case.written, IMAGES), case.head.check_again_on
    return {
        "images": {
            "rows": shown(form, filled_in(newest)),
            "saved": saved_line(newest) if newest else "",
            "check": _check_line(check_on, today),
            "path": path_to("incidents:images", case.incident.pk) if may_change else "",
        }
    }


def _check_line(check_on: date | None, today: date) -> str:
    """Return what there is to say when the day to look again has come, else ""."""
    if check_on is None or check_on > today:
        return ""
    if check_on == today:
        return "Kijk vandaag opnieuw of het weg is."
    return f"Jullie wilden dit op {day(check_on)} opnieuw nakijken."
