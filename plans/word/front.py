"""What stands around the chapters: the cover with room to sign, the contents, and whose document it is."""

from base64 import b64decode
from io import BytesIO

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Mm

from plans.document import phrases
from plans.document.edition import Edition
from plans.document.headings import ABOUT_ANCHOR, CHAPTER_ANCHOR
from plans.editions import check_qr
from plans.models import Audience
from plans.word.story import Story
from plans.word.xml import el, field, field_end, field_start, link_to, one_line, paragraph, run

LOGO, CODE = (Mm(60), Mm(28)), (Mm(28), Mm(28))  # at most so wide and high
TOC = r'TOC \o "1-3" \h'
# In the contents, so that it is gone as soon as somebody did it.
HINT = "Paginanummers erbij? Klik in deze inhoud en kies “Tabel bijwerken”, of druk op F9."


def add_cover(story: Story, edition: Edition) -> None:
    """Add the first page: with room to sign in a version; a draft, or an extract, is not to be signed."""
    plan = edition.plan
    if plan.logo:
        _add_picture(story, b64decode(plan.logo), LOGO, f"Logo van {plan.school}")
    story.say(plan.school, style="School")
    story.say(plan.place, style="CoverLine")
    story.say(phrases.TITLE, style="Title")
    story.say(f"Schooljaar {plan.year}", style="Subtitle")
    for line in _standing(edition):
        story.say(line, style="CoverLine")
    if edition.number and edition.audience == Audience.FULL:
        story.say(phrases.SIGN, style="SignFor")
        for line in phrases.SIGN_LINES:
            story.say(f"{line}\t", style="SignLine")


def add_contents(story: Story) -> None:
    """Add the contents as a field that is filled in: Word asks nothing when it opens the document.

    The page numbers are fields of their own without a number yet, for only Word knows on which page
    a heading falls. It fills them in when somebody renews the contents.
    """
    entries = [_entry(level, text, story.mark_of(anchor)) for level, text, anchor in story.headings]
    entries[0][1:1] = field_start(TOC)
    hint = paragraph(run(HINT, "Muted"), field_end())
    heading = paragraph(phrases.CONTENTS, style="TOCHeading")
    gallery = el("docPartObj", el("docPartGallery", val="Table of Contents"), el("docPartUnique"))
    story.add(el("sdt", el("sdtPr", gallery), el("sdtContent", heading, *entries, hint)))


def add_origin(story: Story, edition: Edition) -> None:
    """Say below the top heading of a chapter where it comes from."""
    plan = edition.plan
    story.heading(CHAPTER_ANCHOR)
    story.say(f"Uit het beleidsplan online veiligheid van {plan.school}, schooljaar {plan.year}.")


def add_about(story: Story, edition: Edition) -> None:
    plan = edition.plan
    story.heading(ABOUT_ANCHOR, on_new_page=True)
    story.say(f"{phrases.TITLE} van {plan.school}, schooljaar {plan.year}.")
    story.bullets([[line] for line in _standing(edition)])
    if edition.fingerprint:
        story.say("Vingerafdruk: ", run(edition.fingerprint, "Fingerprint"))
        story.say(phrases.FINGERPRINT)
    if edition.check_url:
        story.say(f"{phrases.CHECK} ", _web_link(story, edition.check_url))
        _add_picture(story, check_qr(edition.check_url, "png"), CODE, "QR-code naar dezelfde pagina")


def add_footer(story: Story, edition: Edition) -> None:
    footer = story.document.sections[0].footer
    footer.is_linked_to_previous = False
    pages = ["pagina ", *field("PAGE", run("1")), " van ", *field("NUMPAGES", run("1"))]
    footer._element[:] = [
        paragraph(edition.plan.school, style="Footer"),
        paragraph(f"Schooljaar {edition.plan.year}\t", *pages, style="Footer"),
    ]


def _standing(edition: Edition) -> list[str]:
    """Return what there is to say of the standing of this edition, a line each."""
    number = f"Versie {edition.number}" if edition.number else ""
    audience = "" if edition.audience == Audience.FULL else f"Uitgave voor {edition.audience.label}"
    day = f"Zoals het er staat op {edition.plan.date}" if edition.plan.date not in edition.standing else ""
    return [line for line in (edition.standing, number, audience, day) if line]


def _entry(level: int, text: str, mark: str) -> Element:
    page = [run("\t"), *field(f"PAGEREF {mark} \\h")]
    return paragraph(link_to(mark, run(text), *page), style=f"TOC{level}")


def _web_link(story: Story, url: str) -> Element:
    """Return a link to a page outside the document."""
    made = el("hyperlink", run(url, "Hyperlink"), history=1)
    made.set(qn("r:id"), story.document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return made


def _add_picture(story: Story, content: bytes, most: tuple[int, int], alt: str) -> None:
    """Add a picture as large as it may be, with what it shows for who cannot see it."""
    inline = story.document.part.new_pic_inline(BytesIO(content))
    size, shape = inline.extent, inline.graphic.graphicData.pic.spPr
    scale = min(most[0] / size.cx, most[1] / size.cy)
    shape.cx, shape.cy = size.cx, size.cy = int(size.cx * scale), int(size.cy * scale)
    inline.set("distL", "0")
    inline.docPr.id = next(story.numbers)
    inline.docPr.name = one_line(alt)
    inline.docPr.set("descr", one_line(alt))
    story.say(el("r", el("drawing", inline)), style="Picture")
