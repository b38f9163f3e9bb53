"""What a reader program sees of a PDF: its words, tags, bookmarks and fonts.

And surroundings for making one: a server that remembers what is asked, a child that differs from ours.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from schoolsafety import pdf
from tests.source_files import ROOT


class ReadPdf:
    def __init__(self, content: bytes):
        self.file = pikepdf.open(BytesIO(content))
        self._content = content

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

    @cached_property
    def tags(self) -> list[str]:
        """The tags of the structure tree in reading order."""
        return list(_tags(self.file.Root.StructTreeRoot.K))

    def tag_groups(self, tag: str) -> list[list[str]]:
        """The tags inside each element with this tag."""
        return list(_groups(self.file.Root.StructTreeRoot.K, f"/{tag}"))

    @property
    def headings(self) -> list[int]:
        """The levels of the headings in reading order."""
        return [int(tag[1]) for tag in self.tags if tag[0] == "H" and tag[1:].isdigit()]

    @property
    def bookmarks(self) -> list[tuple[int, str]]:
        """Level and title of each bookmark."""
        with self.file.open_outline() as outline:
            return list(_flat(outline.root, 1))

    @property
    def fonts(self) -> dict[str, bool]:
        """The name of each font, and whether it is embedded."""
        found = {}
        for page in self.file.pages:
            for font in page.Resources.Font.values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                found[str(font.BaseFont)] = "/FontFile2" in inner.FontDescriptor
        return found

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


def _tags(element):
    for child in element if isinstance(element, pikepdf.Array) else [element]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S)[1:]
            if "/K" in child:
                yield from _tags(child.K)


def _groups(element, tag):
    for child in element if isinstance(element, pikepdf.Array) else [element]:
        if isinstance(child, pikepdf.Dictionary) and "/K" in child:
            if child.get("/S") == tag:
                yield list(_tags(child.K))
            yield from _groups(child.K, tag)


def _flat(items, level):
    for item in items:
        yield level, item.title
        yield from _flat(item.children, level + 1)
