"""A drawing that somebody sent (SVG), written anew with shapes and colours only. No database, no drawing.

What a logo never needs is left out: scripts, links, animation, what a drawing program notes for itself.
What we could not draw as it was meant is refused, so that nobody gets half a logo: photos, text that is
still text, pieces of a web page, entities. No reference to anything outside the drawing remains.
"""

import re
from math import isfinite
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

SVG = "http://www.w3.org/2000/svg"
PARTS = {"svg", "g", "defs", "symbol", "use", "switch", "clipPath", "mask", "pattern", "marker", "style"}
LINES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
COLOURS = {"linearGradient", "radialGradient", "stop", "filter", "feGaussianBlur", "feOffset", "feBlend"}
COLOURS |= {"feColorMatrix", "feFlood", "feComposite", "feMerge", "feMergeNode", "feDropShadow"}
DRAWN = PARTS | LINES | COLOURS
NOT_DRAWN_HERE = {"image", "feImage", "text", "foreignObject"}
MOST_ELEMENTS, DEEPEST = 20_000, 100
STEEPEST = 20  # how many times as wide as high, or the other way round
PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
LENGTH = re.compile(r"\s*([\d.]+(?:e[+-]?\d+)?)\s*([a-z]*)\s*", re.I)
OUTSIDE = re.compile(r"@|\\|url\(\s*['\"]?\s*(?!#|['\"\s])", re.I)  # a backslash could hide any of these


class NotPlain(Exception):
    """The drawing is not only shapes and colours. `reason` is "parts", "broken" or "size"."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def plain_svg(data: bytes, *, side: int) -> str:
    """Return the drawing with shapes only, its longest side `side` pixels. Raises NotPlain."""
    copy = _Copy(side)
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = copy.start, copy.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = copy.text, copy.entity
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError):  # the last two: an encoding that is none
        raise NotPlain("broken") from None
    return "".join(copy.parts)


class _Copy:
    """Writes down what may stay of the elements that come by."""

    def __init__(self, side: int):
        self.side, self.parts, self.open, self.count = side, [], [], 0
        self.skipped = 0  # how many elements deep we are in one that is left out

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        space, _, name = qualified.rpartition(" ")
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) + self.skipped > DEEPEST:
            raise NotPlain("size")
        is_ours = space in ("", SVG)
        if not self.open and not (is_ours and name == "svg"):
            raise NotPlain("broken")
        if is_ours and name in NOT_DRAWN_HERE and not self.skipped:
            raise NotPlain("parts")
        if self.skipped or not is_ours or name not in DRAWN:
            self.skipped += 1
            return
        kept = _kept(attributes)
        if not self.open:
            kept = {"xmlns": SVG, **kept, **_frame(kept, self.side)}
        self.open.append(name)
        self.parts.append(f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in kept.items())}>")

    def end(self, qualified: str) -> None:
        if self.skipped:
            self.skipped -= 1
        else:
            self.parts.append(f"</{self.open.pop()}>")

    def text(self, text: str) -> None:
        """Keep the rules of a style sheet; other text between elements is not drawn."""
        if self.open and self.open[-1] == "style" and not self.skipped:
            if OUTSIDE.search(text):
                raise NotPlain("parts")
            self.parts.append(escape(text))

    def entity(self, *declaration) -> None:
        raise NotPlain("parts")


def _kept(attributes: dict[str, str]) -> dict[str, str]:
    """Return the attributes without handlers, names of others' namespaces and ways to the outside."""
    kept = {}
    for qualified, value in attributes.items():
        space, _, name = qualified.rpartition(" ")
        is_link = name.lower() == "href"
        if (space and not is_link) or name.lower().startswith("on") or name == "base":
            continue
        if is_link and not value.startswith("#"):
            continue
        if OUTSIDE.search(value):
            raise NotPlain("parts")
        kept[name] = value
    return kept


def _frame(root: dict[str, str], side: int) -> dict[str, str]:
    """Return width, height and viewBox of the root, so that what is drawn has the size that we want."""
    try:
        box = [float(number) for number in re.split(r"[\s,]+", root["viewBox"].strip())]
        _, _, width, height = box
    except KeyError:
        width, height = (_pixels(root.get(name, "")) for name in ("width", "height"))
        box = [0, 0, width, height]
    except ValueError:
        raise NotPlain("size") from None
    if not all(map(isfinite, box)) or min(width, height) <= 0:
        raise NotPlain("size")
    if max(width / height, height / width) > STEEPEST:
        raise NotPlain("size")
    scale = side / max(width, height)
    size = {"width": str(max(1, round(width * scale))), "height": str(max(1, round(height * scale)))}
    return size | {"viewBox": " ".join(map(str, box))}


def _pixels(length: str) -> float:
    found = LENGTH.fullmatch(length)
    if not found or found[2].lower() not in PIXELS:
        raise NotPlain("size")
    try:
        return float(found[1]) * PIXELS[found[2].lower()]
    except ValueError:
        raise NotPlain("size") from None
