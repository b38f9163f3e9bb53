"""What many tests of the plan and its actions start from."""

import pytest
from django.urls import reverse

from tests.factories import make_answer, make_card, make_round, make_theme


@pytest.fixture
def card(db):
    return make_card(make_theme())


@pytest.fixture
def round(principal):
    """Return an open round with one theme, of which the only card is in place."""
    card = make_card(make_theme(name="Sexting", code="sexting"))
    made = make_round(principal, card.theme)
    make_answer(made, card.questions.get(), 3)
    return made


@pytest.fixture
def show(login):
    """Open the list of actions as a member, narrowed down or not."""
    return lambda member, **query: login(member).get(reverse("plans:actions", query=query))
