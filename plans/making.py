"""How each file is made of its source: one table. No database: all that it needs is in the source.

The same source gives the same bytes, whichever process makes it, for as long as the software is the same.
"""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from django.conf import settings

from plans.document.edition import Edition
from plans.editions import check_qr
from plans.models import Format, Kind
from plans.paper import plan_html
from plans.printing.paper import cards_html, first_steps_html
from plans.snapshot import canonical, fingerprint, read_source
from plans.word import chapter_docx, plan_docx
from schoolsafety.pdf import OnProgress, render_pdf

# What decides how a file looks, beside its source: our own part of it, and the libraries.
HOW = ("plans/**/*.py", "plans/**/*.xml", "templates/pdf/*.html", "schoolsafety/pdf.py")
HOW += ("schoolsafety/static/pdf.css", "schoolsafety/static/fonts/*.woff2")
LIBRARIES = ("django", "fonttools", "pillow", "pydyf", "python-docx", "segno", "tinycss2", "weasyprint")


def source_of(edition: Edition) -> str:
    """Return an edition as canonical JSON: the source of the files that are made of it."""
    return canonical(asdict(edition))


def edition_of(source: str) -> Edition:
    return read_source(source, Edition)


def plan_pdf(source: str, on_progress: OnProgress) -> bytes:
    edition = edition_of(source)
    return render_pdf(plan_html(edition), images=images_of(edition), on_progress=on_progress)


def images_of(edition: Edition) -> dict[str, bytes]:
    """Return the images of a plan by the name that its page asks for: `image:logo` and `image:qr`."""
    images = {"logo": b64decode(edition.plan.logo)} if edition.plan.logo else {}
    return images | ({"qr": check_qr(edition.check_url)} if edition.check_url else {})


def plan_word(source: str, on_progress: OnProgress) -> bytes:
    return plan_docx(edition_of(source))


def chapter_word(source: str, on_progress: OnProgress) -> bytes:
    return chapter_docx(edition_of(source))


def cards_pdf(source: str, on_progress: OnProgress) -> bytes:
    return render_pdf(cards_html(source), on_progress=on_progress)


def first_steps_pdf(source: str, on_progress: OnProgress) -> bytes:
    return render_pdf(first_steps_html(source), on_progress=on_progress)


Maker = Callable[[str, OnProgress], bytes]
MAKERS: dict[tuple[str, str], Maker] = {
    (Kind.PLAN, Format.PDF): plan_pdf,
    (Kind.PLAN, Format.WORD): plan_word,
    (Kind.CHAPTER, Format.WORD): chapter_word,
    (Kind.CARDS, Format.PDF): cards_pdf,
    (Kind.FIRST_STEPS, Format.PDF): first_steps_pdf,
}


def key_of(kind: str, audience: str, format: str, source: str) -> str:
    """Return what tells a file from all others: what it is, what it is made of, and how."""
    return fingerprint(canonical([kind, audience, format, source, how()]))


@cache
def how() -> str:
    """Return the fingerprint of the software that makes files: with another one, they are made anew."""
    made = sha256(canonical([version(name) for name in LIBRARIES]).encode())
    for path in sorted({path for pattern in HOW for path in settings.BASE_DIR.glob(pattern)}):
        made.update(path.relative_to(settings.BASE_DIR).as_posix().encode() + b"\0")
        made.update(sha256(path.read_bytes()).digest())
    return made.hexdigest()
