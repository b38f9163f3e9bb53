"""What the votes on one question say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.votes import gap, proposal, steps
from themes.steps import NOT_APPLICABLE, UNKNOWN, VALUES


@pytest.mark.parametrize(
    ("counts", "proposed"),
    [
        ({2: 1}, 2),
        ({0: 1, 2: 1, 3: 1}, 2),
        ({1: 2, 2: 2}, 1),  # two in the middle: the lower one
        ({0: 1, 3: 1}, 0),
        ({0: 5, 3: 1}, 0),
        ({1: 1, UNKNOWN: 1}, 1),  # half of them chose a step
        ({1: 1, UNKNOWN: 1, NOT_APPLICABLE: 1}, None),
        ({NOT_APPLICABLE: 3}, None),
        ({}, None),
    ],
)
def test_proposal_is_the_lower_middle_vote(counts, proposed):
    assert proposal(counts) == proposed


@pytest.mark.parametrize(
    ("counts", "apart"),
    [({}, 0), ({2: 3}, 0), ({1: 1, 2: 4}, 1), ({0: 1, 3: 1}, 3), ({UNKNOWN: 1, 3: 1}, 0)],
)
def test_gap_is_between_the_lowest_and_the_highest_step(counts, apart):
    assert gap(counts) == apart


def test_steps_are_one_per_vote_from_low_to_high():
    assert steps({3: 1, 0: 2, UNKNOWN: 4}) == [0, 0, 3]


@given(st.dictionaries(st.sampled_from(VALUES), st.integers(1, 9)))
def test_proposal_is_a_step_that_somebody_chose_and_half_did_not_go_below(counts):
    proposed, chosen = proposal(counts), steps(counts)

    if proposed is not None:
        assert proposed in chosen
        assert sum(step <= proposed for step in chosen) * 2 >= len(chosen)
        assert sum(step < proposed for step in chosen) * 2 < len(chosen)
