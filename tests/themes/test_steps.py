"""The words of an answer."""

import pytest

from themes.models import Kind
from themes.steps import STEPS, VALUES, choices, word


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_four_different_words(kind):
    assert len(set(STEPS[kind])) == 4


def test_choices_are_the_steps_and_then_what_does_not_count():
    assert choices("yesno") == [
        (0, "Nee"),
        (1, "Deels"),
        (2, "Grotendeels"),
        (3, "Ja"),
        (-1, "n.v.t."),
        (-2, "weet niet"),
    ]


@pytest.mark.parametrize("kind", Kind)
def test_choices_cover_every_value_that_may_be_stored(kind):
    assert sorted(value for value, _ in choices(kind)) == sorted(VALUES)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), (0, "Niet besproken"), (3, "Afgesproken en bekend"), (-2, "weet niet")],
)
def test_word_of_an_open_question(value, expected):
    assert word("open", value) == expected
