"""What holds for every test of the plan, and what many of them start from."""

import pytest
from django.urls import reverse

from schoolsafety import pdf
from tests.factories import make_answer, make_card, make_round, make_theme


@pytest.fixture(autouse=True)
def _no_complaints(caplog):
    """WeasyPrint complains of what it cannot do instead of failing: that is a fault of ours."""
    yield
    found = [r.getMessage() for r in caplog.get_records("call") if r.name == pdf.__name__]
    assert [message for message in found if message.startswith("WeasyPrint")] == []


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
