"""What is true of every score, whatever the answers. The worked examples are in test_scoring_doc.py."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import (
    LEVELS,
    Tally,
    change,
    is_work_point,
    level,
    level_name,
    mean,
    number,
    shown,
    tally,
)
from themes.steps import VALUES

answers = st.lists(st.sampled_from([None, *VALUES]), max_size=12)
steps = st.lists(st.integers(0, 3), min_size=1, max_size=12)
scores = steps.map(lambda values: tally(values).score)
unscored = st.lists(st.sampled_from([None, -1, -2]), max_size=5)


@given(answers)
def test_score_stays_between_0_and_3(values):
    score = tally(values).score

    assert score is None or 0 <= score <= 3


@given(answers, st.randoms())
def test_order_of_the_answers_does_not_matter(values, random):
    shuffled = random.sample(values, len(values))

    assert tally(shuffled) == tally(values)


@given(st.lists(scores, max_size=8), st.randoms())
def test_order_of_the_cards_does_not_matter(found, random):
    shuffled = random.sample(found, len(found))

    assert number(mean(shuffled)) == number(mean(found))


@given(answers, unscored)
def test_not_applicable_and_unknown_never_change_a_score(values, more):
    assert tally(values + more).score == tally(values).score


@given(unscored)
def test_without_a_step_there_is_no_score(values):
    assert tally(values).score is None
    assert level_name(tally(values).score) == "nog te bespreken"


@given(answers)
def test_progress_counts_every_answer(values):
    found = tally(values)

    assert found.questions == len(values)
    assert found.answered == len(values) - values.count(None)
    assert found.is_done == (None not in values)


@given(st.lists(scores, min_size=1, max_size=8))
def test_a_card_equal_to_the_mean_changes_nothing(found):
    before = mean(found)

    assert number(mean([*found, before])) == number(before)


@given(st.lists(scores, max_size=8), st.integers(0, 5))
def test_cards_without_a_score_do_not_take_part(found, others):
    assert mean([*found, *[None] * others]) == mean(found)


@given(steps, st.integers(1, 5))
def test_each_card_weighs_the_same_however_long(values, times):
    short, long = tally(values), tally(values * times)

    assert mean([short.score, 0]) == mean([long.score, 0])


@pytest.mark.parametrize("questions", range(1, 25))
def test_word_belongs_to_the_number_that_is_shown(questions):
    for total in range(3 * questions + 1):
        score = total / questions
        tenths = int(number(score).replace(",", ""))
        expected = sum(tenths >= start for start in (8, 15, 23))

        assert (level(score), level_name(score)) == (expected, LEVELS[expected]), score


@given(scores)
def test_shown_number_is_a_dutch_decimal_close_to_the_score(score):
    assert re.fullmatch(r"[0-3],\d", number(score))
    assert abs(float(shown(score)) - score) <= 0.05 + 1e-9


@given(st.integers(0, 59))
def test_halves_go_up(twentieths):
    """0,75 is 0,8 and 0,85 is 0,9: no banker's rounding, no surprise from binary fractions."""
    expected = (twentieths + 1) // 2

    assert shown(twentieths / 20) == Decimal(expected) / 10


@given(scores, scores)
def test_change_is_the_difference_of_the_shown_numbers(now, before):
    text = change(now, before)
    difference = Decimal(text.replace("−", "-").replace(",", ".") or 0)

    assert difference == shown(now) - shown(before)
    assert text == "" or text[0] in "+−"


@given(scores)
def test_change_with_nothing_is_nothing(score):
    assert change(score, None) == change(None, score) == change(None, None) == change(score, score) == ""


@given(scores, st.integers(0, 30))
def test_work_point_agrees_with_the_shown_number(score, tenths):
    assert is_work_point(score, Decimal(tenths) / 10) is (shown(score) < Decimal(tenths) / 10)


def test_tally_of_a_card_without_answers_is_empty():
    assert tally([None, None]) == Tally(questions=2)
