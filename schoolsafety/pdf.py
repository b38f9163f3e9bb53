"""HTML to tagged PDF in a child process. This file is both sides: imported the server's, run the child's.

Only the child imports WeasyPrint: it takes most of a second and fails without Pango, and whatever a
document makes it do, there is no secret within its reach and an end to its time and memory. It needs
no Django, and is a new process for each PDF: nothing of one school is left when the next one asks.
"""

import logging
import os
import re
import resource
import signal
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

STATIC = Path(__file__).resolve().parent / "static"
FACE = '@font-face {{ font-family: "{}"; font-weight: {}; font-style: {}; src: url("{}") }}'
# Isolated (-I): neither the folder of this file nor any PYTHON… variable says what is imported.
CHILD = [sys.executable, "-I", __file__]
# The fullest plan, of 74 pages, takes 6 s of CPU and 368 MiB of address space, of which 204 in use.
# Every further 10 pages take 0.8 s and 3 MiB.
LIMITS = {
    resource.RLIMIT_CPU: 25,  # seconds: four such plans, also when the server is gone and nobody waits
    resource.RLIMIT_AS: 1024**3,  # bytes: almost three
    resource.RLIMIT_FSIZE: 32 * 1024**2,  # WeasyPrint hands fonts to Pango by files, of 0.2 MiB at most
    resource.RLIMIT_CORE: 0,  # a crash leaves no text of the document on disk
}
SECONDS = 28  # on the clock: gunicorn gives up on a worker after 30, and the page that says so takes one
LIBRARY_MISSING = 3
COMPLAINT = re.compile(r"^(?:WARNING|ERROR|CRITICAL) \w+\.py:\d+$", re.MULTILINE)
_ONE_AT_A_TIME = Lock()  # keeps the memory of all renderings bounded, and leaves a core to the pages
logger = logging.getLogger(__name__)


class LibraryMissing(Exception):
    """A system library that WeasyPrint needs is not installed."""


class RenderingFailed(Exception):
    """The child crashed, or was ended because it took too long or too much memory."""


# The server's side


@cache
def is_available() -> bool:
    """Tell whether PDF can be made here. After installing what is missing, start the site again."""
    return _run_child("check")[0] != LIBRARY_MISSING


def render_pdf(html: str) -> bytes:
    """Return a page as PDF/UA, laid out by static/pdf.css and in our own fonts.

    Nothing is fetched, whatever the HTML asks for: all that it needs is in memory. What WeasyPrint
    complains of is logged by its place in the code, because its words quote the document. Raises
    LibraryMissing and RenderingFailed.
    """
    if not _ONE_AT_A_TIME.acquire(timeout=SECONDS):
        raise _failed("another one is still being made")
    try:
        code, made, said = _run_child(given=html.encode())
    finally:
        _ONE_AT_A_TIME.release()
    for complaint in sorted(set(COMPLAINT.findall(said))):
        logger.warning("WeasyPrint: %s", complaint)
    if code == LIBRARY_MISSING:
        raise LibraryMissing
    if code:
        raise _failed(f"the child ended with {code}")
    return made


def _run_child(*arguments: str, given: bytes = b"") -> tuple[int, bytes, str]:
    """Return how the child ended, and what it wrote to stdout and stderr."""
    pipes = dict.fromkeys(["stdin", "stdout", "stderr"], subprocess.PIPE)
    with TemporaryDirectory() as folder:
        # The empty PATH: it has no program to run, and ctypes asks no compiler where Pango is.
        environment = {"LANG": "C.UTF-8", "PATH": "", "TMPDIR": folder}
        command = [*CHILD, *arguments]
        with subprocess.Popen(command, cwd="/", env=environment, start_new_session=True, **pipes) as child:
            try:
                made, said = child.communicate(given, timeout=SECONDS)
            except subprocess.TimeoutExpired:
                raise _failed(f"the child took more than {SECONDS} s") from None
            finally:  # also when it is the server that is told to stop
                if child.returncode is None:
                    os.killpg(child.pid, signal.SIGKILL)
    return child.returncode, made, said.decode(errors="replace")


def _failed(reason: str) -> RenderingFailed:
    logger.error("No PDF: %s", reason)
    return RenderingFailed(reason)


# The child's side


def main() -> None:
    """Read HTML and write PDF within the limits; asked to check, only see whether that is possible."""
    for kind, most in LIMITS.items():
        resource.setrlimit(kind, (most, most))
    logging.basicConfig(format="%(levelname)s %(filename)s:%(lineno)d")
    try:
        import weasyprint  # noqa: F401
    except OSError:
        sys.exit(LIBRARY_MISSING)
    if sys.argv[1:] != ["check"]:
        sys.stdout.buffer.write(_make_pdf(sys.stdin.buffer.read().decode()))


def _make_pdf(html: str) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = _fonts()
    config = FontConfiguration()
    faces = "\n".join(font_face(url.removeprefix("font:"), url) for url in fonts)
    css = (STATIC / "pdf.css").read_text(encoding="utf-8")
    sheets = [
        CSS(string=faces, font_config=config, url_fetcher=_fetcher(fonts)),
        CSS(string=css, url_fetcher=_fetcher({})),
    ]
    page = HTML(string=html, url_fetcher=_fetcher({}))
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


def _fonts() -> dict[str, bytes]:
    """Return our fonts, unpacked, under a made-up URL."""
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


if __name__ == "__main__":
    main()
