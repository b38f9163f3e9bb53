"""Which fields of a plan make a sentence when they change, and which never stand in one: by hand."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.changes import changes_between
from plans.document import content
from plans.document.content import PlanDocument, Score
from tests.plans.changed_plans import change, make_plan, nodes, swap
from tests.plans.secret_words import plan_of_words, words_in

# What a reader of the plan would miss. Of what is not here, something else tells it (a card's exact
# score: that of its pillar), it follows from the day (is_late), or it says nothing to a board (ref).
MATTERS = """
PlanDocument: school year vision
ThemePlan: name target intro
Score: number
CardPlan: title is_in_place is_work_point
QuestionLine: agreement remark
ActionLine: what owner partners due status success_sign is_open
Person: task name grade reach does
Playbook: name principle
Step: text when is_grave is_duty
Incidents: is_complete divisions kinds_hidden lessons
CalendarLine: day
"""
# A word of these may stand in a sentence; the words of all other fields never do.
MAY_BE_SAID = """
PlanDocument: school year
ThemePlan: name target cells
Score: number
CardPlan: title theme
QuestionLine: agreement
ActionLine: what owner due status
Person: task name grade
Playbook: name
CalendarLine: day
"""


def table(text: str) -> list[tuple[str, str]]:
    rows = [line.split(": ") for line in text.strip().split("\n")]
    return [(kind, field) for kind, names in rows for field in names.split()]


def other(value):
    """Return something else of the same kind; a score stays a score."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, tuple):
        return value[1:] or ("Iemand anders",)
    is_number = value[:1].isdigit() and "," in value and len(value) == 3
    return "0,3" if is_number else f"{value} anders"


def scored(plan: PlanDocument) -> PlanDocument:
    """Return the plan whose pillars all have a score, and whose cards do."""
    plan = swap(plan, Score("", "nog te bespreken", "none"), Score("1,7", "grotendeels", "s2"))
    unscored = next(card for card in plan.cards if card.exact is None)
    return swap(plan, unscored, replace(unscored, exact=1.7))


@pytest.mark.parametrize(("kind", "field"), table(MATTERS))
@given(place=st.integers(0, 30))
def test_change_of_one_field_that_matters_is_told(kind, field, place):
    old = scored(make_plan())
    if kind == "Score":  # those of the pillars: the score of a card is told by what it makes of the card
        old = replace(old, themes=tuple(replace(theme, cards=()) for theme in old.themes))

    new = change(old, getattr(content, kind), field, other, place)

    assert new != old
    assert changes_between(old, new)
    assert changes_between(new, new) == []


def test_table_names_fields_that_exist():
    found = {(name, f.name) for name, f in every_field()}

    assert set(table(MATTERS)) | set(table(MAY_BE_SAID)) <= found


def every_field():
    kinds = {type(node) for kind in (object,) for node in nodes(make_plan(), kind)}
    return [(k.__name__, f) for k in kinds if hasattr(k, "__dataclass_fields__") for f in fields(k)]


texts = st.text(alphabet="ab 1,\n”<", max_size=120)


@given(texts, texts, st.booleans())
def test_whatever_the_school_wrote_a_sentence_is_one_line_of_some_length(before, now, is_open):
    old, new = (
        replace(swap(make_plan(), "An belt.\nBram mailt.", text), vision=text) for text in (before, now)
    )

    sentences = changes_between(old, new)

    assert [s for s in sentences if "\n" in s or not s.strip() or len(s) > 250] == []
    assert changes_between(new, new) == []


def test_words_of_other_fields_are_in_no_sentence():
    """With the incidents first: of what is counted and learned there, no word is ever told."""
    plan, field_of = plan_of_words()
    one = replace(plan, themes=(replace(plan.themes[0], cells=()),))
    empty = replace(one, themes=(), people=(), actions=(), playbooks=(), calendar=(), vision="")
    rewritten = rename(one)

    sentences = [
        *changes_between(empty, one),
        *changes_between(one, empty),
        *changes_between(one, rewritten),
        *changes_between(one, bare(one)),
        *changes_between(bare(one), one),
    ]

    allowed = {f"{kind}.{field}" for kind, field in table(MAY_BE_SAID)}
    assert {field_of.get(word, word) for word in words_in(" ".join(sentences))} <= allowed
    assert len(sentences) > 10
    assert "De cijfers over meldingen zijn bijgewerkt." in sentences


def rename(plan: PlanDocument) -> PlanDocument:
    """Return the plan in which all that may be told apart by its words is worded otherwise."""
    theme = plan.themes[0]
    card = theme.cards[0]
    line, action = replace(card.questions[0], agreement="x", remark="y"), plan.actions[0]
    action = replace(action, owner="o", due="d", success_sign="s", partners=("p",), status="st")
    card = replace(card, title="t", is_in_place=False, questions=(line,), actions=())
    incidents = replace(plan.incidents, lessons=(), divisions=())
    theme = replace(theme, name="n", intro="i", target="3", cards=(card,))
    return replace(plan, themes=(theme,), actions=(action,), incidents=incidents, people=(), vision="v")


def bare(plan: PlanDocument) -> PlanDocument:
    """Return the plan whose cards say nothing."""
    theme = plan.themes[0]
    card = replace(theme.cards[0], questions=(), actions=(), is_work_point=False, is_in_place=False)
    return replace(plan, themes=(replace(theme, cards=(card,), intro=""),), incidents=None)
