"""A good PDF, and what can be done to it so that it breaks one rule of tests/pdf_ua.py and no other."""

from collections.abc import Callable
from io import BytesIO

import pikepdf

from tests.pdf_reader import ReadPdf

GOOD = """
<html lang="nl"><head><title>Proef</title></head><body>
  <h1>Proef</h1>
  <p><a href="#lijst">Naar de lijst</a></p>
  <h2>Figuur</h2>
  <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
    <title>Een vlak</title><rect width="9" height="9"/>
  </svg>
  <h3 id="lijst">Lijst</h3>
  <ul><li>Eén</li><li>Twee</li></ul>
  <table>
    <thead><tr><th scope="col">Wat</th><th scope="col">Wie</th></tr></thead>
    <tbody><tr><th scope="row">Meldpunt</th><td>An</td></tr></tbody>
  </table>
</body></html>
"""
SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
Spoil = Callable[[ReadPdf], None]


def spoiled(good: bytes, *spoils: Spoil) -> bytes:
    read, saved = ReadPdf(good), BytesIO()
    for spoil in spoils:
        spoil(read)
    read.file.save(saved)
    return saved.getvalue()


def node(read: ReadPdf, tag: str, number: int = 0) -> pikepdf.Dictionary:
    return read.tagged(tag)[number].node


def rename(tag: str, to: str) -> Spoil:
    return lambda read: node(read, tag).update({"/S": pikepdf.Name(f"/{to}")})


def root(**entries) -> Spoil:
    return lambda read: read.file.Root.update({f"/{key}": value for key, value in entries.items()})


def paint(stream: bytes) -> Spoil:
    return lambda read: read.file.pages[0].contents_add(stream)


def link(**entries) -> Spoil:
    return lambda read: read.file.pages[0].Annots[0].update({f"/{k}": v for k, v in entries.items()})


def headers(*names: str) -> Spoil:
    return lambda read: node(read, "TD").A.update({"/Headers": pikepdf.Array(names)})


def scopes(*found: str) -> Spoil:
    """Give each header in turn its scope."""

    def spoil(read):
        for head, scope in zip(read.tagged("TH"), found, strict=True):
            head.node.A = pikepdf.Array(
                [pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name(scope))]
            )

    return spoil


def xmp(key: str, value: str) -> Spoil:
    def spoil(read):
        with read.file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata[key] = value

    return spoil


def outline(change: Callable[[list[pikepdf.OutlineItem]], object]) -> Spoil:
    def spoil(read):
        with read.file.open_outline() as opened:
            change(opened.root)

    return spoil


def all_to_table_cells(read: ReadPdf) -> None:
    for head in read.tagged("TH"):
        head.node.S = pikepdf.Name.TD


def regular(read: ReadPdf) -> pikepdf.Dictionary:
    """Return the font of the words that are no heading."""
    return next(font for name, font in read.fonts.items() if name.strip(",").endswith("-3"))


def attach(read: ReadPdf) -> None:
    read.file.attachments["notities.txt"] = b"Vertrouwelijk"


def mix_parents(read: ReadPdf) -> None:
    of_page = read.file.Root.StructTreeRoot.ParentTree.Nums[1]
    of_page[0] = of_page[1]


SPOILS: list[tuple[str, Spoil]] = [
    ("tagged", root(MarkInfo=pikepdf.Dictionary(Marked=False))),
    ("tagged", root(MarkInfo=pikepdf.Dictionary(Marked=True, Suspects=True))),
    ("identified", xmp("pdfuaid:part", "2")),
    ("in_a_language", lambda read: delattr(read.file.Root, "Lang")),
    ("titled", lambda read: delattr(read.file.docinfo, "Title")),
    ("titled", xmp("dc:title", "Iets anders")),
    ("titled", root(ViewerPreferences=pikepdf.Dictionary(DisplayDocTitle=False))),
    ("all_marked", paint(b"0 0 9 9 re f")),
    ("all_marked", paint(b"/Span <</MCID 0>> BDC /Artifact BMC 0 0 9 9 re f EMC EMC")),
    ("parents_known", paint(b"/Span <</MCID 900>> BDC 99 400 9 9 re f EMC")),
    ("parents_known", mix_parents),
    ("figures_described", lambda read: delattr(node(read, "Figure"), "Alt")),
    ("headings_in_order", rename("H3", "H4")),
    ("tables_headed", headers()),
    ("tables_headed", headers("elders")),
    ("tables_headed", all_to_table_cells),
    ("tables_formed", rename("TBody", "Sect")),
    ("lists_formed", rename("LBody", "P")),
    ("lists_formed", rename("L", "Sect")),
    ("bookmarked", outline(lambda top: top[0].children.pop())),
    ("bookmarked", outline(lambda top: setattr(top[0], "title", "Iets anders"))),
    ("bookmarked", outline(lambda top: top.append(top[0].children.pop()))),
    ("links_told", link(Contents="")),
    ("links_told", rename("Link", "Span")),
    ("links_told", lambda read: node(read, "Link").K.pop(0)),
    ("tabs_follow_structure", lambda read: delattr(read.file.pages[0], "Tabs")),
    ("fonts_carried", lambda read: delattr(regular(read).DescendantFonts[0].FontDescriptor, "FontFile2")),
    ("fonts_carried", lambda read: delattr(regular(read), "ToUnicode")),
    ("nothing_strange", root(OpenAction=SCRIPT)),
    ("nothing_strange", link(A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x"))),
    ("nothing_strange", attach),
]
