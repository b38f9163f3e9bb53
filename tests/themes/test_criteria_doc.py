"""What docs/criteria.md says about the format is what loading accepts."""

import re

import pytest
from django.conf import settings

from themes import fixture_files
from themes.models import CriteriaSet, Question, Theme

DOC = (settings.BASE_DIR / "docs/criteria.md").read_text(encoding="utf-8")
TABLES = {
    "Key": fixture_files.SET,
    "Theme key": fixture_files.THEME,
    "Card key": fixture_files.CARD,
    "Question key": fixture_files.QUESTION,
    "Protocol key": fixture_files.PROTOCOL,
    "Step key": fixture_files.STEP,
}


def rows(head: str) -> list[list[str]]:
    """Return the rows of the table whose first column has this name."""
    table = DOC.split(f"\n| {head} | Must | What |\n|---|---|---|\n")[1].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


@pytest.mark.parametrize("head", TABLES)
def test_table_names_the_keys_that_must_and_may_be_there(head):
    shape = TABLES[head]
    optional = shape.optional | ({"code"} if head == "Question key" else set())

    found = {key: must for key, must, _ in rows(head)}

    assert {key for key, must in found.items() if must == "yes"} == shape.required - optional
    assert {key for key, must in found.items() if must == "no"} == optional


@pytest.mark.parametrize("head", TABLES)
def test_table_tells_how_long_a_text_may_be(head):
    shape = TABLES[head]
    lengths = {key: re.search(r"at most (\d+) characters", what) for key, _, what in rows(head)}

    for key in lengths.keys() - {"code", "order"} - fixture_files.NO_TEXTS:
        limited = shape.max_length(key) < 1000 and key not in dict(shape.choices) and key != "law"
        assert (lengths[key] and int(lengths[key][1])) == (shape.max_length(key) if limited else None), key


@pytest.mark.parametrize("head", TABLES)
def test_table_lists_every_value_to_choose_from(head):
    whats = {key: what for key, _, what in rows(head)}

    for key, allowed in TABLES[head].choices:
        assert re.findall(r"`([\w-]+)`", whats[key]) == allowed


def test_example_loads(fixtures, db):
    example = DOC.split("```toml\n")[1].split("```")[0]
    fixtures.theme_file.write_text(example, encoding="utf-8")

    fixtures.load()

    assert (CriteriaSet.objects.count(), Theme.objects.get().code) == (1, "sexting")
    assert list(Question.objects.order_by("order").values_list("code", "kind", "group")) == [
        ("1", "yesno", ""),
        ("2", "open", "Hoe maken we ze bekend?"),
    ]
