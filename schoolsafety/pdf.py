"""HTML to tagged PDF in a child process. This file is both sides: imported the server's, run the child's.

Only the child imports WeasyPrint: it takes most of a second and fails without Pango, and whatever a
document makes it do, there is no secret within its reach and an end to its time and memory. It needs
no Django, and is a new process for each PDF: nothing of one school is left when the next one asks.
"""

import json
import logging
import os
import re
import resource
import signal
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import monotonic
from typing import BinaryIO

STATIC = Path(__file__).resolve().parent / "static"
FACE = '@font-face {{ font-family: "{}"; font-weight: {}; font-style: {}; src: url("{}") }}'
# Isolated (-I): neither the folder of this file nor any PYTHON… variable says what is imported.
CHILD = [sys.executable, "-I", __file__]
# The fullest plan, of 82 pages, takes 8 s of CPU and has 345 MiB in use (tests/benchmarks/pdf.py).
LIMITS = {
    resource.RLIMIT_CPU: 25,  # seconds: three such plans, also when the server is gone and nobody waits
    resource.RLIMIT_AS: 1024**3,  # bytes of address space, of which more is reserved than used
    resource.RLIMIT_FSIZE: 32 * 1024**2,  # WeasyPrint hands fonts to Pango by files, of 0.2 MiB at most
    resource.RLIMIT_CORE: 0,  # a crash leaves no text of the document on disk
}
SECONDS = 28  # on the clock: gunicorn gives up on a worker after 30, and the page that says so takes one
BEAT = 0.5  # seconds between two times that the caller hears how far it is
LIBRARY_MISSING = 3
COMPLAINT = re.compile(r"^(?:WARNING|ERROR|CRITICAL) \w+\.py:\d+$", re.MULTILINE)
# How far the child is: it says nothing of the document, and what else it prints is no such line.
STEP = re.compile(rb"^STEP (\d) (\d{1,4})$", re.MULTILINE)
OnProgress = Callable[[int, int], None]
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


def render_pdf(
    html: str, *, images: Mapping[str, bytes] | None = None, on_progress: OnProgress | None = None
) -> bytes:
    """Return a page as PDF/UA, laid out by static/pdf.css and in our own fonts.

    The same page gives the same bytes. Nothing is fetched, whatever the HTML asks for: all that it
    needs is in memory, also the images, which the HTML asks for by name: `image:logo`. Twice a second
    `on_progress` hears the step and, while pages are laid out, the page. What WeasyPrint complains of
    is logged by its place in the code, because its words quote the document. Raises LibraryMissing and
    RenderingFailed.
    """
    held = {name: b64encode(content).decode() for name, content in (images or {}).items()}
    given = json.dumps({"html": html, "images": held}).encode()
    if not _ONE_AT_A_TIME.acquire(timeout=SECONDS):
        raise _failed("another one is still being made")
    try:
        code, made, said = _run_child(given=given, on_progress=on_progress)
    finally:
        _ONE_AT_A_TIME.release()
    for complaint in sorted(set(COMPLAINT.findall(said))):
        logger.warning("WeasyPrint: %s", complaint)
    if code == LIBRARY_MISSING:
        raise LibraryMissing
    if code:
        raise _failed(f"the child ended with {code}")
    return made


def _run_child(
    *arguments: str, given: bytes = b"", on_progress: OnProgress | None = None
) -> tuple[int, bytes, str]:
    """Return how the child ended, and what it wrote to stdout and stderr."""
    pipes = dict.fromkeys(["stdout", "stderr"], subprocess.PIPE)
    with TemporaryDirectory() as folder, _in_memory(given) as work:
        # The empty PATH: it has no program to run, and ctypes asks no compiler where Pango is.
        environment = {"LANG": "C.UTF-8", "PATH": "", "TMPDIR": folder}
        command = [*CHILD, *arguments]
        options = {"cwd": "/", "env": environment, "start_new_session": True, "stdin": work} | pipes
        with subprocess.Popen(command, **options) as child:
            try:
                made, said = _listen(child, on_progress)
            finally:  # also when it is the server that is told to stop
                if child.returncode is None:
                    os.killpg(child.pid, signal.SIGKILL)
    return child.returncode, made, said.decode(errors="replace")


def _in_memory(content: bytes) -> BinaryIO:
    """Return a file that is on no disk. A pipe would have to be fed while one listens."""
    file = os.fdopen(os.memfd_create("work"), "w+b")
    file.write(content)
    file.seek(0)
    return file


def _listen(child: subprocess.Popen, on_progress: OnProgress | None) -> tuple[bytes, bytes]:
    """Return what the child wrote when it has ended."""
    end = monotonic() + SECONDS
    while (left := end - monotonic()) > 0:
        try:
            return child.communicate(timeout=min(BEAT, left))
        except subprocess.TimeoutExpired as waiting:  # asking again loses nothing
            if on_progress:
                on_progress(*_last_step(waiting.stderr or b""))
    raise _failed(f"the child took more than {SECONDS} s")


def _last_step(said: bytes) -> tuple[int, int]:
    found = STEP.findall(said)
    return (int(found[-1][0]), int(found[-1][1])) if found else (0, 0)


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
        given = json.load(sys.stdin.buffer)
        images = {name: b64decode(content) for name, content in given["images"].items()}
        sys.stdout.buffer.write(_make_pdf(given["html"], **images))


def _make_pdf(html: str, **images: bytes) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    _tell_progress()
    fonts = _fonts()
    config = FontConfiguration()
    faces = "\n".join(font_face(url.removeprefix("font:"), url) for url in fonts)
    css = (STATIC / "pdf.css").read_text(encoding="utf-8")
    sheets = [
        CSS(string=faces, font_config=config, url_fetcher=_fetcher(fonts)),
        CSS(string=css, url_fetcher=_fetcher({})),
    ]
    held = {f"image:{name}": content for name, content in images.items()}
    page = HTML(string=html, url_fetcher=_fetcher(held))
    return page.write_pdf(
        finisher=_tell_links, stylesheets=sheets, font_config=config, pdf_variant="pdf/ua-1"
    )


def _tell_links(document, file) -> None:
    """Let each link say its own words: WeasyPrint gives it the name of the place that it leads to."""
    import pydyf

    for page in document.pages:
        for box in (box for *_, box in page.links if box.link_annotation):  # a refused file has none
            box.link_annotation["Contents"] = pydyf.String("".join(box.element.itertext()))


def _tell_progress() -> None:
    """Print which step WeasyPrint is at, and the page that it lays out: "Step 5 - … - Page 12"."""

    class Teller(logging.Handler):
        def emit(self, record):
            step, page = re.search(r"^Step (\d)(?:.* Page (\d+))?", record.getMessage()).groups()
            sys.stderr.write(f"STEP {step} {page or 0}\n")

    progress = logging.getLogger("weasyprint.progress")
    progress.propagate = False
    progress.setLevel(logging.INFO)
    progress.handlers = [Teller()]


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
