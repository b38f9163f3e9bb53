"""A card that left the round, or a round of another school: 404, and what was typed is given back."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import make_card, make_round, make_theme

CHANGING = re.compile(r'value="\w{64}"|data-unused-seconds="\d+"')  # tokens, and the clock


@pytest.mark.parametrize("name", ["save_card", "save_answer"])
def test_typed_text_is_given_back_when_its_card_left_the_round(login, team_member, name):
    card = make_card(make_theme())
    round = make_round(team_member, card.theme)
    round.themes.all().delete()
    question = card.questions.get()
    where = [round.pk, card.theme.code, card.code] + ([question.pk] if name == "save_answer" else [])

    sent = {f"q{question.pk}-remark": "Navragen"}
    response = login(team_member).post(reverse(f"assessments:{name}", args=where), sent)

    assert response.status_code == 404
    assert "hoort hier niet of niet meer" in response.content.decode()
    assert "Navragen" in response.content.decode()


def test_a_foreign_round_answers_as_one_that_is_not_there(login, team_member, outsider):
    card = make_card(make_theme())
    foreign = make_round(outsider, card.theme)
    client = login(team_member)

    def sent_to(pk):
        where = [pk, card.theme.code, card.code]
        response = client.post(reverse("assessments:save_card", args=where), {"q1-remark": "x"})
        return response.status_code, CHANGING.sub("", response.content.decode())

    assert sent_to(foreign.pk) == sent_to(uuid4())
    assert sent_to(foreign.pk)[0] == 404
