"""The themes of the plan, and the annex with every score."""

from plans.document import phrases
from plans.document.content import ActionLine, CardPlan, PlanDocument, QuestionLine, ThemePlan
from plans.document.headings import (
    AGREED,
    IN_PLACE,
    REMARKS,
    WORKED_ON,
    shown_themes,
    tells_standing,
    theme_parts,
)
from plans.word.story import Story
from plans.word.tables import Cell, Column, cell, score_cell
from plans.word.xml import paragraph, run

SCORE_COLUMNS = [
    Column("Code", 18),
    Column("Kaart en vraag", 80),
    Column("Score of stap", 36),
    Column("Beslist op", 34),
]


def add_themes(story: Story, plan: PlanDocument) -> None:
    if not shown_themes(plan):
        story.say(phrases.NO_THEMES)
    for theme in shown_themes(plan):
        story.heading(f"thema-{theme.code}")
        story.typed(theme.intro)
        story.table(matrix_columns([pillar for pillar, _ in theme.cells]), [matrix_cells(theme)])
        if tells_standing(plan) and theme.is_empty:
            story.say(phrases.TO_DISCUSS)
        for text, anchor, cards in theme_parts(plan, theme):
            story.heading(anchor)
            _add_part(story, text, cards)
        if tells_standing(plan) and theme.to_discuss and not theme.is_empty:
            titles = ", ".join(card.title for card in theme.to_discuss)
            story.say(run(f"Nog niet volledig besproken: {titles}.", "Muted"))


def matrix_columns(pillars: tuple[str, ...] | list[str]) -> list[Column]:
    return [*(Column(pillar, 36) for pillar in pillars), Column("Streefscore", 28, is_figure=True)]


def matrix_cells(theme: ThemePlan) -> list[Cell]:
    """Return the row of a theme; without scores there is nothing in it, and so no table."""
    return [*(score_cell(score) for _, score in theme.cells), cell(theme.target, style="TableFigure")]


def _add_part(story: Story, text: str, cards: list[CardPlan]) -> None:
    add, none = PARTS[text]
    for card in cards:
        add(story, card)
    if not cards:
        story.say(none)


def _add_in_place(story: Story, card: CardPlan) -> None:
    story.card(card)
    story.typed(card.statement, ref=card.ref)


def _add_agreed(story: Story, card: CardPlan) -> None:
    story.card(card, with_score=False)
    for line in card.agreements:
        _add_question(story, line)
        story.typed(line.agreement, "Said", line.ref)


def _add_worked_on(story: Story, card: CardPlan) -> None:
    story.card(card)
    story.typed(card.statement, ref=card.ref)
    if card.actions:
        story.bullets([action.what, " ", run(_whose(action), "Muted")] for action in card.actions)
    else:
        story.say(run(phrases.NO_ACTION_YET, "Muted"))


def _whose(action: ActionLine) -> str:
    names = ", ".join(filter(None, (action.owner, *action.partners)))
    late = "te laat" if action.is_late else ""
    return ", ".join(filter(None, (names, f"tegen {action.due}", action.status, late)))


def _add_remarked(story: Story, card: CardPlan) -> None:
    story.card(card, with_score=False)
    for line in card.remarks:
        _add_question(story, line)
        story.typed(line.remark, "Said", line.ref)


def _add_question(story: Story, line: QuestionLine) -> None:
    word = run(f" ({line.word.lower()})", "Muted") if line.word else ""
    story.say(" ".join(filter(None, (line.group, line.question))), word, style="Question")


PARTS = {
    IN_PLACE: (_add_in_place, phrases.NO_STRENGTH),
    AGREED: (_add_agreed, phrases.NO_AGREEMENT),
    WORKED_ON: (_add_worked_on, phrases.NO_WORK_POINT),
    REMARKS: (_add_remarked, ""),
}


def add_scores(story: Story, plan: PlanDocument) -> None:
    """Add a table for each theme with a row for each card and question: there the codes lead."""
    for theme in plan.themes:
        story.heading(f"scores-{theme.code}")
        rows = [row for card in theme.cards for row in _card_rows(story, card)]
        story.table(SCORE_COLUMNS, rows)


def _card_rows(story: Story, card: CardPlan) -> list[list[Cell]]:
    title = cell(run(card.title, "Strong"), run(f" · {card.pillar}", "Muted"), style="TableCard")
    code = cell(*story.target(card.ref), style="TableCard")
    rows = [[code, title, score_cell(card.score, "TableCard"), cell()]]
    group = ""
    for line in card.questions:
        above = line.group if line.group != group else ""
        group = line.group
        question = _question_cell(line, above)
        rows.append([cell(*story.target(line.ref)), question, cell(line.word), cell(line.decided)])
    return rows


def _question_cell(line: QuestionLine, above: str) -> Cell:
    """Return the question, below the line that stands above it and its neighbours."""
    over = [paragraph(above, style="TableNote")] if above else []
    return Cell((*over, paragraph(line.question, style="TableText")))
