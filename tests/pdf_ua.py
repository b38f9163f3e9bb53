"""Whether everybody can read a PDF: the rules of PDF/UA-1 (ISO 14289-1) that a machine can check.

Each check reads one rule and yields its findings; `faults` runs them all. What only a person can
judge (is the reading order sensible, does the text of a figure say what it shows) is not here.
"""

from collections.abc import Iterator
from itertools import zip_longest

import pikepdf

from tests.pdf_reader import Element, Mark, Painted, ReadPdf

PARENTS = {  # where an element may lie, as far as that is fixed (ISO 32000-1, 14.8.4.3)
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
}
CHILDREN = {  # what may lie directly in an element
    "L": {"LI", "Caption", "L"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    **dict.fromkeys(["THead", "TBody", "TFoot"], {"TR"}),
    "TR": {"TH", "TD"},
}
LISTS, TABLES = {"L", "LI", "Lbl", "LBody"}, {"Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"}
SCOPES = {"/Row", "/Column", "/Both"}
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
STRANGE = {  # names that stand for something that acts, or that is carried along
    *("/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/SubmitForm", "/ImportData", "/GoToR"),
    *("/EmbeddedFile", "/EmbeddedFiles", "/Filespec", "/AF", "/RichMedia", "/Sound", "/Movie", "/XFA"),
}
MARGIN = (62, 65)  # points below and above the text of a page: our running lines stand there


def faults(content: bytes) -> list[str]:
    """Return what is wrong, each finding after the name of its check."""
    read = ReadPdf(content)
    return [f"{check.__name__}: {found}" for check in CHECKS for found in check(read)]


def tagged(read: ReadPdf) -> Iterator[str]:
    """Say that the tags can be trusted (6.2, 7.1)."""
    info = read.file.Root.get("/MarkInfo", {})
    if info.get("/Marked") is not True or info.get("/Suspects") is True:
        yield "the document does not call itself tagged"


def identified(read: ReadPdf) -> Iterator[str]:
    """Say which norm is kept (5)."""
    if read.file.open_metadata().get("pdfuaid:part") != "1":
        yield "XMP does not name PDF/UA-1"


def in_a_language(read: ReadPdf) -> Iterator[str]:
    """Say how the words sound (7.2)."""
    if not str(read.file.Root.get("/Lang", "")):
        yield "the document has no language"


def titled(read: ReadPdf) -> Iterator[str]:
    """Show a title instead of the name of the file (7.1)."""
    title = str(read.file.docinfo.get("/Title", ""))
    if not title or read.file.open_metadata().get("dc:title") != title:
        yield "no title, or another one in XMP"
    if read.file.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "the title is not shown"


def all_marked(read: ReadPdf) -> Iterator[str]:
    """Let all that is painted be content or decoration, and nothing both (7.1, 7.3)."""
    for one in read.painted:
        decoration = one.tags == ["Artifact"]
        if decoration == (one.mcid >= 0) or "Artifact" in one.tags[1:]:
            yield f"page {one.page + 1}: {one.text or 'a shape'} is marked as {one.tags or 'nothing'}"


def parents_known(read: ReadPdf) -> Iterator[str]:
    """Lead from each content to its element and back (7.1; ISO 32000-1, 14.7.4.4).

    WeasyPrint gives a running line an element outside the tree: nobody reads it out, as with the
    decoration that it should be by 7.8. Only in the margin.
    """
    owners = {mark: element.node.objgen for element in read.elements for mark in element.marks}
    named = dict(_named_parents(read))
    for mark, owner in owners.items():
        if named.get(mark) != owner:
            yield f"page {mark[0] + 1}: content {mark[1]} names another parent"
    for one in read.painted:
        in_no_tree = one.mcid >= 0 and one.mark not in owners
        if in_no_tree and not (one.mark in named and _in_margin(one, read)):
            yield f"page {one.page + 1}: {one.text or 'a figure'} lies outside the tree"


def figures_described(read: ReadPdf) -> Iterator[str]:
    """Say in words what a figure shows (7.3)."""
    for figure in read.tagged("Figure"):
        if not str(figure.node.get("/Alt", figure.node.get("/ActualText", ""))).strip():
            yield "a figure without words"


def headings_in_order(read: ReadPdf) -> Iterator[str]:
    """Begin with the first level and skip none going down (7.4.2)."""
    before = 0
    for level, words in read.headings:
        if level > before + 1:
            yield f"“{words}” goes from level {before} to {level}"
        before = level
    if [level for level, _ in read.headings].count(1) != 1:
        yield "not one heading of the first level"


def tables_headed(read: ReadPdf) -> Iterator[str]:
    """Lead from each cell to its header (7.5): by the names of headers, or by the scope of a header."""
    for table in read.tagged("Table"):
        heads = [one for one in table.inside() if one.tag == "TH"]
        names = {str(head.node.ID) for head in heads if "/ID" in head.node}
        if not heads:
            yield f"“{read.words(table)[:40]}” has no header"
        if heads and all(_attribute(head, "/Scope") in SCOPES for head in heads):
            continue
        for cell in (one for one in table.inside() if one.tag == "TD"):
            wanted = {str(name) for name in _attribute(cell, "/Headers") or []}
            if not wanted or wanted - names:
                yield f"“{read.words(cell)}” is led to no header"


def tables_formed(read: ReadPdf) -> Iterator[str]:
    """Build tables from rows, and rows from cells (7.5)."""
    yield from _misplaced(read, TABLES)


def lists_formed(read: ReadPdf) -> Iterator[str]:
    """Build lists from items, and items from a label and a body (7.6)."""
    yield from _misplaced(read, LISTS)
    for item in read.tagged("LI"):
        if "LBody" not in [child.tag for child in item.children]:
            yield f"an item of a list has no body: {read.words(item)}"


def bookmarked(read: ReadPdf) -> Iterator[str]:
    """Give each heading a bookmark, with the same words and nesting: a rule of ours."""
    headings, bookmarks = _nested(read.headings), _nested(read.bookmarks)
    for heading, bookmark in zip_longest(headings, bookmarks):
        if heading != bookmark:
            yield f"heading {heading} has bookmark {bookmark}"


def links_told(read: ReadPdf) -> Iterator[str]:
    """Tag each link as one, and say where it leads (7.18.1, 7.18.5)."""
    links = {link.node.objgen: link for link in read.tagged("Link")}
    parents = _parent_tree(read)
    for link in links.values():
        if len(link.annotations) != 1:
            yield f"“{read.words(link)}” is tagged as a link and leads to {len(link.annotations)} places"
    for annotation in _annotations(read):
        parent = parents.get(annotation.get("/StructParent"), pikepdf.Dictionary())
        owner = links.get(parent.objgen)
        if owner is None or annotation.objgen not in [one.objgen for one in owner.annotations]:
            yield "a link that is not tagged as one"
        if not str(annotation.get("/Contents", "")).strip():
            yield "a link that does not say where it leads"


def tabs_follow_structure(read: ReadPdf) -> Iterator[str]:
    """Go from link to link in reading order (7.18.3)."""
    for n, page in enumerate(read.file.pages, start=1):
        if page.get("/Tabs") != "/S":
            yield f"page {n} has another tab order"


def fonts_carried(read: ReadPdf) -> Iterator[str]:
    """Carry the letters along, and what they mean (7.21.4, 7.21.7)."""
    for name, font in read.fonts.items():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if not any(file in inner.get("/FontDescriptor", {}) for file in FONT_FILES):
            yield f"{name} is not in the file"
        if "/ToUnicode" not in font:
            yield f"{name} does not say what its letters mean"


def nothing_strange(read: ReadPdf) -> Iterator[str]:
    """Do nothing and carry no other file: a rule of ours. A link may open an address."""
    for one in read.file.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream) and one.get("/Type") != "/StructElem":
            yield from sorted(STRANGE & set(_names(one)))


CHECKS = [
    *(tagged, identified, in_a_language, titled, all_marked, parents_known, figures_described),
    *(headings_in_order, tables_headed, tables_formed, lists_formed, bookmarked, links_told),
    *(tabs_follow_structure, fonts_carried, nothing_strange),
]


def _nested(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the depth of each heading, whatever its level is called; and its words without spaces."""
    open_levels, nested = [], []
    for level, words in found:
        open_levels = [*(one for one in open_levels if one < level), level]
        nested.append((len(open_levels), "".join(words.split())))
    return nested


def _parent_tree(read: ReadPdf) -> dict[int, pikepdf.Object]:
    return dict(pikepdf.NumberTree(read.file.Root.StructTreeRoot.ParentTree).items())


def _named_parents(read: ReadPdf) -> Iterator[tuple[Mark, tuple[int, int]]]:
    """Give what the parent tree says: for each content its element."""
    parents = _parent_tree(read)
    for number, page in enumerate(read.file.pages):
        for mcid, parent in enumerate(parents.get(page.get("/StructParents"), [])):
            yield (number, mcid), parent.objgen


def _in_margin(one: Painted, read: ReadPdf) -> bool:
    _, bottom, _, top = one.box
    height = float(read.file.pages[one.page].MediaBox[3])
    return top < MARGIN[0] or bottom > height - MARGIN[1]


def _attribute(element: Element, key: str) -> pikepdf.Object | None:
    """Return an attribute of a table; an element may have several lists of attributes."""
    given = element.node.get("/A", pikepdf.Array())
    lists = given if isinstance(given, pikepdf.Array) else [given]
    return next((one[key] for one in lists if key in one), None)


def _misplaced(read: ReadPdf, tags: set[str]) -> Iterator[str]:
    for element in read.elements:
        parent = element.parent.tag
        if element.tag in tags and parent not in PARENTS.get(element.tag, {parent}):
            yield f"{element.tag} lies in {parent}"
        elif parent in tags and element.tag not in CHILDREN.get(parent, {element.tag}):
            yield f"{parent} holds {element.tag}"


def _annotations(read: ReadPdf) -> list[pikepdf.Dictionary]:
    return [one for page in read.file.pages for one in page.get("/Annots", [])]


def _names(value: pikepdf.Object) -> Iterator[str]:
    """Give every key and name in an object, but not in what it refers to."""
    if isinstance(value, pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for one in value:
            yield from _names_here(one)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, one in value.items():
            yield key
            yield from _names_here(one)


def _names_here(value) -> Iterator[str]:
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        yield from _names(value)
