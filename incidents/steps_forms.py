"""What people send about the steps of the protocol: one form for each step."""

from collections.abc import Iterable
from dataclasses import replace

from django import forms

from incidents.records import Written
from incidents.steps import Clash, Said, State, Step, is_news

REASON_LENGTH = 2000


class StepForm(forms.Form):
    """What became of one step. A template draws it; the prefix is the code of the step."""

    state = forms.ChoiceField(label="Stand", error_messages={"required": "Kies hoe het hiermee staat."})
    text = forms.CharField(label="Toelichting", max_length=REASON_LENGTH, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data, *, step: Step):
        super().__init__(data, prefix=step.code)
        self.step = step
        self.fields["state"].choices = [(state.value, state.label) for state in step.states]

    @property
    def was_sent(self) -> bool:
        return self.add_prefix("seen") in self.data

    def clean(self) -> dict:
        state, text = (self.cleaned_data.get(name) for name in ("state", "text"))
        if text is not None and self.step.lacks_reason(state, text):
            self.add_error("text", "Schrijf waarom jullie dit niet doen. Eén zin is genoeg.")
        return self.cleaned_data

    def said(self) -> Said:
        """Return what was sent; only for a form that is valid."""
        state, text, seen = (self.cleaned_data[name] for name in ("state", "text", "seen"))
        return Said(State(state), text, seen)

    def unsaved(self, now: Said, written: Iterable[Written]) -> dict:
        """Return what to show of a form that was not saved, beside what is kept `now`.

        What the sender left as it was shows as it is now. After a clash the form starts from what is
        kept now, so that sending it again means it.
        """
        if not self.is_valid():
            return {"sent": self._typed(), "error": self._error()}
        sent = self.said()
        try:
            return {"sent": sent} if is_news(sent, written, self.step.code) else {}
        except Clash:
            return {"sent": replace(sent, number=now.number), "is_clash": True}

    def _typed(self) -> Said:
        """Return what was typed, whatever is wrong with it."""
        state, text, seen = (self[name].data or "" for name in ("state", "text", "seen"))
        known = State(state) if state in State.values else State.OPEN
        return Said(known, text, int(seen) if seen.isdecimal() else 0)

    def _error(self) -> str:
        return " ".join(error for errors in self.errors.values() for error in errors)
