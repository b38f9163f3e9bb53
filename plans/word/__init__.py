"""The policy plan as a Word file that a school can change: headings, lists and tables of Word itself."""

from plans.document import phrases
from plans.document.edition import Edition
from plans.document.headings import CHAPTER, chapter_headings, headings
from plans.word.chapters import add_chapters
from plans.word.front import add_about, add_contents, add_cover, add_footer, add_origin
from plans.word.package import empty_document, to_bytes
from plans.word.story import Story


def plan_docx(edition: Edition) -> bytes:
    """Return the plan as a .docx; the same edition always gives the same bytes."""
    plan = edition.plan
    document = empty_document(plan, phrases.TITLE)
    document.sections[0].different_first_page_header_footer = True  # the cover has no foot
    story = Story(document, plan, headings(plan))
    add_cover(story, edition)
    add_contents(story)
    return _finish(story, edition)


def chapter_docx(edition: Edition) -> bytes:
    """Return the plan as one chapter for a wider policy plan, without a cover and contents of its own."""
    plan = edition.plan
    story = Story(empty_document(plan, CHAPTER), plan, chapter_headings(plan))
    add_origin(story, edition)
    return _finish(story, edition)


def _finish(story: Story, edition: Edition) -> bytes:
    add_chapters(story, edition.plan)
    add_about(story, edition)
    add_footer(story, edition)
    story.finish()
    return to_bytes(story.document)
