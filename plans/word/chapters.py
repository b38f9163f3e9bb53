"""The chapters of the plan but for the themes and their scores."""

from dataclasses import replace

from plans.document import phrases
from plans.document.content import ActionLine, CardPlan, Figures, PlanDocument, Playbook, Step
from plans.document.sections import Section
from plans.document.themes import score_scale
from plans.word.story import Story
from plans.word.tables import Cell, Column, cell, figure, score_cell
from plans.word.themes import add_scores, add_themes, matrix_cells, matrix_columns
from plans.word.xml import paragraph, run

SHORT = 6  # so many cards in a list in short
# The long chapters start on a page of their own; three lines of vision do not ask for one.
NEW_PAGE = {Section.THEMES, Section.ACTIONS, Section.PLAYBOOK, Section.SCORES}


def add_chapters(story: Story, plan: PlanDocument) -> None:
    for section, number, _ in plan.chapters:
        story.heading(section, on_new_page=number == 1 or section in NEW_PAGE)
        CHAPTERS[section](story, plan)


def _add_changes(story: Story, plan: PlanDocument) -> None:
    if plan.changes:
        story.say(f"Dit veranderde er sinds {plan.previous}:")
        story.bullets([[change] for change in plan.changes])
    else:
        story.say(f"{phrases.NO_CHANGES} Dit plan is hetzelfde als {plan.previous}.")


def _add_standing(story: Story, plan: PlanDocument) -> None:
    story.say(f"{plan.done_count} van {len(plan.cards)} kaarten zijn volledig besproken.")
    story.heading("leeswijzer")
    _add_guide(story, plan)
    story.heading("matrix")
    columns = [Column("Thema", 40), *matrix_columns(plan.pillars)]
    rows = [[cell(run(theme.name, "Strong")), *matrix_cells(theme)] for theme in plan.themes]
    story.table(columns, rows, phrases.MATRIX)
    for anchor, cards, none in (
        ("sterktes", plan.strengths, phrases.NO_STRENGTH),
        ("werkpunten", plan.work_points, phrases.NO_WORK_POINT),
    ):
        story.heading(anchor)
        if cards:
            _add_short_list(story, plan, cards)
        else:
            story.say(none)


def _add_guide(story: Story, plan: PlanDocument) -> None:
    for text in phrases.GUIDE:
        story.say(text)
    story.bullets([run(name, "Strong"), f" {what}"] for name, what in phrases.PILLARS)
    story.say(phrases.SCORING)
    columns = [Column("Score", 30), Column("Betekenis", 70)]
    rows = [
        [cell(f"{lowest} tot {highest}"), score_cell(replace(level, number=""))]
        for level, lowest, highest in score_scale()
    ]
    story.table(columns, rows, phrases.SCALE)
    story.say(phrases.TARGET)
    if plan.cards:
        titles = {section: f"{number} {title}" for section, number, title in plan.chapters}
        scores = titles.get(Section.SCORES)
        where = f"Klik erop: ze staan allemaal in “{scores}”." if scores else ""
        story.say(phrases.REFERENCES.format(ref=plan.cards[0].ref, where=where).strip())


def _add_short_list(story: Story, plan: PlanDocument, cards: list[CardPlan]) -> None:
    columns = [Column("Kaart", 75), Column("Thema en pijler", 60), Column("Score", 33)]
    rows = [
        [
            cell(run(card.title, "Strong"), *story.ref(card.ref)),
            cell(f"{card.theme} · {card.pillar}"),
            score_cell(card.score),
        ]
        for card in cards[:SHORT]
    ]
    story.table(columns, rows)
    if len(cards) > SHORT:
        number = next(number for section, number, _ in plan.chapters if section == Section.THEMES)
        story.say(f"Dit zijn er {SHORT} van de {len(cards)}. Hoofdstuk {number} noemt ze allemaal.")


def _add_vision(story: Story, plan: PlanDocument) -> None:
    story.typed(plan.vision)


def _add_people(story: Story, plan: PlanDocument) -> None:
    story.say(phrases.PEOPLE if plan.people else phrases.NO_PEOPLE)
    titles = {"Taak": 34, "Wie": 32, "Voor wie": 24, "Bereikbaar via": 38, "Doet wat": 40}
    columns = [Column(title, share) for title, share in titles.items()]
    rows = [
        [cell(run(one.task, "Strong")), cell(one.name), cell(one.grade), cell(one.reach), cell(one.does)]
        for one in plan.people
    ]
    story.table(columns, rows)


def _add_actions(story: Story, plan: PlanDocument) -> None:
    story.say(phrases.ACTIONS if plan.actions else phrases.NO_ACTION)
    columns = [Column("Wat", 76), Column("Wie", 32), Column("Tegen", 34), Column("Stand", 26)]
    for number, (_, actions) in enumerate(plan.actions_by_term, start=1):
        story.heading(f"acties-{number}")
        story.table(columns, [_action_row(story, action) for action in actions])


def _action_row(story: Story, action: ActionLine) -> list[Cell]:
    where = " · ".join(filter(None, (action.theme, action.card)))
    what = [paragraph(action.what, style="TableText")]
    if action.success_sign:
        what.append(paragraph(f"Gelukt als: {action.success_sign}", style="TableNote"))
    what.append(paragraph(where, *story.ref(action.ref), style="TableNote"))
    late = [run("\nte laat", "Strong")] if action.is_late else []
    return [
        Cell(tuple(what)),
        cell("\n".join(filter(None, (action.owner, *action.partners)))),
        cell(action.due),
        cell(action.status, *late),
    ]


def _add_playbooks(story: Story, plan: PlanDocument) -> None:
    story.say(phrases.PLAYBOOK)
    if plan.contacts:
        _add_called_first(story, plan)
    for number, playbook in enumerate(plan.playbooks, start=1):
        story.heading(f"draaiboek-{number}")
        _add_playbook(story, playbook)


def _add_called_first(story: Story, plan: PlanDocument) -> None:
    story.say(phrases.CALLED_FIRST)
    titles = {"Taak": 50, "Wie": 40, "Voor wie": 30, "Bereikbaar via": 48}
    columns = [Column(title, share) for title, share in titles.items()]
    rows = [
        [cell(run(one.task, "Strong")), cell(one.name), cell(one.grade), cell(one.reach)]
        for one in plan.contacts
    ]
    story.table(columns, rows)


def _add_playbook(story: Story, playbook: Playbook) -> None:
    story.typed(playbook.principle)
    steps = story.new_steps()
    for label, found in playbook.phases:
        story.say(label, style="Phase")
        for step in found:
            story.add(paragraph(*_step(step), style="ListNumber", steps=steps))


def _step(step: Step) -> list:
    """Return a step, when it is taken, and in words whether it may be skipped."""
    when = run(f" {step.when}.", "Muted") if step.when else ""
    marks = [phrases.DUTY] * step.is_duty + [phrases.GRAVE] * step.is_grave
    return [step.text, when, run(f" ({', '.join(marks)})", "Strong") if marks else ""]


def _add_figures(story: Story, plan: PlanDocument) -> None:
    incidents = plan.incidents
    story.say(phrases.FIGURES)
    if not incidents.is_complete:
        story.say(phrases.SMALL_NUMBERS)
    for number, part in enumerate(incidents.divisions, start=1):
        story.heading(f"cijfers-{number}")
        _add_division(story, part)
    if incidents.kinds_hidden:
        story.heading("cijfers-soort")
        story.say(phrases.KINDS_HIDDEN)
    if incidents.lessons:
        story.heading("lessen")
        _add_lessons(story, plan)


def _add_division(story: Story, part: Figures) -> None:
    columns = [Column(part.name, 68), *(Column(year, 20, is_figure=True) for year in part.years)]
    rows = [[cell(label), *map(figure, texts)] for label, texts in part.lines]
    if part.totals:
        totals = [figure(total, "Strong") for total in part.totals]
        rows.append([cell(run("Samen", "Strong")), *totals])
    story.table(columns, rows)


def _add_lessons(story: Story, plan: PlanDocument) -> None:
    story.say(phrases.LESSONS)
    for one in plan.incidents.lessons:
        where = " · ".join(filter(None, (one.theme, one.card or "geen kaart past hierbij")))
        story.say(run(where, "Strong"), run(f" (aantal: {one.count})", "Muted"), style="PlanCard")
        story.bullets([text] for text in one.texts)


def _add_calendar(story: Story, plan: PlanDocument) -> None:
    story.say(phrases.CALENDAR)
    columns = [Column("Dag", 36), Column("Wat", 76), Column("Waar", 56)]
    story.table(columns, [[cell(one.day), cell(one.what), cell(one.where)] for one in plan.calendar])


CHAPTERS = {
    Section.CHANGES: _add_changes,
    Section.STANDING: _add_standing,
    Section.VISION: _add_vision,
    Section.PEOPLE: _add_people,
    Section.THEMES: add_themes,
    Section.ACTIONS: _add_actions,
    Section.PLAYBOOK: _add_playbooks,
    Section.FIGURES: _add_figures,
    Section.CALENDAR: _add_calendar,
    Section.SCORES: add_scores,
}
