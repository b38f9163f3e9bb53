"""What is written into one Word file, from top to bottom, with the numbers that its parts must share."""

from collections.abc import Iterable, Sequence
from itertools import count

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from plans.document.content import CardPlan, PlanDocument
from plans.document.headings import Heading
from plans.word.tables import Cell, Column, score_runs, table
from plans.word.xml import bookmark, clean, el, link_to, paragraph, paragraphs_of, run

STEPS = 2  # the list with numbers in parts/numbering.xml


class Story:
    """The body of a document; what is added comes after what stands there."""

    def __init__(self, document: Document, plan: PlanDocument, headings: Sequence[Heading]):
        self.document, self.headings = document, headings
        self.content: list[Element] = []
        self._heading = {anchor: (level, text) for level, text, anchor in headings}
        self._mark = {anchor: f"_Toc{n:09}" for n, (_, _, anchor) in enumerate(headings, start=1)}
        self.numbers = count(1)  # of bookmarks and pictures
        self._targets = plan.refs_in_annex

    def add(self, *elements: Element) -> None:
        self.content += elements

    def say(self, *pieces: str | Element, style: str = "BodyText") -> None:
        self.add(paragraph(*pieces, style=style))

    def heading(self, anchor: str, *, on_new_page: bool = False) -> None:
        """Add the heading with this anchor: its words stand in plans/document/headings.py.

        Only one of the first level can begin a page: in a chapter, the others are further down.
        """
        level, text = self._heading[anchor]
        marked = bookmark(next(self.numbers), self.mark_of(anchor), run(text))
        made = paragraph(*marked, style=f"Heading{level}")
        if on_new_page and level == 1:
            made.pPr.extend([el("pageBreakBefore"), el("spacing", before=0)])
        self.add(made)

    def mark_of(self, anchor: str) -> str:
        """Return the bookmark of a heading: short enough for Word, however long the anchor is."""
        return self._mark[anchor]

    def typed(self, text: str, style: str = "BodyText", ref: str = "") -> None:
        """Add what somebody typed, with the code of its card behind the last word."""
        *others, last = paragraphs_of(text) or [""]
        self.add(*(paragraph(part, style=style) for part in others))
        if last or ref:
            self.say(last, *self.ref(ref), style=style)

    def ref(self, ref: str) -> list[Element]:
        """Return the code of a card or question: it leads to its row in the annex, where there is one."""
        if not ref:
            return []
        code = run(ref, "Reference")
        return [run(" "), link_to(_row_mark(ref), code) if ref in self._targets else code]

    def target(self, ref: str) -> list[Element]:
        """Return the code as the place that others lead to."""
        return bookmark(next(self.numbers), _row_mark(ref), run(ref, "Reference"))

    def card(self, card: CardPlan, *, with_score: bool = True) -> None:
        """Add the line that names a card."""
        score = [run(" "), *score_runs(card.score)] if with_score else []
        self.say(run(card.title, "Strong"), run(f" · {card.pillar} ", "Muted"), *score, style="PlanCard")

    def bullets(self, texts: Iterable[Sequence[str | Element]]) -> None:
        self.add(*(paragraph(*pieces, style="ListBullet") for pieces in texts))

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], caption: str = "") -> None:
        self.add(*table(columns, rows, caption))

    def new_steps(self) -> int:
        """Return the number of a new list that counts its steps from 1."""
        numbering = self.document.part.numbering_part.element
        numbers = [int(one.numId) for one in numbering.num_lst]
        restart = el("lvlOverride", el("startOverride", val=1), ilvl=0)
        numbering.append(el("num", el("abstractNumId", val=STEPS), restart, numId=max(numbers) + 1))
        return max(numbers) + 1

    def finish(self) -> None:
        """Put the story into the document, before the properties of its only section."""
        section = self.document.element.body[-1]
        for one in self.content:
            section.addprevious(one)


def _row_mark(ref: str) -> str:
    return "ref_" + clean(ref).replace(".", "_")
