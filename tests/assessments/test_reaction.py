"""What the register shows of the self-assessment: the answers on the Reactie cards, by phase."""

import pytest

from assessments.reaction import ReactionAnswer, reaction_answers
from schools.permissions import Role
from tests.factories import make_answer, make_card, make_member, make_round, make_theme
from themes.models import Kind, Phase, Pillar


@pytest.fixture
def theme(db):
    return make_theme(code="sexting")


def make_reaction(theme, code, **fields):
    return make_card(theme, code=code, title=f"Kaart {code}", pillar=Pillar.REACTION, **fields)


def test_answer_has_its_score_in_words_and_what_was_agreed(team_member, theme):
    card = make_reaction(theme, "nazorg", questions=3, kind=Kind.OPEN)
    card.questions.filter(code="2").update(kind=Kind.YESNO)
    first, second, third = card.questions.order_by("order")
    round = make_round(team_member, theme)
    make_answer(round, first, 3, text="An belt.")
    make_answer(round, second, 2, text="hoort bij geen open vraag")
    make_answer(round, third, 1)

    found = reaction_answers(team_member, "sexting")

    path = f"/kaarten/{round.pk}/sexting/nazorg/"
    agreed = ((first.text, "An belt."),)
    assert found == {Phase.AFTERCARE: ReactionAnswer("Kaart nazorg", path, "2,0", "grotendeels", agreed)}


def test_card_without_answers_is_still_to_be_talked_about(team_member, theme):
    make_reaction(theme, "evaluatie")
    make_round(team_member, theme)

    answer = reaction_answers(team_member, "sexting")[Phase.EVALUATION]

    assert (answer.number, answer.word, answer.agreed) == ("", "nog te bespreken", ())


def test_approach_is_the_card_about_working_restoratively(team_member, theme):
    make_reaction(theme, "herstel-oplossingsgericht", kind=Kind.STATEMENT)
    make_reaction(theme, "meldingsoverzicht", kind=Kind.STATEMENT)
    make_card(theme, code="interne-communicatie", pillar=Pillar.QUALITY)
    make_round(team_member, theme)

    found = reaction_answers(team_member, "sexting")

    assert {phase: answer.title for phase, answer in found.items()} == {
        Phase.APPROACH: "Kaart herstel-oplossingsgericht"
    }


def test_newest_round_counts(team_member, theme):
    card = make_reaction(theme, "nazorg", kind=Kind.OPEN)
    for year, text in [(2025, "Vroeger."), (2026, "Nu.")]:
        closed = (
            {"closed_at": card.questions.get().added_at, "closed_by": team_member} if year == 2025 else {}
        )
        round = make_round(team_member, theme, school_year=year, **closed)
        make_answer(round, card.questions.get(), 2, text=text)

    (answer,) = reaction_answers(team_member, "sexting").values()

    assert [text for _, text in answer.agreed] == ["Nu."]


def test_nothing_without_a_round_or_without_the_theme_in_it(team_member, theme):
    make_reaction(theme, "nazorg")
    assert reaction_answers(team_member, "sexting") == {}

    make_round(team_member, make_theme(theme.criteria_set))
    assert reaction_answers(team_member, "sexting") == {}


def test_answers_stay_with_their_school_and_with_who_may_read_them(team_member, outsider, theme):
    make_reaction(theme, "nazorg")
    make_round(team_member, theme)

    assert reaction_answers(team_member, "sexting")
    assert reaction_answers(outsider, "sexting") == {}
    assert reaction_answers(make_member(team_member.school, Role.LOG_READER), "sexting") == {}


@pytest.mark.parametrize("number", [1, 3])
def test_needs_two_queries_however_many_cards(team_member, theme, number, django_assert_num_queries):
    cards = [make_reaction(theme, code, kind=Kind.OPEN) for code in Phase.values[1 : 1 + number]]
    round = make_round(team_member, theme)
    for card in cards:
        make_answer(round, card.questions.get(), 2)
    reaction_answers(team_member, "sexting")  # reads the catalogue into memory

    with django_assert_num_queries(2):  # round with its theme, answers
        assert len(reaction_answers(team_member, "sexting")) == number
