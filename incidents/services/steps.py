"""Saying what became of the steps of the protocol, and in which phase an incident is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from incidents.content import Record
from incidents.models import Incident
from incidents.records import Type
from incidents.services.cases import ChangedMeanwhile, Writing, read_case
from incidents.steps import Clash, Said, Step, is_news
from schools.models import Membership
from themes.models import Phase


@transaction.atomic
def save_steps(incident: Incident, *, sent: Mapping[Step, Said], by: Membership, at: datetime) -> int:
    """Write down what is new about these steps, and return of how many; the earlier records stay.

    Raises CaseClosed or CaseGone; and ChangedMeanwhile when a colleague said something else about one
    of them: then nothing of it is written.
    """
    writing = Writing(incident, by=by, at=at)
    written = read_case(writing.incident, writing.vault).written
    try:
        news = {step: said for step, said in sent.items() if is_news(said, written, step.code)}
    except Clash:
        raise ChangedMeanwhile from None
    for step, said in news.items():
        # With its words: a record stays readable when the protocol is worded anew.
        data = {"code": step.code, "state": said.state.value, "step": step.text}
        writing.add(Record(type=Type.STEP, at=at, text=said.text, data=data))
    if news:
        writing.record_act("incident.step_set")
    return len(news)


@transaction.atomic
def set_phase(incident: Incident, *, phase: Phase, by: Membership, at: datetime) -> bool:
    """Put an incident in a phase. False when it is in it already. Raises CaseClosed or CaseGone."""
    writing = Writing(incident, by=by, at=at)
    if writing.head.phase == phase:
        return False
    writing.save_head(replace(writing.head, phase=phase.value))
    writing.add(Record(type=Type.EVENT, at=at, text=f"Fase: {phase.label.lower()}"))
    writing.record_act("incident.changed")
    return True
