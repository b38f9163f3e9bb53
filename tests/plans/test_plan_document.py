from dataclasses import FrozenInstanceError, astuple
from datetime import date, timedelta

import pytest

from plans.document.content import Score
from plans.document.gather import gather_plan
from plans.document.themes import score_scale
from plans.models import Status
from tests.factories import NOW, make_action, make_answer, make_card, make_round, make_theme
from themes.models import Kind, Pillar

TODAY = NOW.date()


def gather(round, member):
    return gather_plan(round, member=member, on=TODAY)


@pytest.fixture
def theme(db):
    return make_theme(name="Sexting", code="sexting")


def make_scored(member, theme, *values, **fields):
    """Make a round with a card for each value: None leaves it open."""
    cards = [make_card(theme) for _ in values]
    round = make_round(member, theme, **fields)
    for card, value in zip(cards, values, strict=True):
        if value is not None:
            make_answer(round, card.questions.get(), value)
    return round, cards


def test_cards_are_sorted_by_the_target_of_their_theme(principal, theme):
    round, cards = make_scored(principal, theme, 3, 2, 1, None, -1, target=2)

    (found,) = gather(round, principal).themes

    assert [card.id for card in found.in_place] == [cards[0].pk, cards[1].pk]
    assert [card.id for card in found.work_points] == [cards[2].pk]
    assert [card.id for card in found.to_discuss] == [cards[3].pk]


def test_scores_are_written_with_their_word(principal, theme):
    card = make_card(theme, questions=3, pillar=Pillar.REACTION)
    round = make_round(principal, theme, target=1.5)
    for question, value in zip(card.questions.order_by("order"), (1, 2, 2), strict=True):
        make_answer(round, question, value)

    (found,) = gather(round, principal).themes

    score = Score("1,7", "grotendeels", "s2")
    nothing = Score("", "nog te bespreken", "none")
    assert found.cells == (("Kwaliteit", nothing), ("Preventie", nothing), ("Reactie", score))
    assert (found.target, found.cards[0].score) == ("1,5", score)
    assert [line.word for line in found.cards[0].questions] == ["Deels", "Grotendeels", "Grotendeels"]


def test_lists_in_short_start_with_the_strongest_and_the_weakest(principal, theme):
    round, cards = make_scored(principal, theme, 1, 2, 0, 3)

    plan = gather(round, principal)

    assert [card.id for card in plan.strengths] == [cards[3].pk, cards[1].pk]
    assert [card.id for card in plan.work_points] == [cards[2].pk, cards[0].pk]
    assert plan.done_count == 4


def test_agreements_are_the_answers_of_open_questions_without_remarks(principal, theme):
    open_card = make_card(theme, kind=Kind.OPEN)
    other_card = make_card(theme, kind=Kind.YESNO)
    round = make_round(principal, theme)
    make_answer(round, open_card.questions.get(), 2, text="  An belt.\nBram mailt. ", remark="Geheim")
    make_answer(round, other_card.questions.get(), 2, text="Hoort hier niet", remark="Geheim")

    plan = gather(round, principal)

    (agreed,) = plan.themes[0].agreed
    assert [(line.word, line.agreement) for line in agreed.agreements] == [
        ("Afgesproken", "An belt.\nBram mailt.")
    ]
    assert agreed.agreements[0].question == open_card.questions.get().text
    assert "Geheim" not in str(astuple(plan))
    assert "Hoort hier niet" not in str(astuple(plan))


@pytest.mark.parametrize(("value", "text", "lacks"), [(2, " ", True), (3, "Ja", False), (1, "", False)])
def test_card_lacks_text_when_an_agreement_is_not_written_down(principal, theme, value, text, lacks):
    card = make_card(theme, kind=Kind.OPEN)
    round = make_round(principal, theme)
    make_answer(round, card.questions.get(), value, text=text)

    plan = gather(round, principal)

    assert plan.cards[0].lacks_text is lacks


def test_action_plan_holds_the_open_actions_by_due_date(principal, theme):
    round, (card,) = make_scored(principal, theme, 1)
    day = timedelta(days=1)
    make_action(principal, card, what="later", due_on=TODAY + day, status=Status.BUSY)
    make_action(principal, card, what="te laat", due_on=TODAY - day)
    make_action(principal, card, what="klaar", status=Status.DONE, finished_on=date(2026, 3, 1))
    make_action(principal, card, what="geschrapt", status=Status.DROPPED)

    plan = gather(round, principal)

    assert [(a.what, a.due, a.status, a.is_late) for a in plan.actions] == [
        ("te laat", "19 november 2026", "gepland", True),
        ("later", "21 november 2026", "bezig", False),
    ]
    assert [(a.what, a.status) for a in plan.work_points[0].actions] == [
        ("te laat", "gepland"),
        ("klaar", "klaar op 1 maart 2026"),
        ("later", "bezig"),
    ]
    assert plan.without_action == []


def test_document_holds_nothing_of_another_school(principal, outsider, theme):
    round, (card,) = make_scored(principal, theme, None)
    theirs = make_round(outsider, theme)
    make_answer(theirs, card.questions.get(), 3, text="Van hen")
    make_action(outsider, card, what="Van hen")

    plan = gather(round, principal)

    assert (plan.school, plan.place) == (principal.school.name, principal.school.place)
    assert (plan.is_empty, plan.actions, plan.cards[0].actions) == (True, (), ())
    assert "Van hen" not in str(astuple(plan))


def test_closed_round_keeps_the_questions_of_its_last_day(principal, theme):
    round, (card,) = make_scored(principal, theme, 2, closed_at=NOW + timedelta(days=1))
    question = card.questions.get()
    question.retired_at = NOW + timedelta(days=2)
    question.save()

    plan = gather(round, principal)

    assert [line.question for line in plan.cards[0].questions] == [question.text]


def test_document_cannot_be_changed(principal, theme):
    round, _ = make_scored(principal, theme, 2)

    with pytest.raises(FrozenInstanceError):
        gather(round, principal).school = "Andere"


def test_legend_names_the_four_levels():
    assert [(level.css, level.word, low, high) for level, low, high in score_scale()] == [
        ("s0", "nog niet", "0,0", "0,7"),
        ("s1", "gestart", "0,8", "1,4"),
        ("s2", "grotendeels", "1,5", "2,2"),
        ("s3", "geborgd", "2,3", "3,0"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_gathering_needs_seventeen_queries(principal, theme, count, django_assert_num_queries):
    cards = [make_card(theme, questions=count, kind=Kind.OPEN) for _ in range(count)]
    round = make_round(principal, theme, *[make_theme(theme.criteria_set) for _ in range(count)])
    for card in cards:
        make_action(principal, card)
        for question in card.questions.all():
            make_answer(round, question, 2, text="Afspraak")
    gather(round, principal)  # the criteria are in memory from here on

    # actions, answers, themes of the round, values; the figures need four
    with django_assert_num_queries(17):
        plan = gather(round, principal)

    assert len(plan.actions) == count
    assert plan.themes[0].agreement_count == count * count
