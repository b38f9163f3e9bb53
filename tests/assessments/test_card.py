from django.urls import reverse

from tests.factories import make_card, make_round, make_theme


def url(name, round, card, *extra):
    return reverse(f"assessments:{name}", args=[round.pk, card.theme.code, card.code, *extra])


def test_save_answer_says_when_it_was_saved(login, team_member):
    card = make_card(make_theme())
    round = make_round(team_member, card.theme)
    question = card.questions.get()
    data = {f"q{question.pk}-version": "0", f"q{question.pk}-value": "2"}

    response = login(team_member).post(url("save_answer", round, card, question.pk), data)

    assert response.status_code == 200
    assert "Bewaard om" in response.content.decode()
    assert round.answers.get().value == 2


def test_card_page_shows_its_questions(login, team_member):
    card = make_card(make_theme(), questions=2)
    round = make_round(team_member, card.theme)

    response = login(team_member).get(url("card", round, card))

    assert [row.id for row in response.context["rows"]] == [q.pk for q in card.questions.order_by("order")]
