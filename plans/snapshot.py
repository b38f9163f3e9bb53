"""A plan as canonical JSON and back: the same plan gives the same text, and so the same fingerprint."""

import json
from dataclasses import asdict
from hashlib import sha256

from cattrs import Converter

from plans.document.content import PlanDocument

_converter = Converter()  # a field that is no longer used does not make an old version unreadable
_strict = Converter(forbid_extra_keys=True)


def to_json(document: PlanDocument) -> str:
    """Return the plan with sorted keys and no spaces, as UTF-8 text."""
    return canonical(asdict(document))


def from_json(text: str) -> PlanDocument:
    """Return the plan that was written down."""
    return _converter.structure(json.loads(text), PlanDocument)


def read_source(text: str, kind: type):
    """Return what a file is made of, as the dataclass that it was written from: it fits exactly."""
    return _strict.structure(json.loads(text), kind)


def canonical(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text, in hex."""
    return sha256(text.encode()).hexdigest()
