"""The pieces of WordprocessingML that a plan needs. Text of people is text, whatever it holds."""

import re
from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

# XML refuses these even when escaped.
REFUSED = re.compile(r"[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_END = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
BREAKS = {"\n": "br", "\t": "tab"}


def el(tag: str, *children: Element | None, **attributes: object) -> Element:
    """Return a w: element; a child that is None is left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend([child for child in children if child is not None])
    return made


def clean(text: str) -> str:
    """Return the text with one kind of line end, and without what XML refuses."""
    return REFUSED.sub("", LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Return the text for a place that has no lines, such as the title of a file."""
    return " ".join(clean(text).split())


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of what somebody typed: a blank line parts them."""
    return [part for part in BLANK_LINES.split(clean(text).strip()) if part]


def run(text: str, style: str = "") -> Element:
    """Return text in a character style. Its line ends and tabs become those of Word."""
    properties = el("rPr", el("rStyle", val=style)) if style else None
    pieces = [piece for piece in re.split(r"([\n\t])", clean(text)) if piece]
    return el("r", properties, *map(_piece, pieces))


def _piece(piece: str) -> Element:
    return el(BREAKS[piece]) if piece in BREAKS else _text("t", piece)


def _text(tag: str, text: str) -> Element:
    made = el(tag)
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def paragraph(*pieces: str | Element, style: str = "BodyText", steps: int = 0) -> Element:
    """Return a paragraph of texts and elements; `steps` is the number of the list that it counts in."""
    counted = el("numPr", el("ilvl", val=0), el("numId", val=steps)) if steps else None
    runs = [run(piece) if isinstance(piece, str) else piece for piece in pieces if piece != ""]
    return el("p", el("pPr", el("pStyle", val=style), counted), *runs)


def bookmark(number: int, name: str, *inside: Element) -> list[Element]:
    """Return the elements between the two ends of a bookmark."""
    return [el("bookmarkStart", id=number, name=name), *inside, el("bookmarkEnd", id=number)]


def link_to(name: str, *inside: Element) -> Element:
    """Return a link to a bookmark in the document."""
    return el("hyperlink", *inside, anchor=name, history=1)


def field_start(code: str) -> list[Element]:
    """Return the runs before what a field shows."""
    return [
        el("r", el("fldChar", fldCharType="begin")),
        el("r", _text("instrText", f" {code} ")),
        el("r", el("fldChar", fldCharType="separate")),
    ]


def field_end() -> Element:
    return el("r", el("fldChar", fldCharType="end"))


def field(code: str, *shown: Element) -> list[Element]:
    """Return a field that Word keeps up to date, and what it shows before that."""
    return [*field_start(code), *shown, field_end()]


def words(elements: Iterable[Element]) -> str:
    return "".join(text for one in elements for text in one.itertext())
