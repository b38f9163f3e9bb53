"""What a reader program sees of a PDF: its words and where they stand, tags, bookmarks and fonts.

And surroundings for making one: a server that remembers what is asked, a child that differs from ours.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pikepdf
import pypdfium2.raw as pdfium
import pytest
from pypdfium2 import PdfDocument, PdfPage

from schoolsafety import pdf
from tests.source_files import ROOT

HEADINGS = [f"H{level}" for level in range(1, 7)]
Mark = tuple[int, int]  # the index of a page, and the number of marked content on it


@dataclass(eq=False)
class Element:
    """One element of the structure tree, with what lies directly in it."""

    tag: str
    node: pikepdf.Dictionary
    parent: "Element | None" = None
    children: list["Element"] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    annotations: list[pikepdf.Dictionary] = field(default_factory=list)

    def inside(self) -> Iterator["Element"]:
        """Give the element itself, and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.inside()

    @property
    def all_marks(self) -> list[Mark]:
        return [mark for element in self.inside() for mark in element.marks]


@dataclass(frozen=True)
class Painted:
    """One thing that is painted on a page. `tags` are what it is marked as, the outermost first."""

    page: int
    tags: list[str]
    mcid: int  # -1 when it has no number
    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top in points

    @property
    def mark(self) -> Mark:
        return self.page, self.mcid


class ReadPdf:
    def __init__(self, content: bytes):
        self.file = pikepdf.open(BytesIO(content))
        self._content = content

    @cached_property
    def elements(self) -> list[Element]:
        """The structure tree in reading order."""
        numbers = {page.objgen: n for n, page in enumerate(self.file.pages)}
        root = Element("Root", self.file.Root.StructTreeRoot)
        _grow(root, numbers)
        return list(root.inside())[1:]

    @cached_property
    def painted(self) -> list[Painted]:
        """Everything that is painted, page by page, from back to front."""
        return [one for n, page in enumerate(PdfDocument(self._content)) for one in _painted(page, n)]

    def words(self, element: Element) -> str:
        """Return what stands in an element, with single spaces."""
        return " ".join(" ".join(self._texts.get(mark, "") for mark in element.all_marks).split())

    @cached_property
    def _texts(self) -> dict[Mark, str]:
        texts: dict[Mark, str] = {}
        for one in self.painted:
            texts[one.mark] = texts.get(one.mark, "") + one.text
        return texts

    @cached_property
    def raw_pages(self) -> list[str]:
        return [page.get_textpage().get_text_bounded() for page in PdfDocument(self._content)]

    @property
    def pages(self) -> list[str]:
        """The words of each page, with single spaces."""
        return [" ".join(page.split()) for page in self.raw_pages]

    @property
    def lines(self) -> list[str]:
        return [line for page in self.raw_pages for line in page.splitlines()]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def tags(self) -> list[str]:
        """The tags of the structure tree in reading order."""
        return [element.tag for element in self.elements]

    def tagged(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading in reading order."""
        return [(int(one.tag[1]), self.words(one)) for one in self.tagged(*HEADINGS)]

    @property
    def bookmarks(self) -> list[tuple[int, str]]:
        """Level and title of each bookmark."""
        with self.file.open_outline() as outline:
            return list(_flat(outline.root, 1))

    @property
    def fonts(self) -> dict[str, pikepdf.Dictionary]:
        """The fonts that the pages may use, by their name in the file: "/ABCDEF+Source-Sans-3"."""
        fonts = [font for page in self.file.pages for font in page.Resources.get("/Font", {}).values()]
        return {str(font.BaseFont): font for font in fonts}

    @property
    def embedded(self) -> list[bytes]:
        """The files inside, whether they belong to the document or to a link in it."""
        streams = [one for one in self.file.objects if isinstance(one, pikepdf.Stream)]
        return [one.read_bytes() for one in streams if one.get("/Type") == "/EmbeddedFile"]

    @property
    def images(self) -> list[str]:
        return [name for page in self.file.pages for name in page.Resources.get("/XObject", {})]

    @property
    def links(self) -> set[str]:
        """Where the links lead: names inside the document, or addresses outside it."""
        annotations = [link for page in self.file.pages for link in page.get("/Annots", [])]
        return {str(link.A.URI if "/A" in link else link.Dest) for link in annotations}


# A child that does something else first, as the isolated Python of the real one.
CHILD = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom schoolsafety import pdf\n{{}}\npdf.main()"
# What importing WeasyPrint does on a machine without Pango: a banner, then an error.
WITHOUT_PANGO = """
class WithoutPango:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            print("-- WeasyPrint could not import some external libraries --")
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, WithoutPango())
"""


@contextmanager
def child_that_first(does: str) -> Iterator[None]:
    """Let the children that make PDF run this code first; it can change `pdf`, their own module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "CHILD", [sys.executable, "-I", "-c", CHILD.format(does)])
        pdf.is_available.cache_clear()
        yield
    pdf.is_available.cache_clear()


def pango_hidden() -> AbstractContextManager[None]:
    """Make importing WeasyPrint fail for a while."""
    return child_that_first(WITHOUT_PANGO)


@contextmanager
def listening_server() -> Iterator[tuple[str, list[str]]]:
    """Start a server on this machine; give its address and the list of what is asked of it.

    What is asked below /elders/ is sent on to the server itself.
    """
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            if not self.path.startswith("/elders/"):
                return self.send_error(404)
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/elders"))
            return self.end_headers()

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def _grow(element: Element, numbers: dict[tuple[int, int], int]) -> None:
    """Add what lies in an element, down to the words."""
    kids = element.node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.marks.append((numbers[element.node.Pg.objgen], kid))
        elif "/S" in kid:
            element.children.append(Element(str(kid.S)[1:], kid, element))
            _grow(element.children[-1], numbers)
        elif kid.get("/Type") == "/OBJR":
            element.annotations.append(kid.Obj)


def _painted(page: PdfPage, number: int) -> Iterator[Painted]:
    page_text = page.get_textpage()
    for one in page.get_objects():
        raw = one.raw
        tags = [_mark_name(raw, n) for n in range(pdfium.FPDFPageObj_CountMarks(raw))]
        text = _text(raw, page_text.raw) if one.type == pdfium.FPDF_PAGEOBJ_TEXT else ""
        yield Painted(number, tags, pdfium.FPDFPageObj_GetMarkedContentID(raw), text, one.get_bounds())


def _mark_name(raw, number: int) -> str:
    buffer, length = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
    mark = pdfium.FPDFPageObj_GetMark(raw, number)
    pdfium.FPDFPageObjMark_GetName(mark, buffer, 128, length)
    return bytes(buffer)[: length.value].decode("utf-16-le").rstrip("\0")


def _text(raw, page_text) -> str:
    size = pdfium.FPDFTextObj_GetText(raw, page_text, None, 0)
    buffer = (ctypes.c_ushort * size)()
    pdfium.FPDFTextObj_GetText(raw, page_text, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _flat(items, level):
    for item in items:
        yield level, item.title
        yield from _flat(item.children, level + 1)
