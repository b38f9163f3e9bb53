"""The worked examples of docs/scoring.md are true: each table is read and held against the functions."""

from decimal import Decimal

import pytest
from django.conf import settings

from assessments import scoring
from themes.models import Kind
from themes.steps import NOT_APPLICABLE, STEPS, UNKNOWN

VALUES = {"-": None, "n.v.t.": NOT_APPLICABLE, "weet niet": UNKNOWN, "0": 0, "1": 1, "2": 2, "3": 3}


def table(heading: str) -> list[list[str]]:
    """Return the rows of the first table below a heading, without its head."""
    text = (settings.BASE_DIR / "docs/scoring.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def rows(heading: str):
    return pytest.mark.parametrize("row", table(heading), ids=" / ".join)


def tally(answers: str) -> scoring.Tally:
    return scoring.tally(VALUES[answer.strip()] for answer in answers.split(","))


def score_of(text: str) -> float | None:
    return None if text == "no score" else float(text)


def shown(score: float | None) -> str:
    return scoring.number(score) or "no score"


def test_steps_have_these_words():
    assert {kind: tuple(words) for kind, *words in table("Steps")} == {k.value: STEPS[k] for k in Kind}


@rows("Card score")
def test_card_score(row):
    answers, score, word, answered = row
    found = tally(answers)

    assert (shown(found.score), scoring.level_name(found.score)) == (score, word)
    assert f"{found.answered} of {found.questions}" == answered


@rows("Cell score")
def test_cell_score(row):
    cards, score, word = row
    found = scoring.mean(tally(card).score for card in cards.split(";"))

    assert (shown(found), scoring.level_name(found)) == (score, word)


@rows("Rounding")
def test_rounding(row):
    exact, expected, word = row

    assert (shown(float(exact)), scoring.level_name(float(exact))) == (expected, word)


@rows("Levels")
def test_levels(row):
    first, last, level, word = row
    for number in (first, last):
        score = float(number.replace(",", "."))

        assert (scoring.level(score), scoring.level_name(score)) == (int(level), word)


def test_levels_leave_no_gap():
    tenths = [
        (int(first.replace(",", "")), int(last.replace(",", ""))) for first, last, *_ in table("Levels")
    ]

    assert [n for first, last in tenths for n in range(first, last + 1)] == list(range(31))


@rows("Target and work points")
def test_work_point(row):
    score, target, answer = row

    assert scoring.is_work_point(score_of(score), Decimal(target)) is (answer == "yes")


@rows("Difference with an earlier round")
def test_difference(row):
    now, before, expected = row

    assert scoring.change(score_of(now), score_of(before)) == expected
