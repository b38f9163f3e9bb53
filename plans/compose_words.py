"""Where two versions of what the school wrote for its plan differ, in the words of its pages."""

from collections.abc import Iterable, Sequence
from datetime import date

from plans.action_words import day
from plans.document.sections import TITLES, Section
from plans.models import Composition, Responsibility, Task
from themes.models import Theme

NOTHING = "niets"
PERSON_LABELS = {
    "task": "Taak",
    "name": "Wie",
    "grade": "Voor welke graad of klas",
    "reach": "Bereikbaar via",
    "does": "Wat ze doen",
}


def differences(saved: Composition, sent: dict, themes: Sequence[Theme]) -> list[tuple[str, str, str]]:
    """Return (label, what is saved, what was sent) for each text or choice in which they differ."""
    intros = [
        (f"Inleiding bij {t.name}", saved.intros.get(t.code, ""), sent["intros"][t.code]) for t in themes
    ]
    rows = [
        ("Visie en waarden", saved.vision, sent["vision"]),
        *intros,
        ("Wat jullie weglaten", _titles(saved.hidden), _titles(sent["hidden"])),
        ("Volgende herziening", _day(saved.review_on), _day(sent["review_on"])),
    ]
    return _different(rows)


def person_differences(saved: Responsibility, sent: dict) -> list[tuple[str, str, str]]:
    """Return the same of a row of who does what."""
    now = {name: getattr(saved, name) for name in PERSON_LABELS}
    return _different(
        (label, _person_text(name, now[name]), _person_text(name, sent[name]))
        for name, label in PERSON_LABELS.items()
    )


def _different(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(label, old or NOTHING, new or NOTHING) for label, old, new in rows if old != new]


def _person_text(name: str, value: str) -> str:
    return Task(value).label if name == "task" else value


def _titles(hidden: Iterable[str]) -> str:
    return ", ".join(TITLES[section] for section in Section if section in hidden)


def _day(value: date | None) -> str:
    return day(value) if value else ""
