"""Each check of a Word file, on a good file in which one thing is made bad."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from plans.word import plan_docx
from tests.plans.documents import make_edition
from tests.plans.docx_check import CHECKS, ReadDocx

TEXT, STYLES, LISTS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
# What is found, in which part, and what is put in the place of what.
BAD = [
    ("bad_names", "docx.xml", None, "/etc/x.xml"),
    ("bad_names", "docx.xml", None, "../x.xml"),
    ("untyped_parts", TYPES, b'PartName="/word/footer1.xml"', b'PartName="/word/footer9.xml"'),
    ("dead_relationships", RELATIONS, b'Target="footer1.xml"', b'Target="footer9.xml"'),
    ("dead_relationships", RELATIONS, b'Id="rId2"', b'Id="rId3"'),
    ("unknown_relationships", TEXT, b'r:embed="rId', b'r:embed="rId9'),
    ("doubled_numbers", TEXT, b'w:name="_Toc000000002"', b'w:name="_Toc000000001"'),
    ("doubled_numbers", TEXT, b'<w:bookmarkStart w:id="2"', b'<w:bookmarkStart w:id="3"'),
    ("doubled_numbers", STYLES, b'w:styleId="Caption"', b'w:styleId="Title"'),
    ("open_bookmarks", TEXT, b'<w:bookmarkEnd w:id="2"/>', b""),
    ("open_bookmarks", TEXT, b'w:name="ref_1K1"', b'w:name="ref 1K1"'),
    ("dead_links", TEXT, b'w:anchor="ref_1K1"', b'w:anchor="ref_9K9"'),
    ("dead_links", TEXT, b" PAGEREF _Toc000000001 ", b" PAGEREF _Toc999999999 "),
    ("unknown_styles", TEXT, b'w:pStyle w:val="Heading1"', b'w:pStyle w:val="Kop1"'),
    ("unknown_styles", TEXT, b'w:pStyle w:val="Heading1"', b'w:pStyle w:val="Strong"'),
    ("unknown_styles", STYLES, b'w:basedOn w:val="TableText"', b'w:basedOn w:val="Tekst"'),
    ("unknown_lists", TEXT, b'w:numId w:val="3"', b'w:numId w:val="33"'),
    ("unknown_lists", LISTS, b'w:abstractNumId w:val="2"', b'w:abstractNumId w:val="7"'),
    ("crooked_tables", TEXT, b'<w:gridCol w:w="', b'<w:gridCol w:w="1'),
    ("crooked_tables", TEXT, b'<w:tblW w:w="', b'<w:tblW w:w="1'),
    ("crooked_tables", TEXT, b"</w:p></w:tc>", b"</w:p><w:sdt/></w:tc>"),
    ("headless_tables", TEXT, b"<w:tblHeader/>", b""),
    ("headless_tables", TEXT, b"<w:trPr><w:cantSplit/></w:trPr>", b""),
    ("wrong_order", TEXT, b"<w:cantSplit/><w:tblHeader/>", b"<w:tblHeader/><w:cantSplit/>"),
    ("wrong_order", TEXT, b"<w:tblHeader/>", b"<w:tblHeader/><w:jc/>"),
    ("open_fields", TEXT, b'<w:fldChar w:fldCharType="end"/>', b""),
    ("open_fields", "word/footer1.xml", b'<w:fldChar w:fldCharType="begin"/>', b""),
]


@pytest.fixture(scope="module")
def good():
    return plan_docx(make_edition())


def changed(content: bytes, part: str, old: bytes | None, new: bytes | str) -> bytes:
    """Return the file with the first of something replaced, or with one part more."""
    with ZipFile(BytesIO(content)) as file, ZipFile(made := BytesIO(), "w") as bad:
        for name in file.namelist():
            found = file.read(name)
            bad.writestr(name, found.replace(old, new, 1) if name == part else found)
        if old is None:
            bad.writestr(new, b"<x/>")
    return made.getvalue()


@pytest.mark.parametrize(("check", "part", "old", "new"), BAD)
def test_check_finds_what_is_bad(good, check, part, old, new):
    bad = ReadDocx(changed(good, part, old, new))

    found = [one.__name__ for one in CHECKS if list(one(bad))]

    assert check in found


def test_every_check_is_tried():
    assert {check for check, *_ in BAD} == {check.__name__ for check in CHECKS}


def test_good_file_has_no_fault(good):
    assert [fault for check in CHECKS for fault in check(ReadDocx(good))] == []
