"""A card as a person handles it: find a question, choose, type, read what its status line says."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from assessments.models import Answer, Round
from schools.models import Membership
from tests.browser.people import enter
from themes.models import Card

ANSWER = re.compile(r"/kaarten/.*/\d+/$")  # where one answer is sent
SAVED = re.compile(r"^✓ Bewaard om \d\d:\d\d$")


def work_on(page: Page, member: Membership, round: Round, card: Card) -> None:
    """Open a card as this member."""
    enter(page.context, member)
    page.goto(reverse("assessments:card", args=[round.pk, card.theme.code, card.code]))


def question(page: Page, number: int = 1) -> Locator:
    return page.locator("[data-question]").nth(number - 1)


def choose(page: Page, word: str, number: int = 1) -> None:
    question(page, number).get_by_label(word, exact=True).check()


def agreement(page: Page, number: int = 1) -> Locator:
    """Return the field of an open question in which the agreement is written."""
    return question(page, number).get_by_label("Wat spreken jullie af?")


def write(page: Page, text: str, number: int = 1) -> None:
    """Type an agreement and go on to something else."""
    agreement(page, number).fill(text)
    agreement(page, number).blur()


def expect_status(page: Page, text: str | re.Pattern, number: int = 1) -> None:
    expect(question(page, number).get_by_role("status")).to_have_text(text)


@contextmanager
def held_save(page: Page, act: Callable[[], None]) -> Iterator[None]:
    """Do something that saves, and keep the server waiting for it until the end of the block."""
    held = []
    page.route(ANSWER, lambda route: held.append(route), times=1)
    with page.expect_request(ANSWER):
        act()
    yield
    held[0].continue_()


def saved() -> list[tuple]:
    """Return (value, text, remark) of every answer in the database, in order of the questions."""
    return list(Answer.unscoped.order_by("question").values_list("value", "text", "remark"))
