"""Read and check a folder of criteria fixtures. No database: plain rows out, or BrokenFixture.

The folder holds criteria-set.toml, criteria/<theme>.toml and protocols.toml; docs/criteria.md
describes the format. A message names the file, the line of the entry and the reason, in Dutch,
because the people who write criteria read it.
"""

import re
import tomllib
from dataclasses import dataclass
from math import inf
from pathlib import Path

from django.db.models import Model

from themes.models import Card, CriteriaSet, Kind, Phase, Pillar, Protocol, ProtocolStep, Question, Theme

WHOLE_CARD = {"code": "kaart", "kind": Kind.STATEMENT, "text": "Hoe ver staat onze school hiermee?"}
HEADER = re.compile(r"\s*\[\[\s*\w+(\.\w+)?\s*\]\]")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
HIGHEST_ORDER = 32767  # what a small integer holds


class BrokenFixture(Exception):
    """A fixture cannot be loaded; the message says where and why."""


@dataclass(frozen=True)
class Shape:
    """The keys an entry must and may have, and the values some keys are limited to."""

    model: type[Model]  # its columns say how long a text may be
    required: frozenset
    optional: frozenset = frozenset()
    choices: tuple = ()  # (key, allowed values)

    def max_length(self, key: str) -> float:
        return self.model._meta.get_field(key).max_length or inf


SET = Shape(CriteriaSet, frozenset({"code", "name", "version", "language", "licence", "provenance"}))
THEME = Shape(Theme, frozenset({"code", "name", "order", "summary", "cards"}))
CARD = Shape(
    Card,
    frozenset({"code", "pillar", "title", "statement"}),
    frozenset({"note", "more_info", "questions"}),
    (("pillar", Pillar.values),),
)
QUESTION = Shape(
    Question, frozenset({"code", "kind", "text"}), frozenset({"group"}), (("kind", Kind.values),)
)
PROTOCOL = Shape(
    Protocol, frozenset({"code", "name", "steps"}), frozenset({"principle", "examples", "facts"})
)
STEP = Shape(
    ProtocolStep,
    frozenset({"code", "phase", "text"}),
    frozenset({"when", "law", "grave"}),
    (("phase", Phase.values),),
)
LISTS = {"cards", "questions", "steps"}
TEXT_LISTS = {"examples", "facts"}
FLAGS = {"grave"}
NO_TEXTS = LISTS | TEXT_LISTS | FLAGS


class FixtureFile:
    """One parsed file that knows the line on which each of its entries starts."""

    def __init__(self, path: Path):
        self.path = path
        try:
            text = path.read_text(encoding="utf-8")
            self.data = tomllib.loads(text)
        except FileNotFoundError:
            raise BrokenFixture(f"{path.name}: het bestand ontbreekt") from None
        except UnicodeDecodeError:
            raise BrokenFixture(f"{path.name}: het bestand is geen UTF-8-tekst") from None
        except tomllib.TOMLDecodeError as error:
            raise BrokenFixture(f"{path.name}: dit is geen geldige TOML ({error})") from None
        self.lines = _entry_lines(text)

    def refuse(self, reason: str, at: tuple = ()):
        """Raise BrokenFixture for the entry at (card,) or (card, question), counted from 0.

        An entry without a header of its own is pointed at by the header above it.
        """
        while at and at not in self.lines:
            at = at[:-1]
        raise BrokenFixture(f"{self.path.name}, regel {self.lines.get(at, 1)}: {reason}")

    def entry(self, data, shape: Shape, at: tuple = ()) -> dict:
        """Return data when it has this shape; refuse it otherwise."""
        if not isinstance(data, dict):
            self.refuse("hier hoort een tabel te staan", at)
        if missing := sorted(shape.required - data.keys()):
            self.refuse(f"“{missing[0]}” ontbreekt", at)
        if unknown := sorted(data.keys() - shape.required - shape.optional):
            self.refuse(f"“{unknown[0]}” is hier onbekend", at)
        for key, value in data.items():
            self._check_value(key, value, shape, at)
        for key, allowed in shape.choices:
            if data[key] not in allowed:
                self.refuse(f"“{data[key]}” is geen {key}; kies uit {', '.join(allowed)}", at)
        return data

    def _check_value(self, key, value, shape, at):
        if key == "order":
            if type(value) is not int or not 0 <= value <= HIGHEST_ORDER:
                self.refuse(f"“order” is geen getal van 0 tot {HIGHEST_ORDER}", at)
        elif key in LISTS:
            if not isinstance(value, list):
                self.refuse(f"“{key}” is geen lijst", at)
        elif key in TEXT_LISTS:
            if not isinstance(value, list) or not all(map(_is_text, value)):
                self.refuse(f"“{key}” is geen lijst van teksten", at)
        elif key in FLAGS:
            if not isinstance(value, bool):
                self.refuse(f"“{key}” is geen true of false", at)
        elif not _is_text(value):
            self.refuse(f"“{key}” is leeg of geen tekst", at)
        elif key == "code" and not SLUG.fullmatch(value):
            self.refuse(f"“{value}” is geen code: gebruik kleine letters, cijfers en streepjes", at)
        elif len(value) > shape.max_length(key):
            self.refuse(f"“{key}” is langer dan {shape.max_length(key)} tekens", at)

    def distinct(self, entries: list[dict], at: tuple = ()) -> list[dict]:
        """Return the entries when no two share a code; refuse them otherwise."""
        seen = set()
        for number, entry in enumerate(entries):
            if entry["code"] in seen:
                self.refuse(f"de code “{entry['code']}” komt twee keer voor", (*at, number))
            seen.add(entry["code"])
        return entries


def _is_text(value) -> bool:
    """Tell whether this is a text with something in it; PostgreSQL keeps no NUL."""
    return isinstance(value, str) and bool(value.strip()) and "\0" not in value


def _entry_lines(text: str) -> dict[tuple, int]:
    """Map (0,) to the line of the first [[entry]], and (0, 2) to that of its third [[entry.part]]."""
    lines, outer, inner = {}, -1, -1
    for number, line in enumerate(text.split("\n"), start=1):
        if match := HEADER.match(line):
            outer, inner = (outer, inner + 1) if match[1] else (outer + 1, -1)
            lines[(outer, inner) if match[1] else (outer,)] = number
    return lines


@dataclass(frozen=True)
class Folder:
    """What a whole fixture folder holds, checked."""

    criteria_set: dict
    themes: list[dict]
    protocols: list[dict]


def read_folder(folder: Path) -> Folder:
    """Return the checked content of a fixture folder. Raises BrokenFixture."""
    set_file = FixtureFile(folder / "criteria-set.toml")
    paths = sorted((folder / "criteria").glob("*.toml"))
    if not paths:
        raise BrokenFixture(f"{folder / 'criteria'}: hier staat geen enkel thema")
    themes = [_read_theme(FixtureFile(path)) for path in paths]
    codes = [theme["code"] for theme in themes]
    for path, code in zip(paths, codes, strict=True):
        if codes.count(code) > 1:
            raise BrokenFixture(f"{path.name}, regel 1: het thema “{code}” staat in twee bestanden")
    return Folder(
        criteria_set=set_file.entry(set_file.data, SET),
        themes=themes,
        protocols=_read_protocols(FixtureFile(folder / "protocols.toml")),
    )


def _read_theme(file: FixtureFile) -> dict:
    theme = file.entry(file.data, THEME)
    cards = [_read_card(file, card, (c,)) for c, card in enumerate(theme["cards"])]
    return theme | {"cards": file.distinct(cards)}


def _read_card(file: FixtureFile, data: dict, at: tuple) -> dict:
    card = file.entry(data, CARD, at)
    questions = [
        file.entry(_with_code(question, q + 1), QUESTION, (*at, q))
        for q, question in enumerate(card.get("questions", []))
    ]
    return card | {"questions": file.distinct(questions, at) or [WHOLE_CARD]}


def _with_code(question, number: int):
    """Return the question with its place as its code, unless it has one of its own."""
    return {"code": str(number)} | question if isinstance(question, dict) else question


def _read_protocols(file: FixtureFile) -> list[dict]:
    if data := file.data.keys() - {"protocols"}:
        file.refuse(f"“{sorted(data)[0]}” is hier onbekend")
    found = file.data.get("protocols", [])
    if not isinstance(found, list):
        file.refuse("“protocols” is geen lijst")
    return file.distinct([_read_protocol(file, protocol, (p,)) for p, protocol in enumerate(found)])


def _read_protocol(file: FixtureFile, data: dict, at: tuple) -> dict:
    protocol = file.entry(data, PROTOCOL, at)
    steps = [file.entry(step, STEP, (*at, s)) for s, step in enumerate(protocol["steps"])]
    return protocol | {"steps": file.distinct(steps, at)}
