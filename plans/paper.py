"""The plan on paper: the page that becomes PDF, for each audience. No database.

What an audience may read was decided before (plans/audiences.py). Here, and in templates/pdf/, only
what is there is printed: the headings are those of plans/document/headings.py.
"""

import re
from collections.abc import Iterator

from django.template.loader import render_to_string

from plans.document import phrases
from plans.document.content import CardPlan, Person, PlanDocument, ThemePlan
from plans.document.edition import Edition
from plans.document.headings import (
    AGREED,
    IN_PLACE,
    REMARKS,
    WORKED_ON,
    headings,
    shown_themes,
    tells_standing,
    theme_parts,
)
from plans.document.sections import Section
from plans.document.themes import score_scale
from plans.models import Audience

CHAPTERS = {
    Section.CHANGES: "pdf/_changes.html",
    Section.STANDING: "pdf/_standing.html",
    Section.VISION: "pdf/_vision.html",
    Section.PEOPLE: "pdf/_people.html",
    Section.THEMES: "pdf/_themes.html",
    Section.ACTIONS: "pdf/_actions.html",
    Section.PLAYBOOK: "pdf/_playbooks.html",
    Section.FIGURES: "pdf/_statistics.html",
    Section.CALENDAR: "pdf/_calendar.html",
    Section.SCORES: "pdf/_scores.html",
}
PARTS = {
    IN_PLACE: "pdf/_in_place.html",
    AGREED: "pdf/_agreed.html",
    WORKED_ON: "pdf/_worked_on.html",
    REMARKS: "pdf/_remarks.html",
}
TITLES = {
    Audience.FULL: phrases.TITLE,
    Audience.COUNCIL: f"{phrases.TITLE} · voor schoolraad en ouders",
}
# Whose parts are too many, or too small, for the table of contents.
ONLY_CHAPTER = {Section.FIGURES, Section.SCORES}
# Where young people are helped outside the school. Looked up in November 2026: hln.be on Awel (102),
# childfocus.be by way of tvl.be (116 000), focus-wtv.be on Tele-Onthaal (106, tele-onthaal.be);
# vriendenkindertelefoon.nl (0800-0432) and helpwanted.nl (020-261 52 75), which is part of Offlimits.
OUTSIDE = {
    "BE": (
        ("Awel", "bel 102", "Bellen, chatten of mailen over alles. Ook via awel.be."),
        ("Child Focus", "bel 116 000", "Dag en nacht. Ook over naaktbeelden en afpersing."),
        ("Tele-Onthaal", "bel 106", "Dag en nacht, voor alle leeftijden."),
    ),
    "NL": (
        ("De Kindertelefoon", "bel 0800-0432", "Elke dag bellen of chatten over alles."),
        ("Helpwanted (Offlimits)", "bel 020-261 52 75", "Over wat online misging. Ook via helpwanted.nl."),
    ),
}
ROOMY = 4  # so many people fit in large type


def plan_html(edition: Edition) -> str:
    """Return the page that becomes PDF. It asks for its images by name: see plans/making.py."""
    plan = edition.plan
    context = {"edition": edition, "plan": plan}
    if edition.audience == Audience.PUPILS:
        context |= {"outside": OUTSIDE.get(plan.country, ()), "is_dense": _is_long(plan.people)}
        return render_to_string("pdf/pupils.html", context)
    context |= {
        "title": TITLES[edition.audience],
        "say": phrases,
        "headings": {anchor: (level, text) for level, text, anchor in headings(plan)},
        "contents": list(_contents(plan)),
        "chapters": [(section.value, CHAPTERS[section]) for section, _, _ in plan.chapters],
        "tells_standing": tells_standing(plan),
        "scale": score_scale(),
        "themes": [(theme, list(_parts(plan, theme))) for theme in shown_themes(plan)],
        "divisions": list(_divisions(plan)),
        "targets": plan.refs_in_annex,
        "about_refs": _about_refs(plan),
        "fingerprint": re.findall(".{1,8}", edition.fingerprint),
    }
    return render_to_string("pdf/plan.html", context)


def _is_long(people: tuple[Person, ...]) -> bool:
    """Tell whether these people need the smaller type, so that the page for pupils stays one page."""
    return len(people) > ROOMY or sum(len(one.name + one.reach) for one in people) > ROOMY * 60


def _contents(plan: PlanDocument) -> Iterator[tuple[int, str, str]]:
    """Give the headings for the table of contents: chapters, and what one looks up in them."""
    chapter = ""
    for level, text, anchor in headings(plan):
        chapter = anchor if level == 1 else chapter
        if level == 1 or (level == 2 and chapter not in ONLY_CHAPTER):
            yield level, text, anchor


def _parts(plan: PlanDocument, theme: ThemePlan) -> Iterator[tuple[str, list[CardPlan], str]]:
    """Give the parts of a theme: the anchor of its heading, its cards, and its template."""
    for text, anchor, cards in theme_parts(plan, theme):
        yield anchor, cards, PARTS[text]


def _divisions(plan: PlanDocument) -> Iterator[tuple]:
    """Give the tables of figures, each with the anchor of its heading."""
    found = plan.incidents.divisions if plan.incidents else ()
    yield from ((f"cijfers-{number}", part) for number, part in enumerate(found, start=1))


def _about_refs(plan: PlanDocument) -> str:
    """Return what the codes are, with the first of this plan as an example; "" when there are none."""
    first = next((card.ref for card in plan.cards), "")
    titles = {section: f"{number} {title}" for section, number, title in plan.chapters}
    where = f"Die staan allemaal in “{titles[Section.SCORES]}”." if Section.SCORES in titles else ""
    return phrases.REFERENCES.format(ref=first, where=where).strip() if first else ""
