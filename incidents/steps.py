"""The checklist of an incident: the steps of the protocol of its kind, and what became of each.

A step that is a duty by law counts in that country alone. Elsewhere it is left out, not shown as
advice: such a step names the bodies of its own country (the Dutch "vertrouwensinspectie"), and a
school that looks for one that does not exist loses time when it has none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices

from incidents.records import Written, steps
from incidents.services.cases import Case
from themes.catalogue import Editions, editions, protocol_steps


class State(TextChoices):
    OPEN = "open", "Nog niet"
    DONE = "done", "Gedaan"
    NOT_DONE = "not_done", "Niet gedaan"
    NOT_APPLICABLE = "not_applicable", "Niet van toepassing"


LEFT_UNDONE = {State.NOT_DONE, State.NOT_APPLICABLE}


@dataclass(frozen=True)
class Step:
    """One step that this school is asked to take. `when`: only in that case."""

    code: str
    phase: str
    text: str
    when: str = ""
    is_grave: bool = False
    is_duty: bool = False  # by the law of the school's own country

    @property
    def needs_reason(self) -> bool:
        """Tell whether leaving it undone needs a written reason."""
        return self.is_grave or self.is_duty

    @property
    def states(self) -> list[State]:
        """Return what can be said of it; only a step with a "when" may not apply."""
        return [state for state in State if self.when or state != State.NOT_APPLICABLE]

    def lacks_reason(self, state: str, text: str) -> bool:
        return self.needs_reason and state in LEFT_UNDONE and not text


@dataclass(frozen=True)
class Said:
    """What became of a step. `number` is that of the record that says so, 0 while there is none."""

    state: State = State.OPEN
    text: str = ""
    number: int = 0
    at: datetime | None = None
    by: str = ""

    @classmethod
    def of(cls, written: Written | None) -> "Said":
        if written is None:
            return cls()
        record = written.record
        return cls(State(record.data["state"]), record.text, written.number, record.at, written.by)

    def same_as(self, other: "Said") -> bool:
        return (self.state, self.text) == (other.state, other.text)


class Clash(Exception):
    """A colleague said something else about the same step meanwhile."""


def is_news(sent: Said, written: Iterable[Written], code: str) -> bool:
    """Tell whether this is to be written down. Raises Clash.

    `sent.number` is the record that the sender saw: who left a step as it was there says nothing
    about it, whatever a colleague did meanwhile.
    """
    own = [w for w in written if steps([w]).keys() == {code}]
    seen = Said.of(next((w for w in own if w.number == sent.number), None))
    now = Said.of(own[-1] if own else None)
    if sent.same_as(now) or sent.same_as(seen):
        return False
    if sent.number != now.number:
        raise Clash
    return True


def steps_of(kind: str, country: str, sets: Editions | None = None) -> list[Step]:
    """Return the steps for this kind of incident in this country; none for a data leak.

    One query, or none for who has the `sets` of the catalogue already.
    """
    found = protocol_steps(editions() if sets is None else sets).get(kind, [])
    return [
        Step(s.code, s.phase, s.text, s.when, s.is_grave, is_duty=bool(s.law))
        for s in found
        if s.law in ("", country)
    ]


def standing(case: Case, country: str, sets: Editions | None = None) -> list[tuple[Step, Said]]:
    """Return each step of an incident with what became of it."""
    said = steps(case.written)
    return [(step, Said.of(said.get(step.code))) for step in steps_of(case.head.kind, country, sets)]


def open_duties(case: Case, country: str) -> list[Step]:
    """Return the grave steps and duties by law that are neither done nor left undone with a reason."""
    return [step for step, said in standing(case, country) if is_open_duty(step, said)]


def is_open_duty(step: Step, said: Said) -> bool:
    undecided = said.state == State.OPEN or step.lacks_reason(said.state, said.text)
    return step.needs_reason and undecided
