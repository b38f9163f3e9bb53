"""A small fixture folder on disk, and what the criteria tables hold."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.factories import NOW
from themes.fixture_files import read_folder
from themes.loading import load
from themes.models import Card, CriteriaSet, Protocol, ProtocolStep, Question, Theme

LATER = NOW + timedelta(days=30)
SET = """\
code = "proef"
name = "Proefkaarten"
version = "1"
language = "nl"
licence = "vrij"
provenance = "Uit een test."
"""
THEME = """\
code = "sexting"
name = "Sexting"
order = 1
summary = "Waar het over gaat."

[[cards]]
code = "afspraken"
pillar = "kwaliteit"
title = "Afspraken"
statement = "We hebben afspraken."

[[cards.questions]]
code = "1"
kind = "yesno"
text = "Zijn er afspraken?"

[[cards]]
code = "aanpak"
pillar = "reactie"
title = "Aanpak"
statement = "We weten wat we doen."

[[cards.questions]]
code = "1"
kind = "yesno"
text = "Is er een plan?"

[[cards.questions]]
code = "2"
kind = "open"
text = "Wie doet wat?"

[[cards.questions]]
code = "3"
kind = "survey"
text = "Vragen we het na?"
group = "Achteraf"

[[cards]]
code = "nazorg"
pillar = "reactie"
title = "Nazorg"
statement = "We zorgen voor elkaar."
"""
PROTOCOLS = """\
[[protocols]]
code = "leerling"
name = "Een leerling"
examples = ["Een beeld gaat rond"]

[[protocols.steps]]
code = "reageren"
phase = "aanpak"
text = "Reageer altijd."

[[protocols.steps]]
code = "politie"
phase = "aanpak"
text = "Bel de politie."
law = "BE"
"""


class Fixtures:
    """A fixture folder that a test may change and load."""

    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "criteria").mkdir()
        self.set_file = self._write("criteria-set.toml", SET)
        self.theme_file = self._write("criteria/sexting.toml", THEME)
        self.protocols_file = self._write("protocols.toml", PROTOCOLS)

    def _write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def replace(self, old, new, *, path=None):
        """Change one piece of text in the theme file, or in another one."""
        path = path or self.theme_file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def remove(self, start, end=None):
        """Cut the theme file from one piece of text up to another, or to its end."""
        text = self.theme_file.read_text(encoding="utf-8")
        first = text.index(start)
        last = text.index(end, first) if end else len(text)
        self.theme_file.write_text(text[:first] + text[last:], encoding="utf-8")

    def load(self, at=NOW):
        return load(read_folder(self.folder), at=at)


@pytest.fixture
def fixtures(tmp_path):
    return Fixtures(tmp_path)


def all_rows() -> dict:
    """Return every value of every row of the criteria."""
    models = (CriteriaSet, Theme, Card, Question, Protocol, ProtocolStep)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def question(card: str, code: str, **fields) -> Question:
    return Question.objects.get(card__code=card, code=code, **fields)
