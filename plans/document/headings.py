"""The headings of a plan, once for all: Word writes these, and the bookmarks of the PDF are these.

A chapter is level 1. The title page and the table of contents are no headings of the plan: the PDF has
its h1 above them and its chapters one level down.
"""

from collections.abc import Iterator

from plans.document.content import CardPlan, PlanDocument, ThemePlan
from plans.document.sections import Section

Heading = tuple[int, str, str]  # level, text, anchor

GUIDE = "Zo lees je dit plan"
MATRIX = "Score per thema en pijler"
STRENGTHS = "Onze sterktes"
WORK_POINTS = "Onze werkpunten"
IN_PLACE = "Wat er al staat"
AGREED = "Wat we afspraken"
WORKED_ON = "Waar we aan werken"
REMARKS = "Opmerkingen uit de werkgroep"
PER_KIND = "Per soort"
LESSONS = "Wat we leerden"
ABOUT = "Over dit document"
CHAPTER = "Online veiligheid"  # the one top heading of the plan as a chapter of a wider plan

CHAPTER_ANCHOR = "online-veiligheid"
ABOUT_ANCHOR = "over"


def headings(plan: PlanDocument) -> list[Heading]:
    """Return (level, text, anchor) of each heading, in the order of the document."""
    found = []
    for section, number, title in plan.chapters:
        found.append((1, f"{number} {title}", section))
        found += PARTS.get(section, _none)(plan, number)
    return [*found, (1, ABOUT, ABOUT_ANCHOR)]


def chapter_headings(plan: PlanDocument) -> list[Heading]:
    """Return the same headings one level down, below the one of a chapter in a wider plan."""
    lower = [(level + 1, text, anchor) for level, text, anchor in headings(plan)]
    return [(1, CHAPTER, CHAPTER_ANCHOR), *lower]


def tells_standing(plan: PlanDocument) -> bool:
    """Tell whether this plan says where the school stands. A school cannot leave that out, but an
    audience does: what has nothing to print is then not there at all."""
    return Section.STANDING not in plan.hidden


def shown_themes(plan: PlanDocument) -> list[ThemePlan]:
    """Return the themes to print: without the standing, only those that there is something to say about."""
    return [theme for theme in plan.themes if tells_standing(plan) or theme.intro or theme.cards]


def theme_parts(plan: PlanDocument, theme: ThemePlan) -> list[tuple[str, str, list[CardPlan]]]:
    """Return (text, anchor, cards) of the parts of a theme."""
    parts = [
        (IN_PLACE, f"staat-{theme.code}", theme.in_place),
        (AGREED, f"afspraken-{theme.code}", theme.agreed),
        (WORKED_ON, f"werk-{theme.code}", theme.work_points),
        (REMARKS, f"opmerkingen-{theme.code}", theme.remarked),
    ]
    says_none = tells_standing(plan) and not theme.is_empty
    return [part for part in parts if part[2] or (says_none and part[0] != REMARKS)]


def _none(plan: PlanDocument, number: int) -> list[Heading]:
    return []


def _of_standing(plan: PlanDocument, number: int) -> list[Heading]:
    return [
        (2, GUIDE, "leeswijzer"),
        (2, MATRIX, "matrix"),
        (2, STRENGTHS, "sterktes"),
        (2, WORK_POINTS, "werkpunten"),
    ]


def _of_themes(plan: PlanDocument, number: int) -> Iterator[Heading]:
    for order, theme in enumerate(shown_themes(plan), start=1):
        yield 2, f"{number}.{order} {theme.name}", f"thema-{theme.code}"
        yield from ((3, text, anchor) for text, anchor, _ in theme_parts(plan, theme))


def _of_actions(plan: PlanDocument, number: int) -> list[Heading]:
    return [(2, term, f"acties-{n}") for n, (term, _) in enumerate(plan.actions_by_term, start=1)]


def _of_playbooks(plan: PlanDocument, number: int) -> list[Heading]:
    return [(2, one.name, f"draaiboek-{n}") for n, one in enumerate(plan.playbooks, start=1)]


def _of_figures(plan: PlanDocument, number: int) -> Iterator[Heading]:
    for n, part in enumerate(plan.incidents.divisions, start=1):
        yield 2, f"Per {part.name.lower()}", f"cijfers-{n}"
    if plan.incidents.kinds_hidden:
        yield 2, PER_KIND, "cijfers-soort"
    if plan.incidents.lessons:
        yield 2, LESSONS, "lessen"


def _of_scores(plan: PlanDocument, number: int) -> list[Heading]:
    return [(2, f"Scores: {theme.name}", f"scores-{theme.code}") for theme in plan.themes]


PARTS = {
    Section.STANDING: _of_standing,
    Section.THEMES: _of_themes,
    Section.ACTIONS: _of_actions,
    Section.PLAYBOOK: _of_playbooks,
    Section.FIGURES: _of_figures,
    Section.SCORES: _of_scores,
}
