"""Two editors in any order: every text that somebody typed is kept, or is given back to choose."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.merging import Entry
from assessments.models import Answer, AnswerRevision
from assessments.services import save_answers
from tests.factories import NOW, make_card, make_round
from themes.models import Kind

fast = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
acts = ["reload", "text", "remark", "value", "mine", "theirs", "both"]
moves = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(acts)), min_size=2, max_size=12)


class Editor:
    """A person with a page open: what it shows, the version it starts from, what clashed."""

    def __init__(self, member, round, question):
        self.member, self.round, self.question = member, round, question
        self.clashes, self.typed = {}, set()
        self.show(None)

    def show(self, answer):
        self.version = answer.version if answer else 0
        names = {"value": None, "text": "", "remark": ""}
        self.fields = {name: getattr(answer, name, empty) for name, empty in names.items()} | self.clashes

    def do(self, act, number):
        if act == "reload" and not self.clashes:  # somebody who must choose does not walk away
            self.show(self.round.answers.filter(question=self.question).first())
        elif act == "value":
            self.save(value=number % 4)
        elif act in ("text", "remark"):
            self.typed -= {self.clashes.get(act)}  # they type over what was given back to them
            self.typed.add(f"Tekst {number}.")
            self.save(**{act: f"Tekst {number}."})
        elif act in ("mine", "theirs", "both"):
            self.typed -= set(self.clashes.values()) if act == "theirs" else set()
            self.save(resolve=act)

    def save(self, resolve="", **changes):
        self.fields |= changes
        entry = Entry(self.question, self.version, self.fields, resolve)
        outcome = save_answers(self.round, [entry], by=self.member, at=NOW)[self.question.pk]
        self.clashes = outcome.clashes
        self.show(outcome.answer)


@pytest.fixture
def play(team_member, contact):
    """Return a function that lets two people make moves on a new question."""
    round = make_round(team_member)
    return partial(play_moves, round, (team_member, contact))


def play_moves(round, members, moves) -> list[Editor]:
    question = make_card(round.themes.get().theme, kind=Kind.OPEN).questions.get()
    editors = [Editor(member, round, question) for member in members]
    for number, (who, act) in enumerate(moves):
        editors[who].do(act, number)
    return editors


def saved_versions(editor) -> list[tuple]:
    saved = AnswerRevision.unscoped.filter(answer__question=editor.question).order_by("version")
    return list(saved.values_list("version", "value", "text", "remark"))


def texts_kept(editors) -> str:
    saved = [text for *_, text, remark in saved_versions(editors[0]) for text in (text, remark)]
    given_back = [str(value) for editor in editors for value in editor.clashes.values()]
    return "\n".join(saved + given_back)


@fast
@given(moves=moves)
def test_no_text_is_ever_lost(play, moves):
    editors = play(moves)

    kept = texts_kept(editors)

    assert [text for editor in editors for text in editor.typed if text not in kept] == []


@fast
@given(moves=moves)
def test_revisions_count_up_and_end_at_the_answer(play, moves):
    editors = play(moves)

    saved = saved_versions(editors[0])
    answer = Answer.unscoped.filter(question=editors[0].question)

    assert [version for version, *_ in saved] == list(range(1, len(saved) + 1))
    assert list(answer.values_list("version", "value", "text", "remark")) == saved[-1:]
    assert all(before[1:] != after[1:] for before, after in zip(saved, saved[1:], strict=False))
