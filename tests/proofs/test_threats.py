"""docs/threats.md promises nothing that no test proves."""

import json
import re
from datetime import datetime
from hashlib import sha256

import pytest

from schools.chain import seal
from tests.source_files import ROOT, TESTS, functions

pytestmark = pytest.mark.proof

DOCUMENT = (ROOT / "docs/threats.md").read_text(encoding="utf-8")


def test_every_test_that_is_named_exists():
    named = set(re.findall(r"`(test_\w+)", DOCUMENT))
    existing = {function.name for source in TESTS.values() for function in functions(source)}

    assert named - existing == set()


def test_every_threat_names_its_proof():
    rows = [
        line for line in DOCUMENT.splitlines() if line.startswith("| ") and "Countermeasure" not in line
    ]

    assert rows
    assert [row for row in rows if "`test_" not in row.split("|")[3]] == []


def test_example_of_a_hash_is_right():
    [line] = re.findall(r"```json\n(.*)\n```", DOCUMENT)
    [promised] = re.findall(r"`([0-9a-f]{64})`", DOCUMENT)
    previous, chain, number, at, by, action, target = json.loads(line)
    moment = datetime.fromisoformat(at)

    assert sha256(line.encode()).hexdigest() == promised
    assert seal(previous, chain, number, at=moment, by=by, action=action, target=target) == promised
