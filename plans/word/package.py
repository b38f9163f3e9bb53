"""The Word file around the text: our own styles, whose it is, and the same bytes for the same plan.

python-docx starts from a document of its own: what is in it is taken away or replaced by parts/*.xml.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.formats import date_format
from docx import Document as new_document
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm

from plans.document import phrases
from plans.document.content import PlanDocument
from plans.word.xml import one_line

PARTS = Path(__file__).resolve().parent / "parts"
KEPT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.NUMBERING}
KEPT_AROUND = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}
LONGEST = 255  # characters of a property
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows
MARGINS = {"top_margin": 26, "right_margin": 20, "bottom_margin": 22, "left_margin": 22}


def empty_document(plan: PlanDocument, title: str) -> Document:
    """Return a document without words, in our styles."""
    document = new_document()
    _drop_foreign_parts(document)
    for name, root in (
        ("styles", document.styles.element),
        ("settings", document.settings.element),
        ("numbering", document.part.numbering_part.element),
    ):
        root[:] = parse_xml((PARTS / f"{name}.xml").read_bytes())[:]
    _add_fonts(document)
    _set_page(document)
    _set_properties(document, plan, title)
    return document


def to_bytes(document: Document) -> bytes:
    """Return the file. The moment of making is not in it: it would differ each time."""
    document.save(made := BytesIO())
    with ZipFile(made) as parts, ZipFile(fixed := BytesIO(), "w", ZIP_DEFLATED) as file:
        for name in parts.namelist():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            file.writestr(entry, parts.read(name))
    return fixed.getvalue()


def _drop_foreign_parts(document: Document) -> None:
    for rels, kept in ((document.part.rels, KEPT), (document.part.package.rels, KEPT_AROUND)):
        for name in [name for name, rel in rels.items() if rel.reltype not in kept]:
            del rels[name]


def _add_fonts(document: Document) -> None:
    """Say which fonts stand in for ours on a computer that does not have it."""
    name, content = PackURI("/word/fontTable.xml"), (PARTS / "fontTable.xml").read_bytes()
    part = Part(name, CONTENT_TYPE.WML_FONT_TABLE, content, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for margin, width in MARGINS.items():
        setattr(section, margin, Mm(width))
    section.header_distance = section.footer_distance = Mm(10)


def _set_properties(document: Document, plan: PlanDocument, title: str) -> None:
    properties = document.core_properties
    school = one_line(plan.school)
    properties.title = f"{title} {plan.year} · {school}"[:LONGEST]
    properties.author = properties.last_modified_by = school[:LONGEST]
    properties.subject, properties.language = phrases.TITLE, "nl-BE"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = _moment(plan.date)
    properties.revision = 1


def _moment(day: str) -> datetime:
    """Return the start of a day that is written as in a plan: "20 november 2026"."""
    number, month, year = day.split()
    months = [date_format(datetime(2000, month, 1, tzinfo=UTC), "F") for month in range(1, 13)]
    return datetime(int(year), months.index(month) + 1, int(number), tzinfo=UTC)
