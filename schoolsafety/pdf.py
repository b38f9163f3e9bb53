"""HTML to tagged PDF. The only module that imports WeasyPrint, and only when it is needed.

Importing it takes most of a second, and it fails without Pango: the rest of the site works all the
same, and says what to install.
"""

from contextlib import redirect_stdout
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from threading import Lock

STATIC = Path(__file__).resolve().parent / "static"
FACE = '@font-face {{ font-family: "{}"; font-weight: {}; font-style: {}; src: url("{}") }}'
# WeasyPrint does not promise to be safe in threads; and one at a time keeps the memory bounded.
_ONE_AT_A_TIME = Lock()


class LibraryMissing(Exception):
    """A system library that WeasyPrint needs is not installed."""


@cache
def is_available() -> bool:
    """Tell whether PDF can be made here. After installing what is missing, start the site again."""
    try:
        with redirect_stdout(StringIO()):  # WeasyPrint prints a banner when a library is missing
            import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


def render_pdf(html: str) -> bytes:
    """Return a page as PDF/UA, laid out by static/pdf.css and in our own fonts.

    Nothing is fetched, whatever the HTML asks for: all that it needs is in memory. Raises
    LibraryMissing.
    """
    if not is_available():
        raise LibraryMissing
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    with _ONE_AT_A_TIME:
        # A font configuration owns temporary files and only grows: each PDF gets a new one.
        config = FontConfiguration()
        faces = CSS(string=_font_faces(), font_config=config, url_fetcher=_fetcher(_fonts()))
        page = HTML(string=html, url_fetcher=_fetcher({}))
        sheets = [faces, _stylesheet()]
        return page.write_pdf(stylesheets=sheets, font_config=config, pdf_variant="pdf/ua-1")


def _fetcher(held: dict[str, bytes]):
    """Return a fetcher that refuses every URL but the names of what we hold in memory ourselves."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Refuser(URLFetcher):
        def fetch(self, url, headers=None):
            if url not in held:
                raise PermissionError("nothing is fetched for a PDF")
            return URLFetcherResponse(url, held[url])

    return Refuser()


@cache
def _stylesheet():
    """Return the parsed stylesheet. Rendering only reads it, so that all PDFs share it."""
    from weasyprint import CSS

    return CSS(string=(STATIC / "pdf.css").read_text(encoding="utf-8"), url_fetcher=_fetcher({}))


@cache
def _fonts() -> dict[str, bytes]:
    """Return our fonts under a made-up URL. Unpacked once: WeasyPrint would do it for each PDF."""
    from fontTools.ttLib import woff2

    fonts = {}
    for path in sorted((STATIC / "fonts").glob("*.woff2")):
        woff2.decompress(BytesIO(path.read_bytes()), unpacked := BytesIO())
        fonts[f"font:{path.stem}"] = unpacked.getvalue()
    return fonts


def font_face(name: str, url: str) -> str:
    """Return the @font-face rule of a file, which is named family-subset-weight-style.

    The subset latin-ext is a family of its own: the stylesheet falls back on it letter by letter.
    """
    family = "Source Sans 3 Ext" if "-ext-" in name else "Source Sans 3"
    return FACE.format(family, *name.split("-")[-2:], url)


def _font_faces() -> str:
    return "\n".join(font_face(url.removeprefix("font:"), url) for url in _fonts())
