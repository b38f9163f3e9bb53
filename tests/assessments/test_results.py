"""The matrix of a round: which answers count, and where."""

from datetime import timedelta
from decimal import Decimal

import pytest

from assessments import scoring
from assessments.models import Round
from assessments.results import round_results
from tests.assessments.helpers import LATER, answer, retire
from tests.factories import NOW, make_answer, make_card, make_round, make_set, make_theme
from themes.models import Pillar


def results_of(round, before=None):
    return round_results(Round.unscoped.select_related("criteria_set").get(pk=round.pk), before)


def cell(round, pillar=Pillar.QUALITY, before=None):
    return results_of(round, before)[0].cells[pillar]


def only_tally(round):
    (card,) = cell(round).cards
    return card.tally


def close(round, at=NOW):
    round.closed_at, round.closed_by = at, round.opened_by
    round.save()


def test_cell_is_the_mean_of_its_cards(team_member):
    theme = make_theme()
    long, short = make_card(theme, questions=4), make_card(theme)
    make_card(theme, pillar=Pillar.REACTION)
    round = make_round(team_member, theme)
    answer(round, long, 3, 3, 3, 3)
    answer(round, short, 0)

    found = cell(round)

    assert [card.score for card in found.cards] == [3, 0]
    assert (found.score, found.answered, found.questions) == (1.5, 5, 5)
    assert cell(round, Pillar.REACTION).score is None
    assert cell(round, Pillar.PREVENTION).cards == []


def test_not_applicable_and_unknown_are_answered_but_not_scored(team_member):
    card = make_card(make_theme(), questions=4)
    round = make_round(team_member, card.theme)
    answer(round, card, 3, -1, -2, None)

    assert only_tally(round) == scoring.Tally(questions=4, answered=3, scored=1, total=3)


def test_text_without_a_step_is_no_answer(team_member):
    card = make_card(make_theme())
    round = make_round(team_member, card.theme)
    make_answer(round, card.questions.get(), None, text="Nog te bespreken", remark="Volgende keer")

    assert only_tally(round) == scoring.Tally(questions=1)


def test_answers_of_other_rounds_do_not_count(team_member, outsider):
    card = make_card(make_theme())
    earlier = make_round(team_member, card.theme, school_year=2025)
    close(earlier)
    for other in (earlier, make_round(outsider, card.theme)):
        answer(other, card, 3)

    assert only_tally(make_round(team_member, card.theme)) == scoring.Tally(questions=1)


@pytest.mark.parametrize("values", [(3, 3, 0), (None, 3, 1), (-1, 2, None), (3, None, None)])
def test_retired_question_counts_neither_in_score_nor_in_progress(team_member, values):
    card = make_card(make_theme(), questions=3)
    round = make_round(team_member, card.theme)
    answer(round, card, *values)
    retire(card.questions.get(code="1"))

    assert only_tally(round) == scoring.tally(values[1:])


def test_closed_round_counts_the_questions_of_its_last_day(team_member):
    card = make_card(make_theme(), questions=4)
    round = make_round(team_member, card.theme)
    answer(round, card, 0, 1, 2, 3)
    before, _, after, added = card.questions.order_by("order")
    close(round, at=LATER)
    retire(before, at=LATER)
    retire(after, at=LATER + timedelta(seconds=1))
    added.added_at = LATER + timedelta(seconds=1)
    added.save()

    assert only_tally(round) == scoring.tally([1, 2])


def test_card_that_asks_nothing_any_more_is_in_no_cell(team_member):
    card = make_card(make_theme())
    round = make_round(team_member, card.theme)
    answer(round, card, 3)
    retire(card.questions.get())

    assert cell(round).cards == []


def test_themes_and_cards_stand_in_their_order(team_member):
    criteria = make_set()
    last, first = make_theme(criteria, order=2), make_theme(criteria, order=1)
    make_theme(criteria, order=3)
    second_card, first_card = make_card(first, order=2), make_card(first, order=1)

    results = results_of(make_round(team_member, last, first))

    assert [result.theme for result in results] == [first, last]
    assert [card.code for card in results[0].cards] == [first_card.code, second_card.code]


def test_before_is_matched_by_theme_and_pillar(team_member):
    theme = make_theme()
    quality, reaction = make_card(theme), make_card(theme, pillar=Pillar.REACTION)
    earlier = make_round(team_member, theme, school_year=2025)
    answer(earlier, quality, 1)
    answer(earlier, reaction, 2)
    close(earlier)

    cells = results_of(make_round(team_member, theme), results_of(earlier))[0].cells

    assert {pillar: found.before for pillar, found in cells.items()} == {
        "kwaliteit": 1,
        "preventie": None,
        "reactie": 2,
    }


def test_target_of_the_theme_decides_about_work_points(team_member):
    card = make_card(make_theme())
    round = make_round(team_member, card.theme, target=Decimal("2.5"))
    answer(round, card, 2)

    assert cell(round).cards[0].is_work_point


@pytest.mark.parametrize("count", [1, 3])
def test_matrix_needs_two_queries(team_member, count, django_assert_num_queries):
    criteria = make_set()
    themes = [make_theme(criteria) for _ in range(count)]
    for theme in themes:
        for _ in range(count):
            make_card(theme, questions=count)
    round = make_round(team_member, *themes)
    results_of(round)  # the criteria are read once, and kept

    with django_assert_num_queries(3):  # round, chosen themes, values
        results = results_of(round)

    assert [len(result.cards) for result in results] == [count] * count
