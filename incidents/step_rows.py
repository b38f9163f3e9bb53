"""The steps of an incident as people read and set them, with ready-made text. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from incidents.services.cases import Case
from incidents.steps import Said, State, Step, is_open_duty
from incidents.words import moment
from schools.models import Country
from themes.models import Phase

GRAVE = "Doen jullie dit niet? Schrijf dan waarom."


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step. `sent`: what somebody sent that is not kept, because of an error or a clash."""

    step: Step
    said: Said
    saved: str = ""  # "Gedaan, vandaag om 10:15, door Joris"
    duty: str = ""
    sent: Said | None = None
    error: str = ""
    is_clash: bool = False

    @property
    def now(self) -> Said:
        """Return what the form shows."""
        return self.sent or self.said

    @property
    def is_done(self) -> bool:
        return self.said.state == State.DONE

    @property
    def is_open(self) -> bool:
        return self.said.state == State.OPEN

    @property
    def is_open_duty(self) -> bool:
        return is_open_duty(self.step, self.said)

    @property
    def asks_why(self) -> bool:
        """Tell whether the explanation is shown at once; else one opens it."""
        return bool(self.now.text or self.error) or (self.step.needs_reason and not self.is_done)

    @property
    def is_faulty(self) -> bool:
        return bool(self.error) or self.is_clash

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        return [(state.value, state.label, state == self.now.state) for state in self.step.states]


def step_row(step: Step, said: Said, country: str, at: datetime, **unsaved) -> StepRow:
    duty = f"Wettelijke plicht in {Country(country).label}. {GRAVE}" if step.is_duty else ""
    saved = f"{said.state.label}, {moment(said.at, at)}, door {said.by}" if said.at else ""
    return StepRow(step, said, saved, duty or (GRAVE if step.is_grave else ""), **unsaved)


def by_phase(rows: Iterable[StepRow]) -> list[tuple[str, list[StepRow]]]:
    """Return (phase, rows) for each phase that has steps, in the order of the phases."""
    rows = list(rows)
    groups = [(phase.label, [row for row in rows if row.step.phase == phase]) for phase in Phase]
    return [(label, found) for label, found in groups if found]


def steps_part(
    case: Case, standing: list[tuple[Step, Said]], country: str, at: datetime, *, may_change: bool
) -> dict:
    """Return `steps`: the groups, and how far one is. None for a kind without a protocol."""
    if not standing:
        return {"steps": None}
    rows = [step_row(step, said, country, at) for step, said in standing]
    return {
        "steps": {
            "groups": by_phase(rows),
            "done": sum(not row.is_open for row in rows),
            "total": len(rows),
            "duties": sum(row.is_open_duty for row in rows),
            "path": reverse("incidents:steps", args=[case.incident.pk]) if may_change else "",
        }
    }
