"""The steps of an incident as people read and set them, with ready-made text. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from incidents.services.cases import Case
from incidents.steps import Said, State, Step, is_open_duty
from incidents.words import moment
from schools.models import Country
from schoolsafety.paths import path_to
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


class StepLine(NamedTuple):
    """One step on the page of an incident, as text: "" for what is not said.

    A tuple, because a template takes those apart much faster than objects.
    """

    text: str
    when: str
    looks: str  # its state, and whether it is an open duty
    saved: str
    said: str
    duty: str
    done: str  # what says that it is done, for who may: its code, and the number of its record

    @classmethod
    def of(cls, row: StepRow, *, may_change: bool) -> "StepLine":
        is_duty = row.is_open_duty
        return cls(
            text=row.step.text,
            when=row.step.when,
            looks=f"{row.said.state.value} duty" if is_duty else row.said.state.value,
            saved=row.saved,
            said=row.said.text,
            duty=row.duty if is_duty else "",
            done=f"{row.step.code}:{row.said.number}" if may_change and row.is_open else "",
        )


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
    done = sum(not row.is_open for row in rows)
    path = path_to("incidents:steps", case.incident.pk) if may_change else ""
    return {
        "steps": {
            "groups": [
                (phase, [StepLine.of(row, may_change=may_change) for row in found])
                for phase, found in by_phase(rows)
            ],
            "done": done,
            "total": len(rows),
            "duties": sum(row.is_open_duty for row in rows),
            "path": path,
            "done_path": path if done < len(rows) else "",  # without a button there is no form
        }
    }
