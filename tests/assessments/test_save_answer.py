"""Saving one question by itself, as htmx does after every change."""

import pytest

from tests.assessments.helpers import FRAME, HTMX, answer_path, path, revisions, sent
from tests.factories import make_answer, make_card, make_round, make_theme
from themes.models import Kind


@pytest.fixture
def round(team_member):
    return make_round(team_member, make_card(make_theme(), kind=Kind.OPEN).theme)


@pytest.fixture
def question(round):
    return round.themes.get().theme.cards.get().questions.get()


@pytest.fixture
def save(login, round, question):
    def post(member=None, **fields):
        client = login(member or round.opened_by)
        return client.post(answer_path(round, question), sent(question, **fields), headers=HTMX)

    return post


def names(response) -> set:
    return {template.name for template in response.templates}


def test_save_answer_keeps_it_and_says_so(save, round):
    response = save(value=2, text="Elke maand", remark="Met het CLB")

    assert response.status_code == 200
    assert revisions(round) == [(1, 2, "Elke maand", "Met het CLB")]
    assert "✓ Bewaard" in response.content.decode()


def test_save_answer_returns_the_version_to_go_on_from(save, question):
    response = save(value=2)

    assert names(response) == {"assessments/_status.html"}
    assert f'name="q{question.pk}-version" value="1"' in response.content.decode()


@pytest.mark.parametrize("role", ["contact", "principal"])
def test_save_answer_works_for_everyone_who_works_on_the_cards(save, round, role, request):
    member = request.getfixturevalue(role)

    save(member, value=3)

    assert round.answers.get().changed_by == member


def test_save_answer_without_some_fields_leaves_those_alone(save, round, question):
    make_answer(round, question, 1, text="Elke maand", remark="Met het CLB")

    save(version=1, value=3)

    assert revisions(round)[-1] == (2, 3, "Elke maand", "Met het CLB")


def test_save_answer_with_nothing_filled_in_does_not_say_that_it_is_saved(save, round, question):
    response = save(text="", remark="")

    content = response.content.decode()
    assert not round.answers.exists()
    assert "Bewaard" not in content
    assert f'name="q{question.pk}-version" value="0"' in content


def test_save_answer_tidies_line_ends_and_outer_spaces(save, round):
    save(text="  Een\r\nTwee \r\n")

    assert round.answers.get().text == "Een\nTwee"


def test_clash_shows_both_texts_and_the_ways_out(save, round, question, contact):
    make_answer(round, question, 1, text="Oud")
    save(contact, version=1, text="Van de collega")

    response = save(version=1, text="Van mij")

    content = response.content.decode()
    assert "assessments/_question.html" in names(response)
    assert f"{contact.user.name} bewaarde" in content
    assert "“Van de collega”" in content
    assert ">Van mij</textarea>" in content
    assert [f'value="{way}"' in content for way in ("mine", "theirs", "both")] == [True] * 3


def test_clash_replaces_the_whole_question_and_starts_from_the_new_version(save, round, question, contact):
    make_answer(round, question, 1, text="Oud")
    save(contact, version=1, text="Van de collega")

    response = save(version=1, text="Van mij")

    assert response["HX-Retarget"] == f"#q{question.pk}"
    assert response["HX-Reswap"] == "outerHTML"
    assert f'name="q{question.pk}-version" value="2"' in response.content.decode()


@pytest.mark.parametrize(
    ("resolve", "text"),
    [("mine", "Van mij"), ("theirs", "Van de collega"), ("both", "Van de collega\n\nVan mij")],
)
def test_choice_after_a_clash_is_kept_and_shown(save, round, question, contact, resolve, text):
    make_answer(round, question, 1, text="Oud")
    save(contact, version=1, text="Van de collega")

    response = save(version=2, text="Van mij", resolve=resolve)

    assert round.answers.get().text == text
    assert f">{text}</textarea>" in response.content.decode()
    assert "HX-Retarget" in response.headers


def test_merge_shows_what_the_colleague_changed(save, round, question, contact):
    """Were only the status to change, my page would send the old score back the next time."""
    make_answer(round, question, 1)
    save(contact, version=1, value=3)

    response = save(version=1, value=1, text="Van mij")

    assert revisions(round)[-1] == (3, 3, "Van mij", "")
    assert response.headers.get("HX-Retarget") == f"#q{question.pk}"
    assert 'value="3" checked' in response.content.decode()


@pytest.mark.parametrize("length", [1, 3])
def test_save_answer_needs_as_many_queries_for_a_long_card(
    login, team_member, length, django_assert_num_queries
):
    card = make_card(make_theme(), questions=length)
    round, question = make_round(team_member, card.theme), card.questions.first()
    client = login(team_member)
    client.get(path("card", round, card))  # the criteria are read once, and kept

    # theme and round; savepoint and its release, lock, answer, insert, revision
    with django_assert_num_queries(FRAME + 7):
        client.post(answer_path(round, question), sent(question, value=2), headers=HTMX)

    assert round.answers.get().value == 2
