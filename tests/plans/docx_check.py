"""What makes Word say that a file is damaged, as far as that can be seen without Word.

Each check gives a sentence for each fault. test_docx_check.py makes each of them find one.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from docx.oxml.ns import nsmap, qn
from lxml import etree

# The children that Word wants in this order, and no others. Of those that we do not use, none.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind contextualSpacing jc "
    "outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u shd lang",
    "numPr": "ilvl numId",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan tcBorders shd vAlign",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "body": "p|tbl|sdt sectPr",
    "sdt": "sdtPr sdtContent",
    "p": "pPr r|hyperlink|bookmarkStart|bookmarkEnd",
    "hyperlink": "r",
    "r": "rPr t|br|tab|drawing|fldChar|instrText",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr "
    "tblStylePr",
    "abstractNum": "multiLevelType lvl",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol "
    "listSeparator",
    "sectPr": "footerReference type pgSz pgMar cols titlePg docGrid",
}
STYLE_TYPES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


class ReadDocx:
    """The parts of a Word file."""

    def __init__(self, content: bytes):
        with ZipFile(BytesIO(content)) as file:
            self.names = file.namelist()
            self.parts = {name: file.read(name) for name in self.names}

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        names = [name for name in self.parts if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(self.parts[name]) for name in names}

    @property
    def document(self) -> etree._Element:
        return self.trees["word/document.xml"]

    def all(self, *tags: str, inside: etree._Element | None = None) -> list[etree._Element]:
        """Return the elements of the text with one of these names, in order."""
        return list((self.document if inside is None else inside).iter(*(qn(f"w:{tag}") for tag in tags)))

    def values(self, tag: str, part: str = "word/document.xml", attribute: str = "val") -> list[str]:
        found = self.trees[part].iter(qn(f"w:{tag}")) if part in self.trees else ()
        return [one.get(qn(f"w:{attribute}")) for one in found]

    @property
    def styles(self) -> dict[str, tuple[str, str]]:
        """Return the kind and the name of each style."""
        return {
            one.get(qn("w:styleId")): (one.get(qn("w:type")), one.find(qn("w:name")).get(qn("w:val")))
            for one in self.all("style", inside=self.trees["word/styles.xml"])
        }

    @property
    def outline(self) -> list[tuple[int, str]]:
        """Return the level and the words of each heading, as the navigation pane of Word has them."""
        levels = {
            key: int(name[-1]) for key, (_, name) in self.styles.items() if name.startswith("heading ")
        }
        pairs = [(levels.get(style_of(one)), text_of(one)) for one in self.all("p")]
        return [(level, text) for level, text in pairs if level]

    @property
    def text(self) -> str:
        return "\n".join(map(text_of, self.all("p")))


def style_of(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else found.get(qn("w:val"))


def text_of(element: etree._Element) -> str:
    """Return the words of an element, with its line ends and tabs."""
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    pieces = element.iter(qn("w:t"), *signs)
    inside = (one for one in pieces if one.getparent().tag == qn("w:r"))
    return "".join(signs.get(one.tag) or one.text or "" for one in inside)


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname


def doubled(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def bad_names(docx: ReadDocx) -> Iterator[str]:
    for name in docx.names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            yield f"{name} is no path inside the file"
    yield from (f"{name} is there twice" for name in doubled(docx.names))


def untyped_parts(docx: ReadDocx) -> Iterator[str]:
    types = docx.trees["[Content_Types].xml"]
    endings = {one.get("Extension") for one in types if name_of(one) == "Default"}
    named = [one.get("PartName") for one in types if name_of(one) == "Override"]
    for name in docx.parts:
        if name != "[Content_Types].xml" and f"/{name}" not in named and name.split(".")[-1] not in endings:
            yield f"{name} has no type"
    yield from (f"{name} has a type and is not there" for name in named if name[1:] not in docx.parts)


def dead_relationships(docx: ReadDocx) -> Iterator[str]:
    reached = {"[Content_Types].xml"}
    for name in (name for name in docx.names if name.endswith(".rels")):
        reached.add(name)
        folder = dirname(dirname(name))
        for one in docx.trees[name]:
            target = one.get("Target")
            place = normpath(join(folder, target)) if target[0] != "/" else target[1:]
            if one.get("TargetMode") != "External" and place not in docx.parts:
                yield f"{name} leads to {place}"
            reached.add(place)
        yield from (
            f"{name} has {key} twice" for key in doubled([one.get("Id") for one in docx.trees[name]])
        )
    yield from (f"nothing leads to {name}" for name in docx.names if name not in reached)


def unknown_relationships(docx: ReadDocx) -> Iterator[str]:
    known = {one.get("Id") for one in docx.trees["word/_rels/document.xml.rels"]}
    used = docx.document.xpath("//@r:id | //@r:embed", namespaces=nsmap)
    yield from (f"{key} is no relationship" for key in used if key not in known)


def doubled_numbers(docx: ReadDocx) -> Iterator[str]:
    pictures = docx.document.xpath("//wp:docPr/@id", namespaces=nsmap)
    for what, found in (
        ("bookmark", docx.values("bookmarkStart", attribute="id")),
        ("bookmark name", docx.values("bookmarkStart", attribute="name")),
        ("picture", pictures),
        ("list", docx.values("num", "word/numbering.xml", "numId")),
        ("style", docx.values("style", "word/styles.xml", "styleId")),
        ("style name", docx.values("name", "word/styles.xml")),
    ):
        yield from (f"{what} {value} is there twice" for value in doubled(found))


def open_bookmarks(docx: ReadDocx) -> Iterator[str]:
    begun = docx.values("bookmarkStart", attribute="id")
    ended = docx.values("bookmarkEnd", attribute="id")
    yield from (f"bookmark {key} has one end" for key in set(begun) ^ set(ended))
    for name in docx.values("bookmarkStart", attribute="name"):
        if not name.replace("_", "a").isalnum() or name[0].isdigit() or len(name) > 40:
            yield f"{name} is no name for a bookmark"


def dead_links(docx: ReadDocx) -> Iterator[str]:
    places = set(docx.values("bookmarkStart", attribute="name"))
    codes = [one.text.split() for one in docx.all("instrText")]
    pages = [code[1] for code in codes if code[0] == "PAGEREF"]
    links = [name for name in docx.values("hyperlink", attribute="anchor") if name]
    yield from (f"{name} is nowhere" for name in {*pages, *links} - places)


def unknown_styles(docx: ReadDocx) -> Iterator[str]:
    styles = docx.styles
    for part, tree in docx.trees.items():
        for tag, kind in STYLE_TYPES.items():
            for one in tree.iter(qn(f"w:{tag}")):
                key = one.get(qn("w:val"))
                if styles.get(key, ("",))[0] != kind:
                    yield f"{key} in {part} is no {kind} style"
    for tag in ("basedOn", "next", "link"):
        found = docx.values(tag, "word/styles.xml")
        yield from (f"{key} is no style" for key in found if key not in styles)


def unknown_lists(docx: ReadDocx) -> Iterator[str]:
    numbering = "word/numbering.xml"
    lists = set(docx.values("num", numbering, "numId"))
    lacking = {*docx.values("abstractNumId", numbering)}
    lacking -= {*docx.values("abstractNum", numbering, "abstractNumId")}
    used = {*docx.values("numId"), *docx.values("numId", "word/styles.xml")}
    yield from (f"list {key} is not there" for key in used - lists)
    yield from (f"kind of list {key} is not there" for key in lacking)


def crooked_tables(docx: ReadDocx) -> Iterator[str]:
    for number, table in enumerate(docx.all("tbl"), start=1):
        grid = [one.get(qn("w:w")) for one in docx.all("gridCol", inside=table)]
        rows = docx.all("tr", inside=table)
        if not grid or not rows:
            yield f"table {number} has no columns or no rows"
        if [str(sum(map(int, grid)))] != [one.get(qn("w:w")) for one in docx.all("tblW", inside=table)]:
            yield f"table {number} is not as wide as its columns"
        for row in rows:
            if [one.get(qn("w:w")) for one in docx.all("tcW", inside=row)] != grid:
                yield f"table {number} has a row of another width"
            if any(name_of(one[-1]) != "p" for one in docx.all("tc", inside=row)):
                yield f"table {number} has a cell that does not end in a paragraph"


def headless_tables(docx: ReadDocx) -> Iterator[str]:
    """A table without a row for its heads, or a row that may be cut, is no damage but bad to read."""
    for number, table in enumerate(docx.all("tbl"), start=1):
        heads = [bool(docx.all("tblHeader", inside=row)) for row in docx.all("tr", inside=table)]
        if heads != [True] + [False] * len(heads[1:]):
            yield f"table {number} does not have one row of heads"
        if len(docx.all("cantSplit", inside=table)) != len(heads):
            yield f"table {number} has a row that may be cut"


def wrong_order(docx: ReadDocx) -> Iterator[str]:
    for part, tree in docx.trees.items():
        for tag, line in ORDER.items():
            places = {name: n for n, group in enumerate(line.split()) for name in group.split("|")}
            for one in tree.iter(qn(f"w:{tag}")):
                children = [name_of(child) for child in one if isinstance(child.tag, str)]
                if strange := [name for name in children if name not in places]:
                    yield f"{part}: {strange[0]} in {tag}"
                elif children != sorted(children, key=places.get):
                    yield f"{part}: the order in {tag}: {' '.join(children)}"


def open_fields(docx: ReadDocx) -> Iterator[str]:
    for part, tree in docx.trees.items():
        depth = []
        for one in tree.iter(qn("w:fldChar")):
            kind = one.get(qn("w:fldCharType"))
            if kind == "begin":
                depth.append(kind)
            elif not depth or (kind == "separate" and depth[-1] != "begin"):
                yield f"{part}: a field that did not begin"
            else:
                depth = depth[:-1] + [kind] * (kind == "separate")
        if depth:
            yield f"{part}: a field that does not end"


CHECKS = [
    bad_names,
    untyped_parts,
    dead_relationships,
    unknown_relationships,
    doubled_numbers,
    open_bookmarks,
    dead_links,
    unknown_styles,
    unknown_lists,
    crooked_tables,
    headless_tables,
    wrong_order,
    open_fields,
]


def faults(content: bytes) -> list[str]:
    docx = ReadDocx(content)
    return [fault for check in CHECKS for fault in check(docx)]
