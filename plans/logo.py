"""A picture that somebody sent as the school's logo becomes a PNG that we wrote ourselves.

Reading pictures of strangers is done by a child process (logo_child.py), as making PDF is: there is no
secret within its reach, it can open no file and no connection, and there is an end to its time and memory.
"""

import re
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from plans.logo_svg import NotPlain, plain_svg

MOST_BYTES = 2 * 1024**2
SIDE = 800  # pixels, at most
SECONDS = 10  # on the clock; the child has 5 of the processor
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
DRAWING = re.compile(rb"\s*<(\?xml|!doctype|!--|svg|[\w.-]+:svg)", re.I)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
CHILD = [sys.executable, "-I", str(Path(__file__).with_name("logo_child.py")), str(SIDE)]
REFUSED = 2  # how the child ends when it says why
REASONS = {
    "large": "Dit bestand is groter dan 2 MB. Bewaar het logo kleiner en kies het opnieuw.",
    "kind": "Dit is geen PNG, JPEG of SVG. Bewaar het logo als PNG en kies het opnieuw.",
    "broken": "Dit bestand is niet te lezen. Open het in een tekenprogramma en bewaar het opnieuw als PNG.",
    "size": "De maten van dit beeld passen niet: het is te groot, te smal of te laag. Bewaar het logo als"
    " PNG van hoogstens 4000 beeldpunten breed of hoog.",
    "parts": "In deze SVG zit iets dat we niet kunnen overnemen, zoals losse tekst of een foto. Bewaar het"
    " logo als PNG en kies het opnieuw.",
}


class Refused(Exception):
    """This is no logo that we can keep. `reason` is one of REASONS."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason

    @property
    def words(self) -> str:
        return REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes
    width: int
    height: int


def make_logo(data: bytes) -> Picture:
    """Return what was sent as a PNG of at most SIDE pixels, without the notes in it. Raises Refused."""
    if len(data) > MOST_BYTES:
        raise Refused("large")
    if not data.startswith((PNG, JPEG)):
        data = _drawing(data.removeprefix(BYTE_ORDER_MARK))
    png = _run_child(data)
    width, height = struct.unpack(">II", png[16:24])
    return Picture(png, width, height)


def _drawing(data: bytes) -> bytes:
    if not DRAWING.match(data):
        raise Refused("kind")
    try:
        return plain_svg(data, side=SIDE).encode()
    except NotPlain as refused:
        raise Refused(refused.reason) from None


def _run_child(data: bytes) -> bytes:
    """Return the PNG that the child made of a picture, or of a drawing that is plain already."""
    environment = {"LANG": "C.UTF-8", "PATH": ""}
    try:
        ended = subprocess.run(
            CHILD, input=data, capture_output=True, timeout=SECONDS, cwd="/", env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused("broken") from None
    said = ended.stderr.decode(errors="replace")
    if ended.returncode == REFUSED and said in REASONS:
        raise Refused(said)
    if ended.returncode or not ended.stdout.startswith(PNG):
        raise Refused("broken")
    return ended.stdout
