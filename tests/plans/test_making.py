"""The same source gives the same bytes, whichever process makes the file, and whenever."""

import sys
from base64 import b64encode
from datetime import date
from hashlib import sha256
from io import BytesIO
from subprocess import check_output

import pytest
from PIL import Image

from plans import making
from plans.document.edition import Edition
from plans.editions import draft_edition
from plans.models import Audience, Format, Kind
from tests.factories import make_answer, make_card, make_round, make_theme
from tests.source_files import ROOT

MAKE = """
import sys, time, django
django.setup()
from hashlib import sha256
from plans.making import MAKERS
time.sleep(2)  # two moments that a file could tell apart
made = MAKERS[{kind!r}, {format!r}](sys.stdin.read(), lambda step, page: None)
print(sha256(made).hexdigest())
"""


@pytest.fixture
def edition(principal) -> Edition:
    card = make_card(make_theme(name="Sexting", code="sexting"), questions=40)
    round = make_round(principal, card.theme)
    for question in card.questions.all():
        make_answer(round, question, question.pk % 4)
    return draft_edition(round, principal, Audience.FULL, date(2026, 11, 20))


def with_logo(edition: Edition) -> Edition:
    Image.new("RGB", (40, 20), "red").save(made := BytesIO(), "PNG")
    source = making.source_of(edition).replace(
        '"logo":""', f'"logo":"{b64encode(made.getvalue()).decode()}"'
    )
    return making.edition_of(source)


@pytest.mark.parametrize(
    ("kind", "format"), [(Kind.PLAN, Format.PDF), (Kind.PLAN, Format.WORD), (Kind.CHAPTER, Format.WORD)]
)
def test_two_processes_make_the_same_bytes(edition, kind, format):
    source = making.source_of(with_logo(edition))
    code = MAKE.format(kind=str(kind.value), format=str(format.value))

    other = check_output([sys.executable, "-c", code], input=source, text=True, cwd=ROOT)

    made = making.MAKERS[kind, format](source, lambda step, page: None)
    assert other.split() == [sha256(made).hexdigest()]


def test_source_leads_back_to_the_edition(edition):
    assert making.edition_of(making.source_of(edition)) == edition


def test_images_are_those_of_the_edition(edition):
    assert making.images_of(edition) == {}
    assert set(making.images_of(with_logo(edition))) == {"logo"}


def test_other_software_makes_other_files(tmp_path, settings):
    making.how.cache_clear()
    ours = making.key_of("plan", "full", "pdf", "{}")
    assert making.key_of("plan", "full", "pdf", "{}") == ours

    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/paper.py").write_text("x = 1")
    settings.BASE_DIR = tmp_path
    making.how.cache_clear()

    assert making.key_of("plan", "full", "pdf", "{}") != ours
    making.how.cache_clear()


def test_key_tells_every_part():
    keys = {making.key_of(*what) for what in ("abcd", "xbcd", "axcd", "abxd", "abcx", "abcd")}

    assert len(keys) == 5
